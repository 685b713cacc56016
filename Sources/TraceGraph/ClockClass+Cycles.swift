// SPDX-License-Identifier: Apache-2.0

public import TraceModel

extension ClockClass {
    /// The first cycle which is not before a time; nil when the clock has no such value.
    public func cycles(notBeforeNanoseconds time: Int64) -> UInt64? {
        let frequency = Int128(frequencyHertz)
        return sinceOffset(
            Self.quotient(Int128(time) * frequency + 999_999_999, 1_000_000_000),
            frequency
        )
    }

    /// The last cycle which is not after a time; nil when the clock has no such value.
    public func cycles(notAfterNanoseconds time: Int64) -> UInt64? {
        let frequency = Int128(frequencyHertz)
        // A cycle lasts until the nanosecond in which the next one begins.
        let next = Self.quotient(
            (Int128(time) + 1) * frequency + 999_999_999,
            1_000_000_000
        )
        return sinceOffset(next - 1, frequency)
    }

    private func sinceOffset(_ cycles: Int128, _ frequency: Int128) -> UInt64? {
        let (offset, isFar) = (Int128(offsetSeconds) * frequency)
            .addingReportingOverflow(Int128(offsetCycles))
        let (value, isFarther) = cycles.subtractingReportingOverflow(offset)
        return isFar || isFarther ? nil : UInt64(exactly: value)
    }

    /// A quotient rounded down, also below zero.
    private static func quotient(_ dividend: Int128, _ divisor: Int128) -> Int128 {
        let quotient = dividend / divisor
        return dividend % divisor < 0 ? quotient - 1 : quotient
    }
}
