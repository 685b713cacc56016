// SPDX-License-Identifier: Apache-2.0

/// Writes the parts of a message, little-endian and packed.
package struct MessageEncoder {
    /// What was written so far.
    package private(set) var bytes: [UInt8]

    /// Begins a message of a kind.
    package init(kind: UInt8) {
        bytes = [kind]
    }

    /// A number, in as many bytes as its type has.
    package mutating func put<Number: FixedWidthInteger>(_ number: Number) {
        for index in 0..<(Number.bitWidth / 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> (8 * index)))
        }
    }

    /// A text before the end of the message.
    package mutating func put(text: String) {
        put(UInt32(text.utf8.count))
        putRest(text.utf8)
    }

    /// Bytes before the end of the message.
    package mutating func put(bytes: [UInt8]) {
        put(UInt32(bytes.count))
        putRest(bytes)
    }

    /// Whether something holds, a byte.
    package mutating func put(flag: Bool) { put(flag ? 1 : 0 as UInt8) }

    /// A list: how many there are, and each of them.
    package mutating func put<Element>(
        list: [Element],
        _ put: (inout MessageEncoder, Element) -> Void
    ) {
        self.put(UInt32(clamping: list.count))
        for element in list { put(&self, element) }
    }

    /// A list of texts.
    package mutating func put(texts: [String]) { put(list: texts) { $0.put(text: $1) } }

    /// A text or other bytes at the end of the message.
    package mutating func putRest(_ rest: some Sequence<UInt8>) {
        bytes.append(contentsOf: rest)
    }
}

/// Reads the parts of a message from a peer, which may be hostile.
package struct MessageDecoder {
    private let bytes: [UInt8]
    private var offset = 0

    /// Begins with the first byte, which is the kind.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// A number, in as many bytes as its type has.
    package mutating func take<Number: FixedWidthInteger & UnsignedInteger>(
        _ type: Number.Type = Number.self
    ) throws(MessageError) -> Number {
        let count = Number.bitWidth / 8
        guard count <= bytes.count - offset else { throw MessageError("it is cut short") }
        var number: Number = 0
        for index in 0..<count { number |= Number(bytes[offset + index]) << (8 * index) }
        offset += count
        return number
    }

    /// A text or other bytes at the end of the message.
    package mutating func takeRest() -> [UInt8] {
        defer { offset = bytes.count }
        return Array(bytes[offset...])
    }

    /// Bytes before the end of the message.
    package mutating func takeBytes() throws(MessageError) -> [UInt8] {
        let count = Int(try take(UInt32.self))
        guard count <= bytes.count - offset else { throw MessageError("bytes are cut short") }
        defer { offset += count }
        return Array(bytes[offset..<offset + count])
    }

    /// A text before the end of the message.
    package mutating func takeText() throws(MessageError) -> String {
        let count = Int(try take(UInt32.self))
        guard count <= bytes.count - offset else { throw MessageError("a text is cut short") }
        defer { offset += count }
        return String(decoding: bytes[offset..<offset + count], as: UTF8.self)
    }

    /// Whether something holds, a byte.
    package mutating func takeFlag() throws(MessageError) -> Bool {
        try take(UInt8.self) != 0
    }

    /// A list, each element of which takes a byte at least.
    package mutating func takeList<Element>(
        _ take: (inout MessageDecoder) throws(MessageError) -> Element
    ) throws(MessageError) -> [Element] {
        let count: UInt32 = try self.take()
        var list: [Element] = []
        // Each takes bytes, so a count that is too large ends with them.
        for _ in 0..<count { list.append(try take(&self)) }
        return list
    }

    /// A list of texts.
    package mutating func takeTexts() throws(MessageError) -> [String] {
        try takeList { decoder throws(MessageError) in try decoder.takeText() }
    }

    /// Whether nothing is left.
    package var isAtEnd: Bool { offset == bytes.count }

    /// The numbers that the rest of the message is made of.
    package mutating func takeWords() throws(MessageError) -> [UInt32] {
        var words: [UInt32] = []
        while offset < bytes.count { words.append(try take()) }
        return words
    }

    /// Nothing may follow.
    package func end() throws(MessageError) {
        guard offset == bytes.count else { throw MessageError("bytes follow its end") }
    }
}
