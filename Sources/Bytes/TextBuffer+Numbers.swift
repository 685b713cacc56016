// SPDX-License-Identifier: Apache-2.0

extension TextBuffer {
    /// Appends a number in decimal.
    @inlinable
    @inline(__always)
    public mutating func append(decimal number: UInt64) {
        if number < 100_000_000 { appendShort(number) } else { appendLong(number) }
    }

    /// Appends a signed number in decimal.
    @inlinable
    @inline(__always)
    public mutating func append(signed number: Int64) {
        if number < 0 { append(byte: 0x2D) }
        append(decimal: number.magnitude)
    }

    /// Appends the last digits of a number, with zeros in front.
    ///
    /// - Parameters:
    ///   - number: the value.
    ///   - digits: how many digits; from 1 to 20.
    @inlinable
    @inline(__always)
    public mutating func append(decimal number: UInt64, digits: Int) {
        var digits = digits
        while digits > 8 {
            // The digits in front of the last eight, eight at a time.
            let place = digits > 16 ? 16 : 8
            let scale: UInt64 = place == 16 ? 10_000_000_000_000_000 : 100_000_000
            let front = number / scale
            if digits &- place == 1 {
                append(byte: UInt8(truncatingIfNeeded: 0x30 &+ front % 10))
            } else {
                appendLast(front % 100_000_000, digits: digits &- place)
            }
            digits = place
        }
        appendLast(number % 100_000_000, digits: digits)
    }

    /// Appends a number of at most eight digits.
    @inlinable
    @inline(__always)
    mutating func appendShort(_ number: UInt64) {
        let word = eightDigits(number)
        // The zeros in front are the lowest bytes; the last digit stays in any case.
        let skipped = min((word ^ 0x3030_3030_3030_3030).trailingZeroBitCount &>> 3, 7)
        append(word: word &>> UInt64(skipped &* 8), byteCount: 8 &- skipped)
    }

    @usableFromInline
    @inline(never)
    mutating func appendLong(_ number: UInt64) {
        let (high, low) = number.quotientAndRemainder(dividingBy: 100_000_000)
        append(decimal: high)
        appendLast(low, digits: 8)
    }

    /// Appends the last digits, eight at most, of a number below 100,000,000.
    @inlinable
    @inline(__always)
    mutating func appendLast(_ number: UInt64, digits: Int) {
        let word = eightDigits(number) &>> UInt64((8 &- digits) &* 8)
        append(word: word, byteCount: digits)
    }

    /// The eight digits of a number below 100,000,000, the first one in the lowest byte.
    @inlinable
    @inline(__always)
    func eightDigits(_ number: UInt64) -> UInt64 {
        let (high, low) = number.quotientAndRemainder(dividingBy: 10_000)
        return UInt64(fourDigits[Int(truncatingIfNeeded: high)])
            | UInt64(fourDigits[Int(truncatingIfNeeded: low)]) &<< 32
    }

    /// Appends a number in a base that is a power of two, with upper-case digits and without zeros
    /// in front beyond a count of digits.
    public mutating func append(_ number: UInt64, bitsPerDigit: Int, minimumDigits: Int = 1) {
        if bitsPerDigit == 4 && minimumDigits <= 16 {
            let significant = (67 - number.leadingZeroBitCount) / 4
            return appendHexadecimal(number, digits: max(significant, minimumDigits))
        }
        let significant = (64 - number.leadingZeroBitCount + bitsPerDigit - 1) / bitsPerDigit
        let digits = max(significant, minimumDigits)
        let mask = (UInt64(1) << UInt64(bitsPerDigit)) - 1
        for place in stride(from: digits - 1, through: 0, by: -1) {
            let shift = place * bitsPerDigit
            let digit = shift < 64 ? UInt8(truncatingIfNeeded: number >> UInt64(shift) & mask) : 0
            append(byte: digit < 10 ? 0x30 + digit : 0x37 + digit)
        }
    }

    /// Appends the last hexadecimal digits of a number, 16 at most.
    private mutating func appendHexadecimal(_ number: UInt64, digits: Int) {
        if digits > 8 {
            let high = Self.hexadecimalDigits(UInt32(truncatingIfNeeded: number >> 32))
            append(word: high >> UInt64((16 - digits) * 8), byteCount: digits - 8)
        }
        let low = Self.hexadecimalDigits(UInt32(truncatingIfNeeded: number))
        let count = min(digits, 8)
        append(word: low >> UInt64((8 - count) * 8), byteCount: count)
    }

    /// The eight hexadecimal digits of a number, the first one in the lowest byte.
    private static func hexadecimalDigits(_ number: UInt32) -> UInt64 {
        // Each step moves the upper half of a group to where the next group begins, until each
        // digit has a byte for itself.
        var digits = UInt64(number)
        digits = (digits &<< 16 | digits) & 0x0000_FFFF_0000_FFFF
        digits = (digits &<< 8 | digits) & 0x00FF_00FF_00FF_00FF
        digits = (digits &<< 4 | digits) & 0x0F0F_0F0F_0F0F_0F0F
        let isLetter = ((digits &+ 0x0606_0606_0606_0606) &>> 4) & 0x0101_0101_0101_0101
        return (digits &+ 0x3030_3030_3030_3030 &+ isLetter &* 7).byteSwapped
    }
}
