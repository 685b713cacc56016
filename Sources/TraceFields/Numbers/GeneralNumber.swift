// SPDX-License-Identifier: Apache-2.0

package import Bytes
internal import SystemCalls

/// Floating-point numbers in the form of C's `%g`: six significant digits, no zeros at the end.
///
/// Numbers of ordinary size are computed here in exact integers; the C library does the others.
package enum GeneralNumber {
    private static let precision = 6
    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10,
    ]

    /// Appends a number.
    package static func append(_ number: Double, _ text: inout TextBuffer) {
        let magnitude = number.magnitude
        if number == 0 {
            if number.sign == .minus { text.append(byte: 0x2D) }
            text.append(byte: 0x30)
        } else if magnitude >= 1e-4, magnitude < 1e15, let rounded = round(magnitude) {
            if number < 0 { text.append(byte: 0x2D) }
            append(rounded.digits, exponent: rounded.exponent, &text)
        } else {
            var bytes: [UInt8] = []
            FloatingPointText.append(number, to: &bytes)
            text.append(bytes)
        }
    }

    /// The six significant digits of a number, rounded to the nearest, ties to even, and the power
    /// of ten of the first one.
    private static func round(_ number: Double) -> (digits: UInt64, exponent: Int)? {
        var exponent = 0
        var power = 1.0
        // Whole powers of ten up to 10^15 are exact, so comparing finds the exponent exactly. Below
        // 1 the number may be one power off, which the digits then show.
        if number >= 1 {
            while exponent < 15, number >= power * 10 {
                power *= 10
                exponent += 1
            }
        } else {
            while number * power < 1 {
                power *= 10
                exponent -= 1
            }
        }
        for _ in 0..<2 {
            let digits = scaled(number, precision - 1 - exponent)
            if digits < 100_000 {
                exponent -= 1
            } else if digits >= 1_000_000 {
                // Rounded up to the next power of ten, or the exponent was too small.
                exponent += 1
            } else {
                return (digits, exponent)
            }
        }
        return nil
    }

    /// A number times a power of ten, rounded to the nearest integer, ties to even.
    private static func scaled(_ number: Double, _ power: Int) -> UInt64 {
        if power >= 0 && power <= 10 {
            // The power is exact, and so are the product together with its error: what the error
            // adds is less than the distance of two numbers of the product's size.
            let scale = powers[power]
            let product = number * scale
            let error = (-product).addingProduct(number, scale)
            let whole = product.rounded(.down)
            let rest = product - whole
            let quotient = UInt64(whole)
            let isUp = rest > 0.5 || rest == 0.5 && (error > 0 || error == 0 && quotient & 1 == 1)
            return quotient + (isUp ? 1 : 0)
        }
        var numerator = UInt128(number.significandBitPattern | 1 << 52)
        let shift = Int(number.exponentBitPattern) - 1_075
        var denominator: UInt128 = 1
        for _ in 0..<max(0, power) { numerator *= 10 }
        for _ in 0..<max(0, -power) { denominator *= 10 }
        if shift >= 0 { numerator <<= UInt128(shift) } else { denominator <<= UInt128(-shift) }
        let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
        let twice = rest * 2
        let isUp = twice > denominator || twice == denominator && quotient & 1 == 1
        return UInt64(truncatingIfNeeded: quotient) + (isUp ? 1 : 0)
    }

    private static func append(_ given: UInt64, exponent: Int, _ text: inout TextBuffer) {
        var digits = given
        var count = precision
        while count > 1, digits % 10 == 0 {
            digits /= 10
            count -= 1
        }
        if exponent < -4 || exponent >= precision {
            var power: UInt64 = 1
            for _ in 1..<count { power *= 10 }
            text.append(decimal: digits / power)
            if count > 1 {
                text.append(byte: 0x2E)
                text.append(decimal: digits % power, digits: count - 1)
            }
            text.append(byte: 0x65)
            text.append(byte: exponent < 0 ? 0x2D : 0x2B)
            text.append(decimal: UInt64(exponent.magnitude), digits: 2)
        } else if exponent < 0 {
            text.append("0.")
            for _ in 1..<(-exponent) { text.append(byte: 0x30) }
            text.append(decimal: digits, digits: count)
        } else {
            for _ in 0..<max(0, exponent + 1 - count) { digits *= 10 }
            let fraction = max(0, count - 1 - exponent)
            var power: UInt64 = 1
            for _ in 0..<fraction { power *= 10 }
            text.append(decimal: digits / power)
            if fraction > 0 {
                text.append(byte: 0x2E)
                text.append(decimal: digits % power, digits: fraction)
            }
        }
    }
}
