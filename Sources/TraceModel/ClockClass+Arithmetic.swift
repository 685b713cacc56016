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

    /// The time from the origin to a clock value in nanoseconds, rounded down; nil when it does not
    /// fit in 64 bits.
    ///
    /// Two 64-bit divisions at most in the usual case.
    public func nanosecondsFromOrigin(cycles: UInt64) -> Int64? {
        let (total, overflow) = cycles.addingReportingOverflow(offsetCycles)
        // Below this frequency, a remainder times 10^9 fits in 64 bits.
        if !overflow && frequencyHertz < 1 << 34 && frequencyHertz > 0 {
            let seconds = total / frequencyHertz
            let rest = (total % frequencyHertz) * 1_000_000_000 / frequencyHertz
            // The bounds leave room for the remainder, which is less than a second.
            let (sum, isOutside) = offsetSeconds.addingReportingOverflow(
                Int64(truncatingIfNeeded: seconds)
            )
            if seconds < 1 << 62 && !isOutside && sum > -9_223_372_035 && sum < 9_223_372_035 {
                return sum * 1_000_000_000 + Int64(truncatingIfNeeded: rest)
            }
        }
        return Int64(exactly: exactNanosecondsFromOrigin(cycles: cycles))
    }

    /// Whether two clock classes describe the same clock.
    public func hasSameIdentity(as other: ClockClass) -> Bool {
        identity.name != nil && identity.uid != nil && identity == other.identity
    }
}
