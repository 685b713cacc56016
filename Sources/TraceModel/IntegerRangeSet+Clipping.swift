// SPDX-License-Identifier: Apache-2.0

extension IntegerRangeSet {
    /// The part that integers of some length can have.
    ///
    /// - Parameters:
    ///   - lengthBits: the length of the integers in bits, which counts as 126 if it is more.
    ///   - isSigned: whether the integers have a sign.
    /// - Returns: the ranges in their order, without those that no integer can have.
    public func clipped(lengthBits: Int, isSigned: Bool) -> IntegerRangeSet {
        let bits = Int128(min(max(lengthBits, 1), 126))
        let lowest = isSigned ? -(Int128(1) << (bits - 1)) : 0
        let highest = (Int128(1) << (isSigned ? bits - 1 : bits)) - 1
        return IntegerRangeSet(
            ranges.compactMap {
                IntegerRange(lower: max($0.lower, lowest), upper: min($0.upper, highest))
            }
        )
    }
}

extension [Mapping] {
    /// The mappings as far as integers of some length can have their values.
    ///
    /// - Parameters:
    ///   - lengthBits: the length of the integers in bits, which counts as 126 if it is more.
    ///   - isSigned: whether the integers have a sign.
    /// - Returns: the mappings in their order, without those whose values no integer can have.
    public func clipped(lengthBits: Int, isSigned: Bool) -> [Mapping] {
        compactMap { mapping in
            let ranges = mapping.ranges.clipped(lengthBits: lengthBits, isSigned: isSigned)
            return ranges.ranges.isEmpty ? nil : Mapping(name: mapping.name, ranges: ranges)
        }
    }
}
