// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Seconds to add to UTC for the local time, remembered for a quarter of an hour of trace time.
///
/// Time zones change at multiples of 15 minutes, so a quarter has one offset.
public struct LocalTime {
    private static let quarterSeconds: Int64 = 900
    private var quarter = Int64.min
    private var offset: Int64 = 0

    /// Starts with nothing remembered.
    public init() {}

    /// The offset at a number of seconds after 1970 (`localtime_r`).
    public mutating func offsetSeconds(at seconds: Int64) -> Int64 {
        let wanted = seconds / Self.quarterSeconds
        if wanted == quarter { return offset }
        var time = time_t(seconds)
        var parts = unsafe tm()
        // SAFETY: both arguments are local variables.
        _ = unsafe localtime_r(&time, &parts)
        quarter = wanted
        offset = unsafe Int64(parts.tm_gmtoff)
        return offset
    }
}
