// SPDX-License-Identifier: Apache-2.0

/// Bits in the order of their significance, the least significant one first.
public struct BitSequence: Hashable, Sendable {
    /// The bits; element 0 is the least significant one.
    public internal(set) var elements: [Bool]

    /// Wraps bits.
    public init(_ elements: [Bool] = []) {
        self.elements = elements
    }

    /// Whether some bit is set.
    public var isAnySet: Bool { elements.contains(true) }

    /// The bits as an unsigned integer; nil when it has more than 64 bits.
    public var unsigned: UInt64? {
        var value: UInt64 = 0
        for (index, isSet) in elements.enumerated() where isSet {
            guard index < 64 else { return nil }
            value |= 1 << UInt64(index)
        }
        return value
    }

    /// The bits in two's complement; nil when the integer has more than 64 bits.
    public var signed: Int64? {
        guard let sign = elements.last else { return 0 }
        var value: Int64 = sign ? -1 : 0
        for (index, isSet) in elements.enumerated() where isSet != sign {
            guard index < 63 else { return nil }
            value ^= 1 << Int64(index)
        }
        return value
    }

    /// The integer in decimal digits, whatever its size.
    public func decimal(isSigned: Bool) -> String {
        guard isSigned, elements.last == true else { return Self.decimal(elements) }
        // The magnitude of a negative number: all bits inverted, plus one.
        var carry = true
        let magnitude = elements.map { element in
            let inverted = !element
            defer { carry = carry && inverted }
            return inverted != carry
        }
        return "-" + Self.decimal(magnitude)
    }

    private static func decimal(_ bits: [Bool]) -> String {
        // Groups of nine digits, the least significant one first.
        var groups: [UInt64] = [0]
        for isSet in bits.reversed() {
            var carry: UInt64 = isSet ? 1 : 0
            for index in groups.indices {
                let doubled = groups[index] * 2 + carry
                groups[index] = doubled % 1_000_000_000
                carry = doubled / 1_000_000_000
            }
            if carry > 0 { groups.append(carry) }
        }
        var text = String(groups[groups.count - 1])
        for group in groups.dropLast().reversed() {
            let digits = String(group)
            text += String(repeating: "0", count: 9 - digits.count) + digits
        }
        return text
    }

    /// The bits as an IEEE 754 binary number of their length, rounded to a `Double`; nil when there
    /// is no such format.
    public var floatingPoint: Double? {
        let exponentBits: Int
        switch elements.count {
        case 16: exponentBits = 5
        case 32: exponentBits = 8
        case 64: exponentBits = 11
        case 128: exponentBits = 15
        case let count where count > 128 && count % 32 == 0:
            // The standard says: 4 log2(count), rounded to the nearest, minus 13.
            let square = Double(count) * Double(count)
            let power = square * square * square * square
            exponentBits = (Int(power.exponent) + 1) / 2 - 13
        default: return nil
        }
        return number(exponentBits: exponentBits)
    }

    private func number(exponentBits: Int) -> Double {
        let fractionBits = elements.count - exponentBits - 1
        let exponent = elements[fractionBits..<(elements.count - 1)]
        let sign = elements[elements.count - 1] ? -1.0 : 1.0
        let fraction = elements[..<fractionBits]
        let bias = (1 << (exponentBits - 1)) - 1
        var power = 0
        for (place, isSet) in exponent.enumerated() where isSet { power += 1 << place }
        if exponent.allSatisfy({ $0 }) {
            return fraction.contains(true) ? .nan : sign * .infinity
        }
        // A sum from the most significant bit on; what a Double cannot hold is cut off.
        var significand = power == 0 ? 0.0 : 1.0
        var weight = 0.5
        for isSet in fraction.reversed().prefix(64) {
            if isSet { significand += weight }
            weight /= 2
        }
        let shift = max(power, 1) - bias
        let clamped = max(-5_000, min(5_000, shift))
        return sign * Double(sign: .plus, exponent: clamped, significand: significand)
    }
}
