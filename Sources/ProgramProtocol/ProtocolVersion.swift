// SPDX-License-Identifier: Apache-2.0

/// The version of the conversation between a program's runtime and a controller.
///
/// docs/abi/program-protocol.md describes the messages byte by byte.
public enum ProtocolVersion {
    /// The version that this code speaks; both sides must speak the same.
    public static let current: UInt32 = 6
}
