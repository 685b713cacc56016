// SPDX-License-Identifier: Apache-2.0

/// Splits the bytes of a connection into commands of the Redis protocol.
///
/// A command is an array of bulk strings, or a line of words. Bytes may arrive in any pieces.
public struct RequestParser {
    /// What a client sent that is no command; the connection should be closed.
    public struct ProtocolError: Error, Hashable {
        /// What is wrong.
        public let reason: String
    }

    private static let maximumArguments = 1 << 16
    private static let maximumArgumentBytes = 16 << 20
    private static let maximumLineBytes = 64 << 10

    private var bytes: [UInt8] = []
    private var start = 0

    /// Starts with nothing.
    public init() {}

    /// Adds bytes that arrived.
    public mutating func append(_ more: some Sequence<UInt8>) {
        if start > 64 << 10 {
            bytes.removeFirst(start)
            start = 0
        }
        bytes.append(contentsOf: more)
    }

    /// The next whole command as its words; nil when more bytes are needed.
    public mutating func next() throws(ProtocolError) -> [[UInt8]]? {
        while true {
            var position = start
            guard let first = position < bytes.count ? bytes[position] : nil else { return nil }
            let words: [[UInt8]]?
            if first == UInt8(ascii: "*") {
                words = try array(&position)
            } else {
                words = try line(&position).map {
                    $0.split(separator: UInt8(ascii: " ")).map(Array.init)
                }
            }
            guard let words else { return nil }
            start = position
            // An empty line or array asks for nothing.
            if !words.isEmpty { return words }
        }
    }

    private func line(_ position: inout Int) throws(ProtocolError) -> ArraySlice<UInt8>? {
        let limit = min(bytes.count, position + Self.maximumLineBytes)
        guard let end = bytes[position..<limit].firstIndex(of: 10) else {
            if limit - position == Self.maximumLineBytes {
                throw ProtocolError(reason: "a line is too long")
            }
            return nil
        }
        defer { position = end + 1 }
        return bytes[position..<end].last == 13
            ? bytes[position..<(end - 1)] : bytes[position..<end]
    }

    private func array(_ position: inout Int) throws(ProtocolError) -> [[UInt8]]? {
        guard let count = try number(&position, "*", Self.maximumArguments) else { return nil }
        var words: [[UInt8]] = []
        for _ in 0..<count {
            guard let size = try number(&position, "$", Self.maximumArgumentBytes),
                position + size + 2 <= bytes.count
            else { return nil }
            words.append(Array(bytes[position..<(position + size)]))
            position += size + 2
        }
        return words
    }

    private func number(
        _ position: inout Int,
        _ sign: Unicode.Scalar,
        _ maximum: Int
    ) throws(ProtocolError) -> Int? {
        guard let line = try line(&position) else { return nil }
        guard line.first == UInt8(ascii: sign),
            let number = Int(String(decoding: line.dropFirst(), as: UTF8.self)),
            (0...maximum).contains(number)
        else { throw ProtocolError(reason: "expected '\(sign)' and a number up to \(maximum)") }
        return number
    }
}
