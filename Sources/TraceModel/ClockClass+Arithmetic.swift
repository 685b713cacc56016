// SPDX-License-Identifier: Apache-2.0

extension ClockClass {
    /// The time from the origin to a clock value in nanoseconds, rounded down; exact for each
    /// value.
    public func exactNanosecondsFromOrigin(cycles: UInt64) -> Int128 {
        guard frequencyHertz > 0 else { return 0 }
        let total = Int128(offsetCycles) + Int128(cycles)
        return Int128(offsetSeconds) * 1_000_000_000
            + total * 1_000_000_000 / Int128(frequencyHertz)
    }

    /// The time from the origin to a clock value in nanoseconds, as ``ClockConverter`` gives it;
    /// nil when it does not fit in 64 bits.
    public func nanosecondsFromOrigin(cycles: UInt64) -> Int64? {
        let time = ClockConverter(self).nanoseconds(cycles)
        return time == .min ? nil : time
    }

    /// Whether two clock classes describe the same clock.
    public func hasSameIdentity(as other: ClockClass) -> Bool {
        identity.name != nil && identity.uid != nil && identity == other.identity
    }
}
