// SPDX-License-Identifier: Apache-2.0

/// Writes the parts of a message, little-endian and packed.
struct MessageEncoder {
    private(set) var bytes: [UInt8]

    init(kind: UInt8) {
        bytes = [kind]
    }

    mutating func put<Number: FixedWidthInteger>(_ number: Number) {
        for index in 0..<(Number.bitWidth / 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> (8 * index)))
        }
    }

    /// A text before the end of the message.
    mutating func put(text: String) {
        put(UInt32(text.utf8.count))
        putRest(text.utf8)
    }

    /// A text or other bytes at the end of the message.
    mutating func putRest(_ rest: some Sequence<UInt8>) {
        bytes.append(contentsOf: rest)
    }
}

/// Reads the parts of a message from a peer, which may be hostile.
struct MessageDecoder {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func take<Number: FixedWidthInteger & UnsignedInteger>(
        _ type: Number.Type = Number.self
    ) throws(MessageError) -> Number {
        let count = Number.bitWidth / 8
        guard count <= bytes.count - offset else { throw MessageError("it is cut short") }
        var number: Number = 0
        for index in 0..<count { number |= Number(bytes[offset + index]) << (8 * index) }
        offset += count
        return number
    }

    mutating func takeRest() -> [UInt8] {
        defer { offset = bytes.count }
        return Array(bytes[offset...])
    }

    mutating func takeText() throws(MessageError) -> String {
        let count = Int(try take(UInt32.self))
        guard count <= bytes.count - offset else { throw MessageError("a text is cut short") }
        defer { offset += count }
        return String(decoding: bytes[offset..<offset + count], as: UTF8.self)
    }

    mutating func takeTexts() throws(MessageError) -> [String] {
        let count = try take(UInt32.self)
        var texts: [String] = []
        // Each takes bytes, so a count that is too large ends with them.
        for _ in 0..<count { texts.append(try takeText()) }
        return texts
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { offset == bytes.count }

    /// The numbers that the rest of the message is made of.
    mutating func takeWords() throws(MessageError) -> [UInt32] {
        var words: [UInt32] = []
        while offset < bytes.count { words.append(try take()) }
        return words
    }

    func end() throws(MessageError) {
        guard offset == bytes.count else { throw MessageError("bytes follow its end") }
    }
}
