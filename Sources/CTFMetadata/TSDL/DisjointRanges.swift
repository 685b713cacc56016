// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Range sets which share no integer.
enum DisjointRanges {
    /// How many ranges may be in sets that share integers.
    private static let limit = 2_000

    /// Leaves each integer in the first of the sets that have it; nil when there are too many
    /// ranges to compare.
    static func firstWins(_ sets: [IntegerRangeSet]) -> [IntegerRangeSet]? {
        if areDisjoint(sets) { return sets }
        var seen: [IntegerRange] = []
        var result: [IntegerRangeSet] = []
        for set in sets {
            guard seen.count + set.ranges.count <= limit else { return nil }
            var ranges = set.ranges
            for other in seen {
                ranges = ranges.flatMap { subtract(other, from: $0) }
                guard ranges.count <= limit else { return nil }
            }
            seen += set.ranges
            result.append(IntegerRangeSet(ranges))
        }
        return result
    }

    /// Whether no integer is in two of the sets.
    ///
    /// In the order of lower bounds, a range can only meet an earlier one which ends furthest.
    private static func areDisjoint(_ sets: [IntegerRangeSet]) -> Bool {
        var ranges: [(range: IntegerRange, set: Int)] = []
        for (index, set) in sets.enumerated() {
            for range in set.ranges { ranges.append((range, index)) }
        }
        ranges.sort { $0.range.lower < $1.range.lower }
        guard var last = ranges.first else { return true }
        for next in ranges.dropFirst() {
            if next.range.lower <= last.range.upper && next.set != last.set { return false }
            if next.range.upper > last.range.upper { last = next }
        }
        return true
    }

    /// What remains of a range, which is up to two ranges.
    private static func subtract(
        _ other: IntegerRange,
        from range: IntegerRange
    ) -> [IntegerRange] {
        guard range.intersects(other) else { return [range] }
        // The moved bounds lie between two others, and so away from the ends of the type.
        return [
            range.lower < other.lower
                ? IntegerRange(lower: range.lower, upper: other.lower - 1) : nil,
            other.upper < range.upper
                ? IntegerRange(lower: other.upper + 1, upper: range.upper) : nil,
        ].compactMap { $0 }
    }
}
