// SPDX-License-Identifier: Apache-2.0

/// Converts cycles of a clock to nanoseconds from its origin, without references.
///
/// The nanoseconds of the offset and those of the cycles are rounded down each for itself, and up
/// to 2^53 cycles the division is that of floating-point numbers: this is how Babeltrace computes,
/// so the times of both agree to the nanosecond. Greater cycles, which a floating-point number
/// would not hold, are divided exactly.
public struct ClockConverter: BitwiseCopyable, Sendable {
    @usableFromInline let frequency: UInt64
    @usableFromInline let perCycle: Double
    @usableFromInline let offset: Int64
    @usableFromInline let isUsable: Bool
    @usableFromInline static let exactLimit: UInt64 = 1 << 53

    /// Converts cycles of a clock; everything to `Int64.min` when there is none.
    public init(_ clock: ClockClass?) {
        frequency = max(1, clock?.frequencyHertz ?? 1)
        perCycle = Double(frequency)
        let cycles = Int128(clock?.offsetCycles ?? 0) * 1_000_000_000 / Int128(frequency)
        let total = Int128(clock?.offsetSeconds ?? 0) * 1_000_000_000 + cycles
        offset = Int64(clamping: total)
        isUsable = clock != nil && Int64(exactly: total) != nil
    }

    /// The nanoseconds; `Int64.min` without a clock, or when they do not fit.
    @inlinable
    @inline(__always)
    public func nanoseconds(_ cycles: UInt64) -> Int64 {
        let value: UInt64
        if frequency == 1_000_000_000 {
            value = cycles
        } else if cycles < Self.exactLimit {
            let quotient = 1_000_000_000 * Double(cycles) / perCycle
            guard quotient < 0x1p63 else { return .min }
            value = UInt64(quotient)
        } else {
            let exact = UInt128(cycles) * 1_000_000_000 / UInt128(frequency)
            guard let narrow = UInt64(exactly: exact) else { return .min }
            value = narrow
        }
        guard isUsable, value <= UInt64(Int64.max) else { return .min }
        let (sum, overflow) = offset.addingReportingOverflow(Int64(truncatingIfNeeded: value))
        return overflow ? .min : sum
    }
}
