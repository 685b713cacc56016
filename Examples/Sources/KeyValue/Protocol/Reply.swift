// SPDX-License-Identifier: Apache-2.0

/// What the server answers to one request.
public enum Reply: Hashable, Sendable {
    /// A short text without line ends.
    case simple(String)
    /// A failure; the first word is its class.
    case error(String)
    /// A number.
    case integer(Int64)
    /// Bytes of any kind.
    case bulk([UInt8])
    /// The absence of a value.
    case null
    /// Several replies.
    case array([Reply])

    /// The reply to a command that has nothing to say.
    public static let done = Reply.simple("OK")
}
