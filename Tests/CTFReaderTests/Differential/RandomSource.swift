// SPDX-License-Identifier: Apache-2.0

/// Numbers that a seed determines (SplitMix64), so that each failure can be had again.
struct RandomSource: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// True once in a count of times.
    mutating func once(in count: Int) -> Bool { number(1...count) == 1 }

    mutating func element<Element>(of array: [Element]) -> Element {
        array[number(0...(array.count - 1))]
    }

    /// Bytes in which small values and zeros are frequent, as in real data.
    mutating func bytes(_ count: Int) -> [UInt8] {
        let zeros = number(1...6)
        return (0..<count).map { _ in
            switch number(0...9) {
            case 0..<zeros: 0
            case 6, 7: UInt8(number(0...7))
            default: UInt8.random(in: 0...255, using: &self)
            }
        }
    }
}
