// SPDX-License-Identifier: Apache-2.0

extension TextBuffer {
    /// Appends a number in decimal.
    public mutating func append(decimal number: UInt64) {
        if number < 10 {
            append(byte: UInt8(truncatingIfNeeded: 0x30 &+ number))
            return
        }
        let digits = Self.digitCount(number)
        reserve(digits)
        storeDigits(number, at: _count, digits)
        _count &+= digits
    }

    /// Appends a signed number in decimal.
    public mutating func append(signed number: Int64) {
        if number < 0 { append(byte: 0x2D) }
        append(decimal: number.magnitude)
    }

    /// Appends the last digits of a number, with zeros in front.
    public mutating func append(decimal number: UInt64, digits: Int) {
        reserve(digits)
        storeDigits(number, at: _count, digits)
        _count &+= digits
    }

    /// Stores digits from the last to the first; room for them was made.
    @inline(__always)
    private mutating func storeDigits(_ number: UInt64, at start: Int, _ digits: Int) {
        var rest = number
        var left = digits
        while left >= 2 {
            let low = UInt16(truncatingIfNeeded: rest % 100)
            rest /= 100
            // Both digits with one store: the tens first.
            let tens = (low &* 103) &>> 10
            let pair = 0x3030 &+ tens &+ (low &- tens &* 10) &<< 8
            left &-= 2
            // SAFETY: the caller made room for all digits after start.
            unsafe base.storeBytes(of: pair, toByteOffset: start &+ left, as: UInt16.self)
        }
        if left == 1 {
            let digit = UInt8(truncatingIfNeeded: 0x30 &+ rest % 10)
            // SAFETY: as above.
            unsafe base.storeBytes(of: digit, toByteOffset: start, as: UInt8.self)
        }
    }

    /// How many decimal digits a number from 10 on has.
    @inline(__always)
    private static func digitCount(_ number: UInt64) -> Int {
        if number < 10_000 { return number < 100 ? 2 : number < 1_000 ? 3 : 4 }
        if number < 100_000_000 {
            if number < 1_000_000 { return number < 100_000 ? 5 : 6 }
            return number < 10_000_000 ? 7 : 8
        }
        var digits = 9
        var limit: UInt64 = 1_000_000_000
        while number >= limit {
            digits &+= 1
            let (next, overflow) = limit.multipliedReportingOverflow(by: 10)
            if overflow { break }
            limit = next
        }
        return digits
    }

    /// Appends a number in a base that is a power of two, with upper-case digits and without zeros
    /// in front beyond a count of digits.
    public mutating func append(_ number: UInt64, bitsPerDigit: Int, minimumDigits: Int = 1) {
        let significant = (64 - number.leadingZeroBitCount + bitsPerDigit - 1) / bitsPerDigit
        let digits = max(significant, minimumDigits)
        let mask = (UInt64(1) << UInt64(bitsPerDigit)) - 1
        for place in stride(from: digits - 1, through: 0, by: -1) {
            let shift = place * bitsPerDigit
            let digit = shift < 64 ? UInt8(truncatingIfNeeded: number >> UInt64(shift) & mask) : 0
            append(byte: digit < 10 ? 0x30 + digit : 0x37 + digit)
        }
    }
}
