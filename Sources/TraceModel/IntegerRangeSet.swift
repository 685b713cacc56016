// SPDX-License-Identifier: Apache-2.0

/// A set of integers given as ranges, which may overlap.
public struct IntegerRangeSet: Hashable, Sendable {
    /// The ranges, in the order in which they were written.
    public let ranges: [IntegerRange]

    /// Wraps ranges.
    public init(_ ranges: [IntegerRange]) {
        self.ranges = ranges
    }

    /// Makes a set of single integers.
    public init(values: Int128...) {
        ranges = values.map { IntegerRange($0) }
    }

    /// Whether a value lies in one of the ranges.
    public func contains(_ value: Int128) -> Bool {
        for range in ranges where range.contains(value) { return true }
        return false
    }

    /// Whether some integer lies in both sets.
    public func intersects(_ other: IntegerRangeSet) -> Bool {
        ranges.contains { range in other.ranges.contains { $0.intersects(range) } }
    }
}
