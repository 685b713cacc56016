// SPDX-License-Identifier: Apache-2.0

/// Why decoding a record stopped.
enum DecodeStop: Error {
    /// The window ends first; the bytes up to this place of the file are needed.
    case needsBytes(upTo: UInt64)
    /// The packet's content ends first.
    case contentEnded
    /// What was decoded cannot be.
    case malformed(String)
}
