// SPDX-License-Identifier: Apache-2.0

internal import Consumer
internal import ControlProtocol
internal import RingBuffer
internal import SessionEngine
internal import SystemCalls

extension Recorder {
    /// Does what a tool in another terminal wants, and tells it.
    func carryOut(_ errand: ToolRequest.Errand, for connection: Int) {
        switch errand {
        case .status(let asJSON):
            let status = status()
            let text =
                asJSON
                ? String(decoding: status.json().encoded(), as: UTF8.self) + "\n" : status.text()
            programs.send(.report(text: text), to: connection)
        case .reclaim(let age):
            programs.send(.report(text: reclaim(idleFor: age)), to: connection)
        case .dumpState:
            let traced = session.tracedConnections
            for program in traced { programs.send(.dumpState(sequence: 0), to: program) }
            let text =
                "\(traced.count) \(traced.count == 1 ? "process was" : "processes were") asked.\n"
            programs.send(.report(text: text), to: connection)
        case .change:
            // The session does this itself.
            return
        }
    }

    /// Gives memory back; what came of it, for a person.
    private func reclaim(idleFor age: UInt64) -> String {
        let lines = channels.map { channel in
            let name = channel.settings.name
            guard channel.canReclaim else {
                let reason = channel.overwrites ? "overwrites" : "has all its memory at once"
                return "Channel \(name) \(reason) and keeps its memory."
            }
            let before = channel.currentBytes
            channel.reclaim(idleFor: age)
            let after = channel.currentBytes
            return "Channel \(name): \(Terminal.bytes(UInt64(max(0, before - after)))) reclaimed,"
                + " \(Terminal.bytes(UInt64(after))) held."
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// How the recording stands.
    private func status() -> RecordingStatus {
        RecordingStatus(
            controller: Process.id,
            name: name?.name,
            path: path,
            seconds: Double(Clock.monotonicNanoseconds() - begin) / 1e9,
            isActive: session.isActive,
            programs: session.programs,
            unknown: session.unknown,
            refusedCount: session.refusedCount,
            snapshots: hasSnapshots ? snapshots.ledger : nil,
            channels: channels.map { channel in
                RecordingStatus.Channel(
                    name: channel.settings.name,
                    overwrites: channel.overwrites,
                    sizeBytes: channel.sizeBytes,
                    recordedCount: channel.statistics.recordedCount,
                    discardedCount: channel.statistics.discardedCount,
                    eventCount: channel.definitions.count,
                    owners: channel.ownerMemory()
                )
            }
        )
    }
}
