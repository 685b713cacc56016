// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension JSONTape {
    /// Reads a number: an integer when it has neither fraction nor exponent.
    mutating func number() throws(CTFError) {
        let start = position
        _ = take(UInt8(ascii: "-"))
        let digits = position
        skipDigits()
        guard position > digits else { throw error("this is not a JSON value") }
        guard position == digits + 1 || bytes[digits] != UInt8(ascii: "0") else {
            throw error("a number must not begin with a superfluous zero")
        }
        let fraction = position
        if take(UInt8(ascii: ".")) { try needDigits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
            try needDigits()
        }
        append(position > fraction ? .real : .integer, from: start, to: position)
    }

    private mutating func skipDigits() {
        while position < end, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[position] {
            position += 1
        }
    }

    private mutating func needDigits() throws(CTFError) {
        let start = position
        skipDigits()
        guard position > start else { throw error("a digit is missing in a number") }
    }

    /// Reads a string, of which the position is the opening quote.
    mutating func string() throws(CTFError) {
        position += 1
        let start = position
        var hash = WordTable.seed
        var union: UInt8 = 0
        while position < end {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                if union >= 0x80 { try checkUTF8(bytes[start..<position]) }
                append(.string, from: start, to: position)
                nodes[nodes.count - 1].hash = hash
                nodes[nodes.count - 1].word = words.word(hash, bytes, start..<position)
                position += 1
                return
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            guard byte >= 0x20 else {
                throw error("a control character in a string must be escaped")
            }
            union |= byte
            hash = WordTable.hash(hash, byte)
            position += 1
        }
        throw error("a string has no end")
    }

    private func checkUTF8(_ text: ArraySlice<UInt8>) throws(CTFError) {
        guard String(validating: text, as: UTF8.self) != nil else {
            throw error("a string is not valid UTF-8")
        }
    }

    /// Reads the rest of a string from its first escape on.
    private mutating func escapedString(from start: Int) throws(CTFError) {
        let begin = unescaped.count
        unescaped.append(contentsOf: bytes[start..<position])
        while let byte = nextByte {
            switch byte {
            case UInt8(ascii: "\""):
                let range = begin..<unescaped.count
                try checkUTF8(unescaped[range])
                append(.string, from: range.lowerBound, to: range.upperBound)
                var hash = WordTable.seed
                for byte in unescaped[range] { hash = WordTable.hash(hash, byte) }
                nodes[nodes.count - 1].isUnescaped = true
                nodes[nodes.count - 1].hash = hash
                nodes[nodes.count - 1].word = words.word(hash, unescaped, range)
                position += 1
                return
            case UInt8(ascii: "\\"):
                position += 1
                try escape()
            case 0..<0x20: throw error("a control character in a string must be escaped")
            default:
                unescaped.append(byte)
                position += 1
            }
        }
        throw error("a string has no end")
    }

    private mutating func escape() throws(CTFError) {
        guard let byte = nextByte else { throw error("a string has no end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(byte)
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(0x0A)
        case UInt8(ascii: "r"): unescaped.append(0x0D)
        case UInt8(ascii: "t"): unescaped.append(0x09)
        case UInt8(ascii: "u"):
            guard let scalar = Unicode.Scalar(try codePoint()) else {
                throw error("an escaped surrogate has no partner")
            }
            unescaped.append(contentsOf: String(scalar).utf8)
        default: throw error("a string has an unknown escape")
        }
    }

    private mutating func codePoint() throws(CTFError) -> UInt32 {
        let high = try codeUnit()
        guard 0xD800..<0xDC00 ~= high else { return high }
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
            throw error("an escaped surrogate has no partner")
        }
        let low = try codeUnit()
        guard 0xDC00..<0xE000 ~= low else { throw error("an escaped surrogate has no partner") }
        return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    }

    private mutating func codeUnit() throws(CTFError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = nextByte, let digit = Self.hexadecimalDigit(byte) else {
                throw error("four hexadecimal digits must follow \\u")
            }
            position += 1
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
