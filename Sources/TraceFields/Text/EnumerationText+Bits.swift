// SPDX-License-Identifier: Apache-2.0

extension EnumerationText {
    /// The names of the bits that are set, in the order of the class, each once.
    package func names(ofBits words: [UInt64], count: Int) -> [[UInt8]] {
        var found: [[UInt8]] = []
        var last = -1
        for range in ranges where range.label != last {
            guard range.upper >= 0, range.lower < Int128(count) else { continue }
            let bits = Int(max(range.lower, 0))...Int(min(range.upper, Int128(count) - 1))
            let isSet = bits.contains { bit in
                bit / 64 < words.count && words[bit / 64] >> UInt64(bit % 64) & 1 == 1
            }
            guard isSet else { continue }
            found.append(texts[range.label])
            last = range.label
        }
        return found
    }
}
