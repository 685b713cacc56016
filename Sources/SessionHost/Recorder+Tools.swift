// SPDX-License-Identifier: Apache-2.0

internal import Consumer
internal import ControlProtocol
internal import RingBuffer
internal import SessionEngine
internal import SystemCalls

extension Recorder {
    /// Does what a tool in another terminal wants, and tells it.
    func carryOut(_ errand: ToolRequest.Errand, for connection: Int) {
        let reply: ToolReply
        switch errand {
        case .status(let asJSON):
            reply = .status(status(), asJSON: asJSON)
        case .reclaim(let age):
            reply = .reclaimed(reclaim(idleFor: age))
        case .dumpState:
            let traced = session.tracedConnections
            for program in traced { programs.send(.dumpState(sequence: 0), to: program) }
            reply = .stateAsked(programCount: traced.count)
        case .change:
            // The session does this itself.
            return
        }
        programs.send(.report(text: text(reply)), to: connection)
    }

    /// Gives memory back; what came of it.
    private func reclaim(idleFor age: UInt64) -> [ReclaimedMemory] {
        channels.map { channel in
            let name = channel.settings.name
            guard channel.canReclaim else {
                return .none(channel: name, overwrites: channel.overwrites)
            }
            let before = channel.currentBytes
            channel.reclaim(idleFor: age)
            let after = channel.currentBytes
            return .some(
                channel: name,
                reclaimedBytes: UInt64(max(0, before - after)),
                heldBytes: UInt64(after)
            )
        }
    }

    /// How the recording stands.
    private func status() -> RecordingStatus {
        RecordingStatus(
            controller: Process.id,
            name: name?.name,
            path: path,
            seconds: Double(now() - begin) / 1e9,
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
