// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// What the 48-bit times of a ring count.
public enum RingClock: UInt32, Sendable {
    /// Ticks of the processor's time-stamp counter.
    case timeStampCounter = 0
    /// Nanoseconds of `CLOCK_MONOTONIC`, where the counter is not constant.
    case monotonic = 1

    /// The time, in the clock's own units and with all 64 bits.
    public func now() -> UInt64 {
        switch self {
        case .timeStampCounter: Clock.timeStampCounter()
        case .monotonic: Clock.monotonicNanoseconds()
        }
    }
}
