// SPDX-License-Identifier: Apache-2.0

extension FilterLexer {
    private static let backslash = UInt8(ascii: "\\")

    /// A text between double quotes.
    mutating func text() throws(FilterMistake) -> FilterText {
        let start = offset
        var text = FilterText()
        offset += 1
        while let next = byte() {
            switch next {
            case UInt8(ascii: "\""):
                offset += 1
                return text
            case UInt8(ascii: "*"):
                text.appendStar()
            case Self.backslash:
                text.bytes.append(try escaped("*\\\"", "\\*, \\\\ and \\\""))
            case 0:
                throw FilterMistake("a text contains a NUL", "leave it out", at: offset)
            default:
                text.bytes.append(next)
            }
            offset += 1
        }
        throw FilterMistake("a text has no end", "close it with a double quote", at: start)
    }

    /// A byte between single quotes.
    mutating func character() throws(FilterMistake) -> Int64 {
        let start = offset
        offset += 1
        guard var value = byte(), value != UInt8(ascii: "'"), value != 0, value < 0x80 else {
            throw FilterMistake(
                "a character constant is no ASCII character",
                "write one between the quotes, or a number instead",
                at: start
            )
        }
        if value == Self.backslash { value = try escaped("\\'\"*", "\\\\, \\', \\\" and \\*") }
        guard byte(1) == UInt8(ascii: "'") else {
            throw FilterMistake(
                "a character constant has more than one character or no end",
                "write a text in double quotes, or close it with a single quote",
                at: start
            )
        }
        offset += 2
        return Int64(value)
    }

    /// The byte after a backslash, which becomes the current one.
    private mutating func escaped(
        _ allowed: String,
        _ list: String
    ) throws(FilterMistake) -> UInt8 {
        guard let value = byte(1), allowed.utf8.contains(value) else {
            throw FilterMistake(
                "an escape sequence that filters do not have",
                "use \(list) only",
                at: offset
            )
        }
        offset += 1
        return value
    }
}
