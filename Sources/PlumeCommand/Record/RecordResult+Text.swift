// SPDX-License-Identifier: Apache-2.0

internal import SessionEngine
internal import SessionHost
internal import SystemCalls
internal import ToolProtocol

/// What a recording came to, as it is told to people and programs.
extension RecordResult {
    /// How many rules that select nothing a person is told of.
    private static let shownFindings = 8

    /// Whether anything was written while the programs ran.
    var hasTrace: Bool { channels.contains { !$0.overwrites } }

    /// The channels that the numbers are about: those of the trace, or else of the last snapshot.
    var counted: [Channel] { channels.filter { $0.overwrites != hasTrace } }

    var recordedCount: UInt64 { counted.reduce(0) { $0 + $1.statistics.recordedCount } }
    var byteCount: UInt64 { counted.reduce(0) { $0 + $1.statistics.byteCount } }
    var corruptBytes: UInt64 { channels.reduce(0) { $0 + $1.statistics.corruptBytes } }
    var discardedCount: UInt64 { counted.reduce(0) { $0 + $1.statistics.discardedCount } }
    var unwrittenCount: UInt64 { counted.reduce(0) { $0 + $1.statistics.unwrittenCount } }
    var tooBigCount: UInt64 { counted.reduce(0) { $0 + $1.statistics.tooBigCount } }
    var malformedCount: UInt64 { counted.reduce(0) { $0 + $1.statistics.malformedCount } }
    var holeCount: UInt64 { counted.reduce(0) { $0 + $1.statistics.holeCount } }

    /// Events by how often they were recorded, the busiest first.
    var busiest: [(name: String, count: UInt64)] {
        var counts: [String: UInt64] = [:]
        for channel in counted {
            for (name, count) in channel.countsByEvent { counts[name, default: 0] += count }
        }
        return counts.map { (name: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }

    /// The summary for a person.
    func lines() -> [String] {
        guard hasProgram else {
            return [
                "Nothing was recorded: no program here contains Plume's runtime. Import Plume in"
                    + " the program, link a C program with libside.so.0, or check that it runs at"
                    + " all. See README.md and docs/c-tracepoints.md."
            ]
        }
        let events = Terminal.counted(recordedCount, "event")
        let verb = hasTrace ? "Recorded" : "Last snapshot:"
        let isTold = hasTrace && processes.recordingCount > 0
        let count = isTold ? processes.recordingCount : processes.count
        var lines = [
            "\(verb) \(events) from \(Self.processes(count))"
                + " in \(Terminal.tenths(seconds)) s."
        ]
        let shown = busiest.prefix(8)
        let width = shown.map(\.name.count).max() ?? 0
        for event in shown {
            let padding = String(repeating: " ", count: width - event.name.count)
            lines.append("  \(event.name)\(padding)  \(Terminal.grouped(event.count))")
        }
        lines += ruleFindings.prefix(Self.shownFindings).map { "Rules: \($0)" }
        if isTold, processes.silentCount > 0 {
            lines.append("  and none from \(Self.processes(processes.silentCount)) more")
        }
        if let writeFailure { lines.append("The trace is not complete: \(writeFailure)") }
        lines += channelLines
        if let snapshots, snapshots.takenCount > 1 || snapshots.turnedAwayCount > 0 {
            lines.append(RecordingStatus.Snapshots(snapshots).line)
        }
        lines.append("Trace: \(newestPath) (\(Terminal.bytes(byteCount)))")
        lines.append("Next:  plume view \(newestPath)")
        lines.append(lossLine)
        lines += unknownLines
        if tooBigCount > 0 {
            lines.append(
                "Too big: \(Terminal.counted(tooBigCount, "event")), larger than 64 KiB"
                    + " or a sub-buffer"
            )
        }
        if leftOutCount > 0 {
            lines.append(
                "Left out: \(leftOutCount) \(leftOutCount == 1 ? "event" : "events") whose"
                    + " description cannot be used"
            )
        }
        if holeCount > 0 {
            lines.append(
                "Holes of killed programs: \(Terminal.grouped(holeCount)), each an event"
                    + " that was not finished"
            )
        }
        return lines
    }

    private static func processes(_ count: Int) -> String {
        "\(Terminal.grouped(UInt64(count))) \(count == 1 ? "process" : "processes")"
    }

    /// What each channel came to, where there are several.
    private var channelLines: [String] {
        guard channels.count > 1 else { return [] }
        return channels.map { channel in
            let statistics = channel.statistics
            let lost = channel.overwrites ? "overwritten or lost before" : "discarded"
            return "Channel \(channel.name): \(Terminal.counted(statistics.recordedCount, "event"))"
                + (channel.overwrites ? " in the last snapshot" : "")
                + ", \(Terminal.grouped(statistics.discardedCount)) \(lost)"
        }
    }

    /// The trace, or the last snapshot.
    var newestPath: String {
        hasTrace ? path : snapshots.map { "\(path)/snapshot-\($0.takenCount)" } ?? path
    }

    private var lossLine: String {
        let total = Terminal.grouped(discardedCount)
        let malformed =
            "malformed: their arguments are not those that the program described"
        guard hasTrace else {
            let those =
                malformedCount > 0 ? ", \(Terminal.grouped(malformedCount)) \(malformed)" : ""
            return "Overwritten or lost before: \(total)\(those)"
        }
        let full = discardedCount - malformedCount - unwrittenCount
        let reasons: [(count: UInt64, text: String)] = [
            (
                full,
                "because a buffer was full; a larger --buffer-size or fewer --event would keep them"
            ),
            (malformedCount, malformed),
            (unwrittenCount, "because they could not be written in the end"),
        ].filter { $0.0 > 0 }
        switch reasons.count {
        case 0: return "Discarded: \(total)"
        case 1: return "Discarded: \(Terminal.counted(discardedCount, "event")), \(reasons[0].text)"
        default:
            let parts = reasons.map { "\(Terminal.grouped($0.count)) \($0.text)" }
            return "Discarded: \(total) events: " + parts.joined(separator: "; ")
        }
    }

    /// What is neither in the trace nor counted as discarded.
    private var unknownLines: [String] {
        var lines: [String] = []
        if unknown.eventCount > 0 {
            let seconds = Terminal.tenths(Double(unknown.longestNanoseconds) / 1e9)
            lines.append(
                "Unknown: \(Terminal.counted(unknown.eventCount, "event")) of"
                    + " \(unknown.programCount)"
                    + " \(unknown.programCount == 1 ? "process" : "processes"), emitted before"
                    + " orders came, which took up to \(seconds) s; a longer"
                    + " PLUME_WAIT_MILLISECONDS would keep them"
            )
        }
        if unknown.unheardCount > 0 {
            lines.append(
                "Unknown: what \(unknown.unheardCount)"
                    + " \(unknown.unheardCount == 1 ? "process" : "processes") emitted, which"
                    + " ended without a word before orders came"
            )
        }
        if refusedCount > 0 {
            lines.append(
                "Refused: \(refusedCount) \(refusedCount == 1 ? "process" : "processes") ran"
                    + " untraced, at least in part"
            )
        }
        if leftOutCount > 0 {
            lines.append(
                "Left out: \(leftOutCount) \(leftOutCount == 1 ? "event" : "events") whose"
                    + " description cannot be used"
            )
        }
        return lines
    }
}
