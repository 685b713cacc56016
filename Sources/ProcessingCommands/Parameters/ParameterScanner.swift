// SPDX-License-Identifier: Apache-2.0

internal import TraceGraph

/// Finds the words, numbers and quoted texts of parameters.
struct ParameterScanner {
    /// A number without its sign.
    enum Number {
        case integer(UInt64)
        case real(Double)
    }

    private let bytes: [UInt8]
    private(set) var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { position >= bytes.count }

    /// The next byte; nil at the end.
    var peek: UInt8? { isAtEnd ? nil : bytes[position] }

    mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
    }

    /// Takes a character if it is the next one.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// Takes a word: a letter or underscore, then letters, digits and `_ : . -`.
    mutating func word() -> String? {
        guard let first = peek, Self.isWordStart(first) else { return nil }
        return String(decoding: take(while: Self.isWordPart), as: UTF8.self)
    }

    static func isWordStart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    static func isWordPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "."),
            UInt8(ascii: "-"):
            true
        default: isWordStart(byte)
        }
    }

    private mutating func take(while condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = position
        while let byte = peek, condition(byte) { position += 1 }
        return bytes[start..<position]
    }

    /// Takes a number; nil when there is none, or one with something strange behind it.
    mutating func number() throws(GraphError) -> Number? {
        let start = position
        var mayHaveSign = false
        let taken = take { byte in
            // The sign of an exponent belongs to the number, but only in a decimal one.
            defer { mayHaveSign = byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") }
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { return mayHaveSign }
            return Self.isWordPart(byte) && byte != UInt8(ascii: ":")
        }
        let text = String(decoding: taken, as: UTF8.self)
        if let (digits, radix) = Self.integerParts(text) {
            guard !digits.isEmpty, digits.utf8.allSatisfy({ Self.isDigit($0, radix) }) else {
                return nil
            }
            guard let value = UInt64(digits, radix: radix) else {
                throw problem("the integer \(text) does not fit in 64 bits", at: start)
            }
            return .integer(value)
        }
        return Self.real(text).map { .real($0) }
    }

    private static func integerParts(_ text: String) -> (digits: Substring, radix: Int)? {
        if text.hasPrefix("0x") || text.hasPrefix("0X") { return (text.dropFirst(2), 16) }
        if text.hasPrefix("0b") || text.hasPrefix("0B") { return (text.dropFirst(2), 2) }
        guard text.utf8.allSatisfy({ isDigit($0, 10) }) else { return nil }
        return text.count > 1 && text.hasPrefix("0") ? (text.dropFirst(), 8) : (text[...], 10)
    }

    private static func isDigit(_ byte: UInt8, _ radix: Int) -> Bool {
        Character(Unicode.Scalar(byte)).hexDigitValue.map { $0 < radix } ?? false
    }

    private static func real(_ text: String) -> Double? {
        let isPlain = text.utf8.allSatisfy { byte in
            isDigit(byte, 10) || ".eE+-".utf8.contains(byte)
        }
        guard isPlain else { return nil }
        // Swift wants digits on both sides of the point, C does not.
        var full = text.hasPrefix(".") ? "0" + text : text
        if full.hasSuffix(".") { full += "0" }
        return Double(full) ?? Double(full.replacing(".e", with: ".0e"))
    }

    /// Takes a text in double quotes.
    mutating func quoted() throws(GraphError) -> String {
        let start = position
        _ = skip("\"")
        var text: [UInt8] = []
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): appendEscaped(to: &text)
            default: text.append(byte)
            }
        }
        throw problem("the text in quotes does not end", at: start)
    }

    private mutating func appendEscaped(to text: inout [UInt8]) {
        guard let byte = peek else { return }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            var value = Int(byte - UInt8(ascii: "0"))
            var count = 1
            while count < 3, let digit = peek, Self.isDigit(digit, 8) {
                value = value * 8 + Int(digit - UInt8(ascii: "0"))
                position += 1
                count += 1
            }
            text.append(UInt8(truncatingIfNeeded: value))
        default: text.append(byte)
        }
    }

    /// An error about what does not stand where it should.
    func expected(_ what: String, at place: Int? = nil) -> GraphError {
        problem("expected \(what)", at: place)
    }

    /// An error with the text and a mark below the place.
    func problem(_ what: String, at place: Int? = nil) -> GraphError {
        let place = min(place ?? position, bytes.count)
        let text = String(decoding: bytes, as: UTF8.self)
        let column = String(decoding: bytes[..<place], as: UTF8.self).count
        let mark = String(repeating: " ", count: column) + "^"
        return .usage("Column \(column + 1): \(what):\n\n    \(text)\n    \(mark)")
    }
}
