// SPDX-License-Identifier: Apache-2.0

/// A natural number of any size, for the few operations that decimal digits of long
/// floating-point numbers take.
struct Natural {
    /// The number in base 2^32, lowest word first, without zeros at the end.
    private var words: [UInt32]

    init(_ value: UInt128) {
        words = (0..<4).map { UInt32(truncatingIfNeeded: value >> (32 * UInt128($0))) }
        trim()
    }

    private mutating func trim() {
        while words.last == 0 { words.removeLast() }
    }

    mutating func multiply(by factor: UInt32) {
        var carry: UInt64 = 0
        for index in words.indices {
            let product = UInt64(words[index]) * UInt64(factor) + carry
            words[index] = UInt32(truncatingIfNeeded: product)
            carry = product >> 32
        }
        if carry > 0 { words.append(UInt32(truncatingIfNeeded: carry)) }
        trim()
    }

    mutating func multiply(byPowerOfTen exponent: Int) {
        var rest = exponent
        while rest >= 9 {
            multiply(by: 1_000_000_000)
            rest -= 9
        }
        for _ in 0..<rest { multiply(by: 10) }
    }

    mutating func shift(left count: Int) {
        guard !words.isEmpty else { return }
        multiply(by: 1 << UInt32(count % 32))
        words.insert(contentsOf: repeatElement(0, count: count / 32), at: 0)
    }

    mutating func add(_ other: Natural) {
        var carry: UInt64 = 0
        for index in 0..<max(words.count, other.words.count) {
            if index == words.count { words.append(0) }
            let added = index < other.words.count ? UInt64(other.words[index]) : 0
            let sum = UInt64(words[index]) + added + carry
            words[index] = UInt32(truncatingIfNeeded: sum)
            carry = sum >> 32
        }
        if carry > 0 { words.append(1) }
    }

    /// Takes a number away that is not larger.
    private mutating func subtract(_ other: Natural) {
        var borrow: Int64 = 0
        for index in words.indices {
            let taken = index < other.words.count ? Int64(other.words[index]) : 0
            let rest = Int64(words[index]) - taken - borrow
            borrow = rest < 0 ? 1 : 0
            words[index] = UInt32(truncatingIfNeeded: rest)
        }
        trim()
    }

    /// How often another number goes into this one, which must be less than ten times; the rest
    /// stays.
    mutating func digit(over other: Natural) -> UInt8 {
        var digit: UInt8 = 0
        while digit < 9, self >= other {
            subtract(other)
            digit += 1
        }
        return digit
    }
}

extension Natural: Comparable {
    static func < (left: Natural, right: Natural) -> Bool {
        if left.words.count != right.words.count { return left.words.count < right.words.count }
        for index in left.words.indices.reversed() where left.words[index] != right.words[index] {
            return left.words[index] < right.words[index]
        }
        return false
    }
}
