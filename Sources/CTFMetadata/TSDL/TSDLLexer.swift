// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Splits TSDL text into tokens, one at a time.
struct TSDLLexer {
    let source: TSDLSource
    var position = 0

    init(_ source: TSDLSource) {
        self.source = source
    }

    /// The byte at a distance from the position; nil past the end.
    func byte(_ distance: Int = 0) -> UInt8? {
        let index = position + distance
        return index < source.bytes.count ? source.bytes[index] : nil
    }

    /// The next token.
    mutating func next() throws(CTFError) -> TSDLToken {
        try skipBlanks()
        let start = position
        guard let first = byte() else { return TSDLToken(kind: .end, offset: start) }
        if first.isWordStart {
            if first == UInt8(ascii: "L"), byte(1) == UInt8(ascii: "\"") {
                position += 1
                return TSDLToken(kind: .string(try string()), offset: start)
            }
            let text = word()
            let isKeyword = TSDLToken.keywords.contains(text)
            return TSDLToken(kind: isKeyword ? .keyword(text) : .name(text), offset: start)
        }
        if first.isDigit { return TSDLToken(kind: .integer(try integer()), offset: start) }
        if first == UInt8(ascii: "\"") {
            return TSDLToken(kind: .string(try string()), offset: start)
        }
        if first == UInt8(ascii: "'") {
            return TSDLToken(kind: .integer(UInt64(try character())), offset: start)
        }
        return TSDLToken(kind: .mark(try mark(first)), offset: start)
    }

    private mutating func skipBlanks() throws(CTFError) {
        while let first = byte() {
            switch first {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"),
                0x0B, 0x0C:
                position += 1
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
                while let next = byte(), next != UInt8(ascii: "\n") { position += 1 }
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"):
                try skipComment()
            default: return
            }
        }
    }

    private mutating func skipComment() throws(CTFError) {
        let start = position
        position += 2
        while let next = byte() {
            if next == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
                position += 2
                return
            }
            position += 1
        }
        throw source.error(start, "a comment has no end", "Add \"*/\", or record again")
    }

    private mutating func word() -> String {
        let start = position
        while let next = byte(), next.isWordStart || next.isDigit { position += 1 }
        return String(decoding: source.bytes[start..<position], as: UTF8.self)
    }

    private mutating func mark(_ first: UInt8) throws(CTFError) -> String {
        let start = position
        position += 1
        switch first {
        case UInt8(ascii: ":") where byte() == UInt8(ascii: "="):
            position += 1
            return ":="
        case UInt8(ascii: "."):
            if byte() == UInt8(ascii: "."), byte(1) == UInt8(ascii: ".") {
                position += 2
                return "..."
            }
            return "."
        case UInt8(ascii: "-") where byte() == UInt8(ascii: ">"):
            position += 1
            // An arrow means the same as a dot.
            return "."
        case UInt8(ascii: "{"): return "{"
        case UInt8(ascii: "}"): return "}"
        case UInt8(ascii: ";"): return ";"
        case UInt8(ascii: "="): return "="
        case UInt8(ascii: ","): return ","
        case UInt8(ascii: ":"): return ":"
        case UInt8(ascii: "["): return "["
        case UInt8(ascii: "]"): return "]"
        case UInt8(ascii: "("): return "("
        case UInt8(ascii: ")"): return ")"
        case UInt8(ascii: "<"): return "<"
        case UInt8(ascii: ">"): return ">"
        case UInt8(ascii: "*"): return "*"
        case UInt8(ascii: "+"): return "+"
        case UInt8(ascii: "-"): return "-"
        default:
            throw source.error(
                start,
                "the byte \(first) does not begin anything that TSDL knows",
                TSDLRemedy.syntax
            )
        }
    }
}

extension UInt8 {
    /// Whether the byte can begin an identifier.
    var isWordStart: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) || self == UInt8(ascii: "_")
    }

    /// Whether the byte is a decimal digit.
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// The value of the byte as a digit of a base up to 16; nil when it is none.
    var digitValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
