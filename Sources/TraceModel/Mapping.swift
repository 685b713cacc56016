// SPDX-License-Identifier: Apache-2.0

/// A name for some values of an integer field, or for some bits of a bit map field.
public struct Mapping: Hashable, Sendable {
    /// The name: an enumeration label or a flag.
    public let name: String
    /// The values, or the bit indexes, that have the name.
    public let ranges: IntegerRangeSet

    /// Names the integers of a range set.
    public init(name: String, ranges: IntegerRangeSet) {
        self.name = name
        self.ranges = ranges
    }
}
