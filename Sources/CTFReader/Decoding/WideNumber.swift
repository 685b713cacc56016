// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// The exact bits of a number that may have more than 64 of them.
public struct WideNumber: Hashable, Sendable {
    /// The bits in two's complement, least significant word first, sign-extended to whole words.
    public let words: [UInt64]
    /// Whether the number is below zero.
    public let isNegative: Bool

    /// Reads fixed-length bits out of a window.
    ///
    /// - Parameters:
    ///   - layout: the length and the orders.
    ///   - isSigned: whether the highest bit is a sign.
    ///   - firstBit: the place of the first bit in the window, in bits: an item of such a field.
    ///   - window: the bytes; bits outside of it count as zero.
    public init(_ layout: BitLayout, isSigned: Bool, firstBit: UInt64, in window: [UInt8]) {
        let length = layout.lengthBits
        var words = [UInt64](repeating: 0, count: (length + 63) / 64)
        for number in 0..<length {
            let place = firstBit &+ UInt64(number)
            guard let index = Int(exactly: place / 8), index < window.count else { break }
            let shift = layout.byteOrder == .littleEndian ? place % 8 : 7 - place % 8
            guard window[index] >> UInt8(shift) & 1 == 1 else { continue }
            let element = layout.bitOrder == .firstToLast ? number : length - 1 - number
            words[element / 64] |= 1 << UInt64(element % 64)
        }
        self.init(words, bits: length, isSigned: isSigned)
    }

    /// Reads the bytes of a LEB128 integer.
    public init(variableLength bytes: ArraySlice<UInt8>, isSigned: Bool) {
        let bits = bytes.count * 7
        var words = [UInt64](repeating: 0, count: (bits + 63) / 64)
        for (number, byte) in bytes.enumerated() {
            let place = number * 7
            let group = UInt64(byte & 0x7F)
            words[place / 64] |= group << UInt64(place % 64)
            if place % 64 > 57 && place / 64 + 1 < words.count {
                words[place / 64 + 1] |= group >> UInt64(64 - place % 64)
            }
        }
        self.init(words, bits: bits, isSigned: isSigned)
    }

    private init(_ given: [UInt64], bits: Int, isSigned: Bool) {
        var words = given
        isNegative =
            isSigned && bits > 0 && words[(bits - 1) / 64] >> UInt64((bits - 1) % 64) & 1 == 1
        if isNegative && bits % 64 != 0 {
            words[words.count - 1] |= ~UInt64(0) << UInt64(bits % 64)
        }
        self.words = words
    }

    /// The distance from zero, least significant word first.
    public var magnitude: [UInt64] {
        guard isNegative else { return words }
        var carry = true
        return words.map { word in
            let (sum, overflow) = (~word).addingReportingOverflow(carry ? 1 : 0)
            carry = overflow
            return sum
        }
    }

    /// The number in decimal digits; takes time in the square of the length.
    public var decimal: String {
        var rest = magnitude
        var groups: [UInt64] = []
        let base: UInt64 = 1_000_000_000_000_000_000
        while let last = rest.last {
            if last == 0 {
                rest.removeLast()
                continue
            }
            var remainder: UInt64 = 0
            for index in rest.indices.reversed() {
                let (quotient, left) = base.dividingFullWidth((remainder, rest[index]))
                rest[index] = quotient
                remainder = left
            }
            groups.append(remainder)
        }
        guard let first = groups.last else { return "0" }
        var text = (isNegative ? "-" : "") + String(first)
        for group in groups.dropLast().reversed() {
            let digits = String(group)
            text += String(repeating: "0", count: 18 - digits.count) + digits
        }
        return text
    }
}
