// SPDX-License-Identifier: Apache-2.0

extension FilterLexer {
    private static let integerSuffixes = ["", "u", "l", "ul", "lu", "ll", "ull", "llu"]

    /// A number as C writes it.
    mutating func number() throws(FilterMistake) -> FilterToken.Kind {
        let start = offset
        let isHexadecimal = byte() == UInt8(ascii: "0") && byte(1).map { $0 | 0x20 } == 0x78
        if isHexadecimal { offset += 2 }
        var digits = takeDigits(isHexadecimal)
        var isFloating = false
        var hasDigits = !digits.isEmpty
        if byte() == UInt8(ascii: ".") {
            isFloating = true
            offset += 1
            let fraction = takeDigits(isHexadecimal)
            hasDigits = hasDigits || !fraction.isEmpty
            digits = (digits.isEmpty ? "0" : digits) + "." + (fraction.isEmpty ? "0" : fraction)
        }
        guard hasDigits else {
            throw FilterMistake("a number has no digits", "write some after 0x", at: start)
        }
        if let exponent = try takeExponent(isHexadecimal, isFloating, start) {
            isFloating = true
            digits += exponent
        }
        let suffix = word().lowercased()
        if isFloating {
            return .floating(try floating((isHexadecimal ? "0x" : "") + digits, suffix, start))
        }
        return .integer(try integer(digits, isHexadecimal, suffix, start))
    }

    private mutating func takeDigits(_ isHexadecimal: Bool) -> String {
        let start = offset
        while let next = byte(),
            Self.isDigit(next) || isHexadecimal && (0x61...0x66).contains(next | 0x20)
        {
            offset += 1
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    /// The exponent with its sign; nil without one.
    private mutating func takeExponent(
        _ isHexadecimal: Bool,
        _ isFloating: Bool,
        _ start: Int
    ) throws(FilterMistake) -> String? {
        let mark = isHexadecimal ? "p" : "e"
        guard let next = byte(), [next | 0x20].elementsEqual(mark.utf8) else {
            if isHexadecimal && isFloating {
                throw FilterMistake(
                    "a hexadecimal number with a point has no exponent",
                    "add one, for example p0",
                    at: start
                )
            }
            return nil
        }
        offset += 1
        var exponent = mark
        if byte() == UInt8(ascii: "-") || byte() == UInt8(ascii: "+") {
            exponent += byte() == UInt8(ascii: "-") ? "-" : "+"
            offset += 1
        }
        let digits = takeDigits(false)
        guard !digits.isEmpty else {
            throw FilterMistake("an exponent has no digits", "write some after it", at: start)
        }
        return exponent + digits
    }

    private func floating(
        _ digits: String,
        _ suffix: String,
        _ start: Int
    ) throws(FilterMistake) -> Double {
        guard ["", "f", "l"].contains(suffix) else { throw wrongSuffix(suffix, start) }
        guard let value = Double(digits), value.isFinite else {
            throw FilterMistake("a number is too large", "use one below 1.8e308", at: start)
        }
        return value
    }

    private func integer(
        _ digits: String,
        _ isHexadecimal: Bool,
        _ suffix: String,
        _ start: Int
    ) throws(FilterMistake) -> Int64 {
        guard Self.integerSuffixes.contains(suffix) else { throw wrongSuffix(suffix, start) }
        let isOctal = !isHexadecimal && digits.hasPrefix("0")
        if isOctal, digits.contains(where: { $0 > "7" }) {
            throw FilterMistake(
                "a number that begins with 0 is octal and has no digit 8 or 9",
                "leave out the 0",
                at: start
            )
        }
        guard let value = UInt64(digits, radix: isHexadecimal ? 16 : isOctal ? 8 : 10) else {
            throw FilterMistake("a number has more than 64 bits", "use a smaller one", at: start)
        }
        return Int64(bitPattern: value)
    }

    private func wrongSuffix(_ suffix: String, _ start: Int) -> FilterMistake {
        FilterMistake(
            "“\(suffix)” cannot follow a number",
            "use the suffixes of C, or put an operator between them",
            at: start
        )
    }
}
