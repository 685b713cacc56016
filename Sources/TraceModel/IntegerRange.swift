// SPDX-License-Identifier: Apache-2.0

/// Integers from a lower to an upper bound, both included.
///
/// The bounds are wide enough for every 64-bit signed or unsigned field.
public struct IntegerRange: Hashable, Sendable {
    /// The smallest integer of the range.
    public let lower: Int128
    /// The largest integer of the range.
    public let upper: Int128

    /// Makes a range; nil when the upper bound is below the lower one.
    public init?(lower: Int128, upper: Int128) {
        guard lower <= upper else { return nil }
        self.lower = lower
        self.upper = upper
    }

    /// Makes the range of a single integer.
    public init(_ value: Int128) {
        lower = value
        upper = value
    }

    /// Whether a value lies in the range.
    public func contains(_ value: Int128) -> Bool {
        lower <= value && value <= upper
    }

    /// Whether some integer lies in both ranges.
    public func intersects(_ other: IntegerRange) -> Bool {
        lower <= other.upper && other.lower <= upper
    }
}
