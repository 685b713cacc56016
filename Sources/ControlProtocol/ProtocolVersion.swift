// SPDX-License-Identifier: Apache-2.0

/// The version of the conversation between a program's runtime and a controller.
///
/// docs/abi/runtime-controller-protocol.md describes the messages byte by byte.
public enum ProtocolVersion {
    /// The version that this code speaks; both sides must speak the same.
    public static let current: UInt32 = 5
}

/// Why bytes are not a message.
public struct MessageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let reason: String

    init(_ reason: String) {
        self.reason = reason
    }

    /// One line for a person.
    public var description: String { "control message: \(reason)" }
}
