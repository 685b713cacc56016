// SPDX-License-Identifier: Apache-2.0

/// What the 48-bit times of a ring count.
public enum RingClock: UInt32, Sendable {
    /// Ticks of the processor's time-stamp counter.
    case timeStampCounter = 0
    /// Nanoseconds of `CLOCK_MONOTONIC`, where the counter is not constant.
    case monotonic = 1
}
