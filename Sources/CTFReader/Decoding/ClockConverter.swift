// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Converts cycles of a clock to nanoseconds from its origin, without references.
struct ClockConverter: BitwiseCopyable, Sendable {
    /// Below this frequency, a remainder times 10^9 fits in 64 bits.
    private static let frequencyLimit: UInt64 = 1 << 34

    private let frequency: UInt64
    private let offsetCycles: UInt64
    private let offsetSeconds: Int64
    private let isSimple: Bool

    /// Converts nothing when there is no clock.
    init(_ clock: ClockClass?) {
        frequency = clock?.frequencyHertz ?? 0
        offsetCycles = clock?.offsetCycles ?? 0
        offsetSeconds = clock?.offsetSeconds ?? 0
        isSimple =
            frequency > 0 && frequency < Self.frequencyLimit
            && offsetSeconds.magnitude < 4_000_000_000
    }

    /// The nanoseconds; `Int64.min` without a clock, or when they do not fit.
    @inline(__always)
    func nanoseconds(_ cycles: UInt64) -> Int64 {
        let (total, overflow) = cycles.addingReportingOverflow(offsetCycles)
        if isSimple && !overflow {
            if frequency == 1_000_000_000 {
                if total < 1 << 62 {
                    return offsetSeconds &* 1_000_000_000 &+ Int64(truncatingIfNeeded: total)
                }
            } else {
                let (seconds, rest) = total.quotientAndRemainder(dividingBy: frequency)
                if seconds < 4_000_000_000 {
                    return (offsetSeconds &+ Int64(truncatingIfNeeded: seconds))
                        &* 1_000_000_000
                        &+ Int64(truncatingIfNeeded: rest &* 1_000_000_000 / frequency)
                }
            }
        }
        return exactNanoseconds(cycles)
    }

    private func exactNanoseconds(_ cycles: UInt64) -> Int64 {
        guard frequency > 0 else { return .min }
        let total = Int128(cycles) + Int128(offsetCycles)
        let exact =
            Int128(offsetSeconds) * 1_000_000_000 + total * 1_000_000_000 / Int128(frequency)
        return Int64(exactly: exact) ?? .min
    }
}
