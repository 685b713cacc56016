// SPDX-License-Identifier: Apache-2.0

/// A mistake and the byte of the expression where it is.
struct FilterMistake: Error {
    let fault: FilterFault
    let offset: Int

    init(_ fault: FilterFault, at offset: Int) {
        self.fault = fault
        self.offset = offset
    }

    init(_ reason: String, _ advice: String, at offset: Int) {
        self.init(FilterFault(reason, advice), at: offset)
    }
}

/// Splits an expression into tokens.
struct FilterLexer {
    let bytes: [UInt8]
    var offset = 0

    private static let twoByteSymbols = ["<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "->"]

    init(_ expression: String) {
        bytes = Array(expression.utf8)
    }

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The byte at the current place or behind it; nil after the end.
    func byte(_ distance: Int = 0) -> UInt8? {
        offset + distance < bytes.count ? bytes[offset + distance] : nil
    }

    /// The next token.
    mutating func next() throws(FilterMistake) -> FilterToken {
        try skipBlanks()
        let start = offset
        return FilterToken(kind: try kind(), offset: start)
    }

    private mutating func kind() throws(FilterMistake) -> FilterToken.Kind {
        guard let first = byte() else { return .end }
        if Self.isDigit(first) || first == UInt8(ascii: ".") && Self.isDigit(byte(1)) {
            return try number()
        }
        if Self.isLetter(first) { return .name(word()) }
        switch first {
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "'"): return .integer(try character())
        case UInt8(ascii: "$"):
            offset += 1
            return .root(word())
        default: return .symbol(try symbol(first))
        }
    }

    private mutating func skipBlanks() throws(FilterMistake) {
        while let first = byte() {
            if first == UInt8(ascii: " ") || (9...13).contains(first) {
                offset += 1
            } else if first == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "/") {
                while let skipped = byte(), skipped != UInt8(ascii: "\n") { offset += 1 }
            } else if first == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
                try skipComment()
            } else {
                return
            }
        }
    }

    private mutating func skipComment() throws(FilterMistake) {
        let start = offset
        offset += 2
        while byte() != UInt8(ascii: "*") || byte(1) != UInt8(ascii: "/") {
            guard offset < bytes.count else {
                throw FilterMistake("a comment has no end", "close it with */", at: start)
            }
            offset += 1
        }
        offset += 2
    }

    /// Letters, digits and underscores from the current place on.
    mutating func word() -> String {
        let start = offset
        while let next = byte(), Self.isLetter(next) || Self.isDigit(next) { offset += 1 }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    /// Takes a name that does not begin with a digit.
    ///
    /// - Returns: whether there was one.
    mutating func takeName() -> Bool {
        guard let first = byte(), Self.isLetter(first) else { return false }
        return !word().isEmpty
    }

    private mutating func symbol(_ first: UInt8) throws(FilterMistake) -> String {
        let pair = String(decoding: bytes[offset..<min(offset + 2, bytes.count)], as: UTF8.self)
        if Self.twoByteSymbols.contains(pair) {
            offset += 2
            return pair
        }
        guard first != UInt8(ascii: "=") else {
            throw FilterMistake("a single “=” compares nothing", "write ==", at: offset)
        }
        guard "+-!~*/%<>&^|()[].:".utf8.contains(first) else {
            throw FilterMistake(
                "a sign that means nothing in a filter",
                "use names, numbers, texts in quotes, operators and parentheses",
                at: offset
            )
        }
        offset += 1
        return String(UnicodeScalar(first))
    }

    static func isDigit(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// Bytes beyond ASCII are letters, since names of fields may have them.
    static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) && byte < 0x80
            || byte == UInt8(ascii: "_") || byte >= 0x80
    }
}
