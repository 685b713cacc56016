// SPDX-License-Identifier: Apache-2.0

internal import Consumer
internal import SystemCalls
internal import TraceModel

/// What a recording came to, as it is told to people and programs.
struct RecordResult {
    static let schemaVersion: Int128 = 1

    let path: String
    let statistics: ChannelStatistics
    /// How many snapshots were taken, the last one at the end; nil without `--overwrite`.
    let snapshotCount: Int?
    /// Bytes of memory that the buffers held in the end.
    let heldBytes: Int
    /// Full names by event id.
    let eventNames: [String]
    let processCount: Int
    let refusedCount: Int
    let seconds: Double
    let childStatus: ChildProcess.Status
    let isInterrupted: Bool
    /// Why the trace is not complete; nil when it is.
    let writeFailure: String?
    /// Whether any program with tracepoints was seen.
    var hasProgram: Bool { processCount > 0 }

    /// Events by how often they were recorded, the busiest first.
    private var busiest: [(name: String, count: UInt64)] {
        let events = statistics.countsByID.enumerated().filter { $0.element > 0 }
        return events.map { (name: eventNames[$0.offset], count: $0.element) }
            .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }

    /// The summary for a person.
    func lines() -> [String] {
        guard hasProgram else {
            return [
                "Nothing was recorded: no program here contains Plume's runtime. Import Plume in"
                    + " the program, or check that it runs at all. See README.md."
            ]
        }
        let events = Terminal.grouped(statistics.recordedCount)
        let verb = snapshotCount == nil ? "Recorded" : "Last snapshot:"
        var lines = [
            "\(verb) \(events) events from \(processCount)"
                + " \(processCount == 1 ? "process" : "processes")"
                + " in \(Terminal.tenths(seconds)) s."
        ]
        let shown = busiest.prefix(8)
        let width = shown.map(\.name.count).max() ?? 0
        for event in shown {
            let padding = String(repeating: " ", count: width - event.name.count)
            lines.append("  \(event.name)\(padding)  \(Terminal.grouped(event.count))")
        }
        if let writeFailure { lines.append("The trace is not complete: \(writeFailure)") }
        lines.append("Trace: \(newestPath) (\(Terminal.bytes(statistics.byteCount)))")
        lines.append("Next:  plume view \(newestPath)")
        lines.append(lossLine)
        if statistics.tooBigCount > 0 {
            lines.append(
                "Too big: \(Terminal.grouped(statistics.tooBigCount)) events, larger than 64 KiB"
                    + " or a sub-buffer"
            )
        }
        if statistics.holeCount > 0 {
            lines.append(
                "Holes of killed programs: \(Terminal.grouped(statistics.holeCount)), each an event"
                    + " that was not finished"
            )
        }
        return lines
    }

    /// The trace, or the last snapshot.
    private var newestPath: String { snapshotCount.map { "\(path)/snapshot-\($0)" } ?? path }

    private var lossLine: String {
        let lost = statistics.discardedCount
        if snapshotCount != nil {
            return "Overwritten or lost before: \(Terminal.grouped(lost))"
        }
        if lost == 0 { return "Discarded: 0" }
        return "Discarded: \(Terminal.grouped(lost)) events, because a buffer was full;"
            + " a larger --buffer-size or fewer --event would keep them"
    }

    /// The summary for a program.
    func json() -> JSONValue {
        .object([
            "schema": .integer(Self.schemaVersion),
            "path": .string(newestPath),
            "snapshots": .integer(Int128(snapshotCount ?? 0)),
            "events": .integer(Int128(statistics.recordedCount)),
            "discarded": .integer(Int128(statistics.discardedCount)),
            "tooBig": .integer(Int128(statistics.tooBigCount)),
            "holes": .integer(Int128(statistics.holeCount)),
            "corruptBytes": .integer(Int128(statistics.corruptBytes)),
            "processes": .integer(Int128(processCount)),
            "refused": .integer(Int128(refusedCount)),
            "bufferBytes": .integer(Int128(heldBytes)),
            "bytes": .integer(Int128(statistics.byteCount)),
            "seconds": .real(seconds),
            "complete": .boolean(writeFailure == nil),
            "status": .integer(Int128(childStatus.shellCode)),
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
            snapshotCount == nil && statistics.discardedCount > 0 || statistics.corruptBytes > 0
            || statistics.tooBigCount > 0
        return strict && isLossy ? CommandExitCode.eventsLost.rawValue : 0
    }
}
