// SPDX-License-Identifier: Apache-2.0

internal import SessionEngine
internal import SessionHost
internal import SystemCalls

extension RecordResult {
    private static let schemaVersion: Int128 = 1

    /// The summary for a program.
    func json() -> JSONValue {
        .object([
            "schema": .integer(Self.schemaVersion),
            "path": .string(newestPath),
            "snapshots": .integer(Int128(snapshots?.takenCount ?? 0)),
            "snapshotsKept": .integer(Int128(snapshots?.keptCount ?? 0)),
            "snapshotsRemoved": .integer(Int128(snapshots?.removedCount ?? 0)),
            "snapshotRequestsTurnedAway": .integer(Int128(snapshots?.turnedAwayCount ?? 0)),
            "events": .integer(Int128(recordedCount)),
            "discarded": .integer(Int128(discardedCount)),
            "unwritten": .integer(Int128(unwrittenCount)),
            "tooBig": .integer(Int128(tooBigCount)),
            "malformed": .integer(Int128(malformedCount)),
            "holes": .integer(Int128(holeCount)),
            "corruptBytes": .integer(Int128(corruptBytes)),
            "processes": .integer(Int128(processes.count)),
            "processesRecorded": .integer(Int128(processes.recordingCount)),
            "refused": .integer(Int128(refusedCount)),
            "leftOut": .integer(Int128(leftOutCount)),
            "unknown": .integer(Int128(unknown.eventCount)),
            "unknownProcesses": .integer(Int128(unknown.unheardCount)),
            "ruleFindings": .array(ruleFindings.map { .string($0) }),
            "bufferBytes": .integer(Int128(heldBytes)),
            "bytes": .integer(Int128(byteCount)),
            "seconds": .real(seconds),
            "complete": .boolean(writeFailure == nil),
            "status": .integer(Int128(childStatus.shellCode)),
            "signal": .integer(Int128(childStatus.signal)),
            "killed": .array(
                killed.map {
                    .object([
                        "name": .string($0.name),
                        "process": .integer(Int128($0.process)),
                        "signal": .integer(Int128($0.signal)),
                    ])
                }
            ),
            "channels": .array(
                channels.map { channel in
                    .object([
                        "name": .string(channel.name),
                        "overwrites": .boolean(channel.overwrites),
                        "events": .integer(Int128(channel.statistics.recordedCount)),
                        "discarded": .integer(Int128(channel.statistics.discardedCount)),
                        "tooBig": .integer(Int128(channel.statistics.tooBigCount)),
                        "holes": .integer(Int128(channel.statistics.holeCount)),
                    ])
                }
            ),
            "byEvent": .array(
                busiest.map {
                    .object(["name": .string($0.name), "count": .integer(Int128($0.count))])
                }
            ),
        ])
    }

    /// The status with which `record` ends.
    func exitCode(strict: Bool) -> Int32 {
        if isInterrupted { return 130 }
        if writeFailure != nil { return CommandExitCode.traceIncomplete.rawValue }
        if childStatus.shellCode != 0 { return childStatus.shellCode }
        if !hasProgram { return CommandExitCode.noTracepoints.rawValue }
        let isLossy =
            (hasTrace ? discardedCount : malformedCount) > 0 || corruptBytes > 0 || tooBigCount > 0
            || !unknown.isNothing || refusedCount > 0 || leftOutCount > 0
        return strict && isLossy ? CommandExitCode.eventsLost.rawValue : 0
    }
}
