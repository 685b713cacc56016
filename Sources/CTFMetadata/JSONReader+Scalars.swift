// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension JSONReader {
    /// Reads a number: an integer when it has neither fraction nor exponent and fits in 128 bits.
    mutating func number() throws(CTFError) -> JSONValue {
        let first = position
        let isNegative = take(UInt8(ascii: "-"))
        let digits = position
        var magnitude: Int128? = 0
        while let byte = next, isDigit(byte) {
            magnitude = magnitude.flatMap { value in
                let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
                // Negative accumulation reaches the least integer, which has no positive twin.
                let digit = Int128(byte - UInt8(ascii: "0"))
                let (sum, carry) = tens.subtractingReportingOverflow(digit)
                return overflow || carry ? nil : sum
            }
            position += 1
        }
        guard position > digits else { throw error("this is not a JSON value") }
        guard position == digits + 1 || bytes[digits] != UInt8(ascii: "0") else {
            throw error("a number must not begin with a superfluous zero")
        }
        let isInteger = try !skipFraction()
        if isInteger, let magnitude {
            if isNegative { return .integer(magnitude) }
            let (value, overflow) = Int128(0).subtractingReportingOverflow(magnitude)
            if !overflow { return .integer(value) }
        }
        let text = String(decoding: bytes[first..<position], as: UTF8.self)
        guard let real = Double(text) else { throw error("this number cannot be read") }
        return .real(real)
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }

    /// Skips a fraction and an exponent; returns whether there was one.
    private mutating func skipFraction() throws(CTFError) -> Bool {
        let first = position
        if take(UInt8(ascii: ".")) { try skipDigits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
            try skipDigits()
        }
        return position > first
    }

    private mutating func skipDigits() throws(CTFError) {
        let first = position
        while let byte = next, isDigit(byte) { position += 1 }
        guard position > first else { throw error("a digit is missing in a number") }
    }

    /// Reads a string, of which the position is the opening quote.
    mutating func string() throws(CTFError) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw error("a string is not valid UTF-8")
                }
                return string
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20:
                position -= 1
                throw error("a control character in a string must be escaped")
            default: text.append(byte)
            }
        }
        throw error("a string has no end")
    }

    private mutating func escape(into text: inout [UInt8]) throws(CTFError) {
        guard let byte = next else { throw error("a string has no end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            guard let scalar = Unicode.Scalar(try codePoint()) else {
                throw error("an escaped surrogate has no partner")
            }
            text.append(contentsOf: String(scalar).utf8)
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
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("four hexadecimal digits must follow \\u")
            }
            position += 1
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }
}
