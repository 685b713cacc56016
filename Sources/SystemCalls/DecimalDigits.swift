// SPDX-License-Identifier: Apache-2.0

/// The decimal digits of small numbers, ready to be stored.
enum DecimalDigits {
    /// For each number below 10,000 its four digits in ASCII, the first one in the lowest byte.
    ///
    /// One table for four digits takes half as many steps as one for two; it fits in the second
    /// level of every cache.
    static let four = ConstantArray<UInt32>(
        (0..<10_000).map { number in
            [1_000, 100, 10, 1].enumerated().reduce(0) { word, place in
                word | UInt32(0x30 + number / place.element % 10) << UInt32(place.offset * 8)
            }
        }
    )
}
