// SPDX-License-Identifier: Apache-2.0

/// The decimal digits of small numbers, ready to be stored.
enum DecimalDigits {
    /// For each number below 10,000 its four digits in ASCII, the first one in the lowest byte.
    ///
    /// One table for four digits takes half as many steps as one for two; it fits in the second
    /// level of every cache.
    static let four = ConstantArray<UInt32>(table())

    private static func table() -> [UInt32] {
        var words: [UInt32] = []
        words.reserveCapacity(10_000)
        for high: UInt32 in 0..<100 {
            let start = 0x3030_3030 | high / 10 | (high % 10) << 8
            for low: UInt32 in 0..<100 { words.append(start | (low / 10) << 16 | (low % 10) << 24) }
        }
        return words
    }
}
