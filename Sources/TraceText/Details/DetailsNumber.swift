// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader

/// Integers with their digits in groups.
enum DetailsNumber {
    /// An unsigned integer in decimal.
    static func text(_ value: UInt64) -> [UInt8] {
        text(magnitude: value, isNegative: false, base: 10)
    }

    /// Appends an unsigned integer in decimal.
    @inline(__always)
    static func append(_ value: UInt64, _ text: inout TextBuffer) {
        if value < 10_000 { text.append(decimal: value) } else { appendGroups(value, &text) }
    }

    private static func appendGroups(_ value: UInt64, _ text: inout TextBuffer) {
        let (front, last) = value.quotientAndRemainder(dividingBy: 1_000)
        if front < 1_000 { text.append(decimal: front) } else { appendGroups(front, &text) }
        text.append(byte: 0x2C)
        text.append(decimal: last, digits: 3)
    }

    /// A signed integer in decimal.
    static func text(_ value: Int64) -> [UInt8] {
        text(magnitude: value.magnitude, isNegative: value < 0, base: 10)
    }

    /// An integer in the base of its class; base 2 is shown like base 16.
    static func text(magnitude: UInt64, isNegative: Bool, base: UInt8) -> [UInt8] {
        let radix = base == 10 ? 10 : base == 8 ? 8 : 16
        return text(
            Array(String(magnitude, radix: radix).utf8),
            isNegative: isNegative,
            base: base
        )
    }

    /// An integer of any length in the base of its class.
    static func text(_ number: WideNumber, base: UInt8) -> [UInt8] {
        if base == 10 {
            let digits = number.decimal.utf8.drop { $0 == 0x2D }
            return text(Array(digits), isNegative: number.isNegative, base: base)
        }
        // The words are taken apart into single bits, so that any base of a power of two fits.
        let width = base == 8 ? 3 : 4
        let words = number.magnitude
        var digits: [UInt8] = []
        for place in stride(from: 0, to: words.count * 64, by: width) {
            var digit: UInt8 = 0
            for bit in place..<min(place + width, words.count * 64)
            where words[bit / 64] >> UInt64(bit % 64) & 1 == 1 {
                digit |= 1 << UInt8(bit - place)
            }
            digits.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
        while digits.count > 1 && digits.last == 0x30 { digits.removeLast() }
        return text(digits.reversed(), isNegative: number.isNegative, base: base)
    }

    private static func text(_ digits: [UInt8], isNegative: Bool, base: UInt8) -> [UInt8] {
        var text: [UInt8] = isNegative ? [0x2D] : []
        switch base {
        case 10: text += digits.count <= 4 ? digits : grouped(digits, by: 3, 0x2C)
        case 8: text += [0x30] + grouped(digits, by: 3, 0x3A)
        default: text += [0x30, 0x78] + grouped(digits, by: 4, 0x3A)
        }
        return text
    }

    private static func grouped(_ digits: [UInt8], by size: Int, _ separator: UInt8) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(digits.count * 2)
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % size == 0 { text.append(separator) }
            text.append(digit)
        }
        return text
    }
}
