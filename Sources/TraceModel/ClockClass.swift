// SPDX-License-Identifier: Apache-2.0

/// What the cycles of a clock mean (CTF 2 §"Clock class").
public struct ClockClass: Hashable, Sendable {
    /// Its id among the clock classes of the metadata stream.
    public var id: String
    /// Its names.
    public var identity: Identity
    /// Cycles in a second, not 0.
    public var frequency: UInt64
    /// Whether its origin is the beginning of 1970, UTC.
    public var isUnixEpoch: Bool
    /// Whole seconds from the origin to cycle 0.
    public var offsetSeconds: Int64
    /// Further cycles from the origin to cycle 0, fewer than a second's.
    public var offsetCycles: UInt64
    /// The random error in cycles.
    public var precision: UInt64?
    /// The systematic error in cycles.
    public var accuracy: UInt64?
    /// A text for people.
    public var description: String?

    /// Describes a clock.
    public init(
        id: String,
        identity: Identity = Identity(),
        frequency: UInt64,
        isUnixEpoch: Bool,
        offsetSeconds: Int64 = 0,
        offsetCycles: UInt64 = 0,
        precision: UInt64? = nil,
        accuracy: UInt64? = nil,
        description: String? = nil
    ) {
        self.id = id
        self.identity = identity
        self.frequency = frequency
        self.isUnixEpoch = isUnixEpoch
        self.offsetSeconds = offsetSeconds
        self.offsetCycles = offsetCycles
        self.precision = precision
        self.accuracy = accuracy
        self.description = description
    }

    /// Nanoseconds from the origin to a cycle, rounded down; exact for every 64-bit cycle count.
    ///
    /// The result is clamped to what 64 bits hold.
    @inlinable
    public func nanoseconds(ofCycle cycle: UInt64) -> Int64 {
        let total = cycle.addingReportingOverflow(offsetCycles)
        if frequency == 1_000_000_000, !total.overflow {
            let seconds = offsetSeconds.multipliedReportingOverflow(by: 1_000_000_000)
            let sum = seconds.partialValue.addingReportingOverflow(
                Int64(truncatingIfNeeded: total.partialValue)
            )
            if !seconds.overflow, !sum.overflow, total.partialValue <= UInt64(Int64.max) {
                return sum.partialValue
            }
        }
        let cycles = UInt128(cycle) + UInt128(offsetCycles)
        let (seconds, rest) = cycles.quotientAndRemainder(dividingBy: UInt128(max(frequency, 1)))
        let fraction = rest * 1_000_000_000 / UInt128(max(frequency, 1))
        let whole = (Int128(offsetSeconds) + Int128(seconds)) * 1_000_000_000 + Int128(fraction)
        return Int64(clamping: whole)
    }

    /// The offset that puts a cycle at a time after the origin.
    public static func offset(
        ofCycle cycle: UInt64,
        atNanoseconds time: UInt64,
        frequency: UInt64
    ) -> (seconds: Int64, cycles: UInt64) {
        let total = Int128(time) * Int128(frequency) / 1_000_000_000 - Int128(cycle)
        let divisor = Int128(frequency)
        var seconds = total / divisor
        var rest = total % divisor
        if rest < 0 {
            rest += divisor
            seconds -= 1
        }
        return (Int64(clamping: seconds), UInt64(rest))
    }
}
