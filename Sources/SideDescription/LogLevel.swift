// SPDX-License-Identifier: Apache-2.0

/// How serious an event is, with the numbers of syslog and of `enum side_loglevel`.
public enum LogLevel: UInt32, Sendable, CaseIterable {
    /// The system is unusable.
    case emergency = 0
    /// Action must be taken at once.
    case alert = 1
    /// A critical condition.
    case critical = 2
    /// An error.
    case error = 3
    /// A warning.
    case warning = 4
    /// Normal but significant.
    case notice = 5
    /// Informational; the default of Plume's own tracepoints.
    case info = 6
    /// Debugging.
    case debug = 7
}
