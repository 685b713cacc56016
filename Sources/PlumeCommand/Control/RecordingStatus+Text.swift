// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import SystemCalls
internal import ToolProtocol

extension RecordingStatus {
    /// How a recording stands, for a person.
    func text() -> String {
        let title = name.map { "\(controller) (\($0))" } ?? "\(controller)"
        var lines = [
            "Recording \(title) \(isActive ? "is active" : "has stopped")"
                + ", \(Terminal.tenths(Double(nanoseconds) / 1e9)) s, trace \(path)"
        ]
        for program in programs {
            lines.append("  process \(program.process) (\(program.program))")
        }
        if unknownEventCount > 0 || unheardCount > 0 {
            let unheard = Self.processes(unheardCount)
            lines.append(
                "Unknown: \(Terminal.counted(unknownEventCount, "event")) before orders came, and"
                    + " what \(unheard) emitted that ended before"
            )
        }
        if refusedCount > 0 { lines.append("Refused: \(Self.processes(refusedCount))") }
        for channel in channels {
            lines.append(
                "Channel \(channel.name): \(channel.overwrites ? "overwrite" : "discard")"
                    + ", buffers of \(Terminal.bytes(channel.sizeBytes))"
                    + ", \(channel.eventCount)"
                    + " \(channel.eventCount == 1 ? "kind" : "kinds") of events"
                    + ", holds \(Terminal.bytes(channel.heldBytes))"
            )
            if !channel.overwrites {
                lines.append(
                    "  \(Terminal.counted(channel.recordedCount, "event")) recorded,"
                        + " \(Terminal.grouped(channel.discardedCount)) discarded"
                )
            }
            for owner in channel.owners {
                lines.append("  \(owner.name): \(Terminal.bytes(owner.heldBytes))")
            }
            let hidden = channel.ownerCount - min(UInt64(channel.owners.count), channel.ownerCount)
            if hidden > 0 {
                lines.append("  and \(Terminal.counted(hidden, "more owner"))")
            }
        }
        if let snapshots { lines.append(snapshots.line) }
        return lines.map { ByteText.shown($0) + "\n" }.joined()
    }

    private static func processes(_ count: UInt64) -> String {
        Terminal.counted(count, "process", "processes")
    }
}
