// SPDX-License-Identifier: Apache-2.0

internal import CPlume

/// The kernel's counters of single threads (`perf_event_open`).
public enum PerformanceCounter {
    /// Whether this machine counts such events for this process.
    ///
    /// - Parameters:
    ///   - type: the `type` of `perf_event_attr`.
    ///   - configuration: its `config`.
    /// - Returns: whether a counter could be opened; it is closed again.
    public static func isAvailable(type: UInt32, configuration: UInt64) -> Bool {
        plume_perf_is_available(type, configuration) != 0
    }
}
