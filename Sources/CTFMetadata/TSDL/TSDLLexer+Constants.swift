// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension TSDLLexer {
    /// Reads an integer constant and its suffix.
    mutating func integer() throws(CTFError) -> UInt64 {
        let start = position
        var base: UInt64 = 10
        if byte() == UInt8(ascii: "0") {
            switch byte(1) {
            case UInt8(ascii: "x"), UInt8(ascii: "X"): base = 16
            case UInt8(ascii: "b"), UInt8(ascii: "B"): base = 2
            case let next? where next.isDigit: base = 8
            default: break
            }
            if base == 16 || base == 2 { position += 2 }
        }
        let firstDigit = position
        var value: UInt64 = 0
        while let digit = byte()?.digitValue, UInt64(digit) < base {
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: base)
            let (sum, isPastEnd) = product.addingReportingOverflow(UInt64(digit))
            guard !isTooLarge && !isPastEnd else {
                throw source.error(
                    start,
                    "the integer does not fit in 64 bits",
                    TSDLRemedy.value
                )
            }
            value = sum
            position += 1
        }
        let hasDigits = position > firstDigit
        while let next = byte(), "uUlL".utf8.contains(next) { position += 1 }
        guard hasDigits, byte()?.isDigit != true, byte()?.isWordStart != true else {
            throw source.error(start, "this is not an integer", TSDLRemedy.syntax)
        }
        return value
    }

    /// Reads a literal string; what follows a null character in it is dropped, as in C.
    mutating func string() throws(CTFError) -> String {
        let start = position
        position += 1
        var text: [UInt8] = []
        while let next = byte() {
            switch next {
            case UInt8(ascii: "\""):
                position += 1
                let end = text.firstIndex(of: 0) ?? text.count
                return String(decoding: text[..<end], as: UTF8.self)
            case 0, UInt8(ascii: "\n"):
                throw source.error(
                    next == 0 ? position : start,
                    next == 0
                        ? "there is a null byte in a string" : "a string does not end in its line",
                    TSDLRemedy.syntax
                )
            case UInt8(ascii: "\\"): text.append(try escape())
            default:
                text.append(next)
                position += 1
            }
        }
        throw source.error(start, "a string has no end", TSDLRemedy.syntax)
    }

    /// Reads a character constant; its value is that of its byte.
    mutating func character() throws(CTFError) -> UInt8 {
        let start = position
        position += 1
        if let first = byte(), first != UInt8(ascii: "'"), first != UInt8(ascii: "\n") {
            let value: UInt8
            if first == UInt8(ascii: "\\") {
                value = try escape()
            } else {
                value = first
                position += 1
            }
            if byte() == UInt8(ascii: "'") {
                position += 1
                return value
            }
        }
        throw source.error(start, "this is not a character constant", TSDLRemedy.syntax)
    }

    /// Reads a backslash and what it escapes.
    private mutating func escape() throws(CTFError) -> UInt8 {
        let start = position
        position += 1
        guard let first = byte() else {
            throw source.error(start, "a string has no end", TSDLRemedy.syntax)
        }
        if first == UInt8(ascii: "x"), byte(1)?.digitValue != nil {
            position += 1
            return digits(base: 16, limit: Int.max)
        }
        if let digit = first.digitValue, digit < 8 { return digits(base: 8, limit: 3) }
        position += 1
        switch first {
        case UInt8(ascii: "a"): return 0x07
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "v"): return 0x0B
        // Quotes, backslashes, and letters that escape nothing, stand for themselves.
        default: return first
        }
    }

    /// Reads as many digits as fit in a byte.
    private mutating func digits(base: Int, limit: Int) -> UInt8 {
        var value = 0
        var count = 0
        while count < limit, let digit = byte()?.digitValue, Int(digit) < base,
            value * base + Int(digit) <= 255
        {
            value = value * base + Int(digit)
            position += 1
            count += 1
        }
        return UInt8(value)
    }
}
