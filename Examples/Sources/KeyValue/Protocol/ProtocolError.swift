// SPDX-License-Identifier: Apache-2.0

/// Why the bytes of a client cannot be a request.
///
/// The connection is of no use afterwards: nobody knows where the next request begins.
public enum ProtocolError: Error, Hashable, Sendable {
    /// An inline command is longer than the limit.
    case inlineTooLong
    /// An inline command opens a quote and never closes it.
    case unbalancedQuotes
    /// The number after `*` is malformed or above the limit.
    case invalidArgumentCount
    /// The number after `$` is malformed or above the limit.
    case invalidArgumentLength
    /// The arguments of one request are together above the limit.
    case requestTooLong
    /// An argument begins with this byte where `$` is due.
    case expectedArgument(found: UInt8)
    /// An argument is not followed by a line end.
    case missingLineEnd
}

extension ProtocolError: CustomStringConvertible {
    /// The text of the error reply, in the words that clients of this protocol know.
    public var description: String {
        switch self {
        case .inlineTooLong: "Protocol error: too big inline request"
        case .unbalancedQuotes: "Protocol error: unbalanced quotes in request"
        case .invalidArgumentCount: "Protocol error: invalid multibulk length"
        case .invalidArgumentLength: "Protocol error: invalid bulk length"
        case .requestTooLong: "Protocol error: too big request"
        case .expectedArgument(let found):
            "Protocol error: expected '$', got '\(Self.printable(found))'"
        case .missingLineEnd: "Protocol error: bulk string without a line end"
        }
    }

    /// A byte of the peer must not smuggle a line end into the reply.
    private static func printable(_ byte: UInt8) -> Character {
        (0x20...0x7E).contains(byte) ? Character(UnicodeScalar(byte)) : "?"
    }
}
