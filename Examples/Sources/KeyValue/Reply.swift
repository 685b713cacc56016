// SPDX-License-Identifier: Apache-2.0

/// An answer of the Redis protocol.
public indirect enum Reply: Hashable, Sendable {
    /// A short text, such as "OK".
    case simple(String)
    /// A complaint.
    case error(String)
    /// A number.
    case integer(Int)
    /// Bytes, or nothing.
    case bulk([UInt8]?)
    /// Several answers.
    case array([Reply])

    /// The bytes of the answer.
    public func write(to bytes: inout [UInt8]) {
        switch self {
        case .simple(let text):
            bytes += Array("+\(text)\r\n".utf8)
        case .error(let text):
            bytes += Array("-ERR \(text)\r\n".utf8)
        case .integer(let number):
            bytes += Array(":\(number)\r\n".utf8)
        case .bulk(nil):
            bytes += Array("$-1\r\n".utf8)
        case .bulk(.some(let value)):
            bytes += Array("$\(value.count)\r\n".utf8)
            bytes += value
            bytes += [13, 10]
        case .array(let replies):
            bytes += Array("*\(replies.count)\r\n".utf8)
            for reply in replies { reply.write(to: &bytes) }
        }
    }
}
