// SPDX-License-Identifier: Apache-2.0

/// The exit statuses of `plume`, apart from 0 and those that `record` passes on.
enum CommandExitCode: Int32 {
    case failure = 1
    case usage = 2
    case traceIrregular = 119
    case noTracepoints = 120
    case eventsLost = 121
    case traceIncomplete = 122
    case traceDamaged = 123
    case traceUnreadable = 124
    case cannotRecord = 125
    case cannotExecute = 126
    case notFound = 127
}

/// Why a command ends without having done what it was asked.
struct CommandFailure: Error {
    let code: CommandExitCode
    /// What happened and what to do about it, on one line.
    let message: String

    init(_ code: CommandExitCode, _ message: String) {
        self.code = code
        self.message = message
    }
}
