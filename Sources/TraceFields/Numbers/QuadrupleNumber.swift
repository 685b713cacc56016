// SPDX-License-Identifier: Apache-2.0

package import CTFReader
internal import SystemCalls

/// A floating-point number of 128 bits (IEEE 754 binary128), in decimal.
package struct QuadrupleNumber {
    private let isNegative: Bool
    /// The value is the significand times 2 to the exponent.
    private let significand: UInt128
    private let exponent: Int
    private let isFinite: Bool

    private static let fractionBits = 112
    private static let smallestExponent = -16_494

    /// Takes the bits of a number; nil when they are not 128.
    package init?(_ number: WideNumber) {
        guard number.words.count == 2 else { return nil }
        self.init(bits: UInt128(number.words[1]) << 64 | UInt128(number.words[0]))
    }

    package init(bits: UInt128) {
        isNegative = bits >> 127 == 1
        let fraction = bits & ((1 << UInt128(Self.fractionBits)) - 1)
        let power = Int(bits >> UInt128(Self.fractionBits) & 0x7FFF)
        isFinite = power != 0x7FFF
        significand = power == 0 || !isFinite ? fraction : fraction | 1 << UInt128(112)
        exponent = Self.smallestExponent + max(power - 1, 0)
    }

    /// Decimal digits without zeros at the end, and the power of ten of the first one.
    private struct Decimal {
        var digits: [UInt8]
        var power: Int
    }

    /// The number in the form of C's `%g`: six significant digits.
    package var general: String {
        guard isFinite else { return sign + (significand == 0 ? "inf" : "nan") }
        guard significand != 0 else { return sign + "0" }
        let decimal = rounded(to: 6)
        if decimal.power < -4 || decimal.power >= 6 {
            let digits = String(abs(decimal.power))
            let padded = digits.count < 2 ? "0" + digits : digits
            return sign + mantissa(decimal) + (decimal.power < 0 ? "e-" : "e+") + padded
        }
        return sign + plain(decimal)
    }

    /// The shortest decimal number that is read back as the same 128 bits; nil for what is not
    /// finite.
    package var shortest: String? {
        guard isFinite else { return nil }
        guard significand != 0 else { return sign + "0.0" }
        let decimal = shortestDigits()
        guard (-5..<21).contains(decimal.power) else {
            return sign + mantissa(decimal) + "e\(decimal.power)"
        }
        let text = plain(decimal)
        return sign + (text.contains(".") ? text : text + ".0")
    }

    /// What stands for a number that is not finite.
    package var name: String { significand != 0 ? "NaN" : isNegative ? "-Infinity" : "Infinity" }

    private var sign: String { isNegative ? "-" : "" }

    private func text(_ digits: some Sequence<UInt8>) -> String {
        String(decoding: digits.map { 0x30 + $0 }, as: UTF8.self)
    }

    private func mantissa(_ decimal: Decimal) -> String {
        let rest = decimal.digits.dropFirst()
        return text(decimal.digits.prefix(1)) + (rest.isEmpty ? "" : "." + text(rest))
    }

    private func plain(_ decimal: Decimal) -> String {
        if decimal.power < 0 {
            return "0." + String(repeating: "0", count: -decimal.power - 1) + text(decimal.digits)
        }
        let missing = max(0, decimal.power + 1 - decimal.digits.count)
        let digits = decimal.digits + [UInt8](repeating: 0, count: missing)
        let fraction = digits.dropFirst(decimal.power + 1)
        return text(digits.prefix(decimal.power + 1))
            + (fraction.isEmpty ? "" : "." + text(fraction))
    }
}

extension QuadrupleNumber {
    /// A power of ten that is not less than the number, or one too small.
    private var estimatedPower: Int {
        let bits = 128 - significand.leadingZeroBitCount
        let logarithm = Double(bits + exponent - 1) * 0.301_029_995_663_981_2
        return Int((logarithm - 1e-10).rounded(.up))
    }

    private func rounded(to count: Int) -> Decimal {
        var rest = Natural(significand)
        var unit = Natural(1)
        if exponent >= 0 { rest.shift(left: exponent) } else { unit.shift(left: -exponent) }
        var power = estimatedPower
        if power >= 0 {
            unit.multiply(byPowerOfTen: power)
        } else {
            rest.multiply(byPowerOfTen: -power)
        }
        if rest >= unit { power += 1 } else { rest.multiply(by: 10) }
        var digits: [UInt8] = []
        for _ in 0..<count {
            digits.append(rest.digit(over: unit))
            rest.multiply(by: 10)
        }
        // The rest is ten times what is left of the last digit, of which a half rounds to even.
        unit.multiply(by: 5)
        let isOdd = digits.last.map { $0 & 1 == 1 } ?? false
        if rest > unit || (rest == unit && isOdd) {
            var index = count - 1
            while index >= 0, digits[index] == 9 {
                digits[index] = 0
                index -= 1
            }
            if index >= 0 {
                digits[index] += 1
            } else {
                digits[0] = 1
                power += 1
            }
        }
        return trimmed(digits, power - 1)
    }

    private func trimmed(_ digits: [UInt8], _ power: Int) -> Decimal {
        var digits = digits
        while digits.count > 1, digits.last == 0 { digits.removeLast() }
        return Decimal(digits: digits, power: power)
    }

    /// Digits up to where no other number of 128 bits is as near, after Steele and White.
    private func shortestDigits() -> Decimal {
        let isEven = significand & 1 == 0
        // At a power of two the next smaller number is half as far away as the next larger one.
        let isBoundary =
            significand == 1 << UInt128(Self.fractionBits) && exponent > Self.smallestExponent
        var rest = Natural(significand)
        var unit = Natural(1)
        var above = Natural(isBoundary ? 2 : 1)
        var below = Natural(1)
        if exponent >= 0 {
            rest.shift(left: exponent)
            above.shift(left: exponent)
            below.shift(left: exponent)
        } else {
            unit.shift(left: -exponent)
        }
        // What is above and below counts in halves of the distance.
        rest.shift(left: isBoundary ? 2 : 1)
        unit.shift(left: isBoundary ? 2 : 1)
        var power = estimatedPower
        if power >= 0 {
            unit.multiply(byPowerOfTen: power)
        } else {
            rest.multiply(byPowerOfTen: -power)
            above.multiply(byPowerOfTen: -power)
            below.multiply(byPowerOfTen: -power)
        }
        func reachesNext() -> Bool {
            var sum = rest
            sum.add(above)
            return isEven ? sum >= unit : sum > unit
        }
        func timesTen() {
            rest.multiply(by: 10)
            above.multiply(by: 10)
            below.multiply(by: 10)
        }
        if reachesNext() { power += 1 } else { timesTen() }
        var digits: [UInt8] = []
        while true {
            let digit = rest.digit(over: unit)
            let isLow = isEven ? rest <= below : rest < below
            let isHigh = reachesNext()
            if !isLow && !isHigh {
                digits.append(digit)
                timesTen()
                continue
            }
            var twice = rest
            twice.shift(left: 1)
            let goesUp = isHigh && (!isLow || twice >= unit)
            digits.append(goesUp ? digit + 1 : digit)
            return trimmed(digits, power - 1)
        }
    }
}
