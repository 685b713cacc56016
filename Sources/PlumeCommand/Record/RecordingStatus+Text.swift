// SPDX-License-Identifier: Apache-2.0

internal import ControlProtocol
internal import SessionEngine
internal import SessionHost
internal import SystemCalls

/// How a recording stands, as it is told to people and programs.
extension RecordingStatus {
    private static let schemaVersion: Int128 = 1
    /// More owners than that are not listed one by one; a message has its limits.
    private static let maximumOwners = 200

    /// The status for a person.
    func text() -> String {
        let title = name.map { "\(controller) (\($0))" } ?? "\(controller)"
        var lines = [
            "Recording \(title) \(isActive ? "is active" : "has stopped")"
                + ", \(Terminal.tenths(seconds)) s, trace \(path)"
        ]
        for program in programs.suffix(Self.maximumOwners) {
            lines.append("  process \(program.hello.process) (\(program.hello.program))")
        }
        if !unknown.isNothing {
            let unheard = Self.processes(unknown.unheardCount)
            lines.append(
                "Unknown: \(Terminal.counted(unknown.eventCount, "event")) before orders came, and"
                    + " what \(unheard) emitted that ended before"
            )
        }
        if refusedCount > 0 { lines.append("Refused: \(Self.processes(refusedCount))") }
        for channel in channels {
            lines.append(
                "Channel \(channel.name): \(channel.overwrites ? "overwrite" : "discard")"
                    + ", buffers of \(Terminal.bytes(UInt64(channel.sizeBytes)))"
                    + ", \(channel.eventCount)"
                    + " \(channel.eventCount == 1 ? "kind" : "kinds") of events"
                    + ", holds \(Terminal.bytes(UInt64(channel.heldBytes)))"
            )
            if !channel.overwrites {
                lines.append(
                    "  \(Terminal.counted(channel.recordedCount, "event")) recorded,"
                        + " \(Terminal.grouped(channel.discardedCount)) discarded"
                )
            }
            for owner in channel.owners.prefix(Self.maximumOwners) {
                lines.append("  \(owner.name): \(Terminal.bytes(UInt64(owner.heldBytes)))")
            }
            let hidden = channel.owners.count - Self.maximumOwners
            if hidden > 0 {
                lines.append("  and \(Terminal.counted(UInt64(hidden), "more owner"))")
            }
        }
        if let snapshots { lines.append(snapshots.line) }
        return lines.map { ByteText.shown($0) + "\n" }.joined()
    }

    private static func processes(_ count: Int) -> String {
        Terminal.counted(UInt64(count), "process", "processes")
    }

    /// The status for a program.
    func json() -> JSONValue {
        .object([
            "schema": .integer(Self.schemaVersion),
            "controller": .integer(Int128(controller)),
            "name": name.map { .string($0) } ?? .null,
            "path": .string(path),
            "seconds": .real(seconds),
            "active": .boolean(isActive),
            "programs": .array(
                programs.suffix(Self.maximumOwners).map {
                    .object([
                        "process": .integer(Int128($0.hello.process)),
                        "program": .string($0.hello.program),
                    ])
                }
            ),
            "refused": .integer(Int128(refusedCount)),
            "unknown": .integer(Int128(unknown.eventCount)),
            "unknownProcesses": .integer(Int128(unknown.unheardCount)),
            "snapshots": snapshots.map(Self.json) ?? .null,
            "channels": .array(channels.map { Self.json($0) }),
        ])
    }

    private static func json(_ snapshots: SnapshotLedger) -> JSONValue {
        .object([
            "taken": .integer(Int128(snapshots.takenCount)),
            "kept": .integer(Int128(snapshots.keptCount)),
            "keptBytes": .integer(Int128(snapshots.keptBytes)),
            "removed": .integer(Int128(snapshots.removedCount)),
            "requestsTurnedAway": .integer(Int128(snapshots.turnedAwayCount)),
        ])
    }

    private static func json(_ channel: Channel) -> JSONValue {
        .object([
            "name": .string(channel.name),
            "overwrites": .boolean(channel.overwrites),
            "sizeBytes": .integer(Int128(channel.sizeBytes)),
            "eventClasses": .integer(Int128(channel.eventCount)),
            "events": .integer(Int128(channel.recordedCount)),
            "discarded": .integer(Int128(channel.discardedCount)),
            "heldBytes": .integer(Int128(channel.heldBytes)),
            "owners": .array(
                channel.owners.prefix(maximumOwners).map {
                    .object([
                        "name": .string($0.name), "heldBytes": .integer(Int128($0.heldBytes)),
                    ])
                }
            ),
        ])
    }
}
