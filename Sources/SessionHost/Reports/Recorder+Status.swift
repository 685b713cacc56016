// SPDX-License-Identifier: Apache-2.0

internal import Consumer
internal import ProgramProtocol
internal import RecordingPlan
package import SessionEngine
internal import SideDescription
internal import SystemCalls
package import ToolProtocol

extension Recorder {
    /// More programs, owners of buffers and kinds of events are counted, and not listed.
    private static let maximumEntries = 200

    /// How the recording stands.
    func status() -> RecordingStatus {
        var status = RecordingStatus(controller: UInt32(Process.id), path: path)
        let unknown = session.unknown
        status.name = name?.name
        status.nanoseconds = now() - begin
        status.isActive = session.isActive
        status.programCount = UInt64(session.programs.count)
        status.programs = session.programs.suffix(Self.maximumEntries).map {
            RecordingStatus.Program(process: $0.hello.process, program: $0.hello.program)
        }
        status.unknownEventCount = unknown.eventCount
        status.unheardCount = UInt64(unknown.unheardCount)
        status.refusedCount = UInt64(session.refusedCount)
        status.snapshots = hasSnapshots ? RecordingStatus.Snapshots(snapshots.ledger) : nil
        status.channels = zip(channels, session.channels).map { channel, selection in
            self.status(of: channel, selection)
        }
        return status
    }

    private func status(
        of channel: RecordedChannel,
        _ selection: SessionChannel
    ) -> RecordingStatus.Channel {
        let statistics = channel.statistics
        let owners = channel.ownerMemory()
        let events = channel.definitions.prefix(Self.maximumEntries).map { definition in
            let id = Int(definition.id)
            let count = id < statistics.countsByID.count ? statistics.countsByID[id] : 0
            return RecordingStatus.Channel.Event(
                name: definition.description.fullName,
                recordedCount: count
            )
        }
        return RecordingStatus.Channel(
            name: channel.plan.name,
            overwrites: channel.overwrites,
            sizeBytes: UInt64(channel.sizeBytes),
            recordedCount: statistics.recordedCount,
            discardedCount: statistics.discardedCount,
            heldBytes: owners.reduce(0) { $0 + $1.heldBytes },
            eventCount: UInt64(channel.definitions.count),
            events: events,
            ownerCount: UInt64(owners.count),
            owners: Array(owners.prefix(Self.maximumEntries)),
            rules: selection.steps.suffix(Self.maximumEntries)
        )
    }
}

extension RecordingStatus.Snapshots {
    /// Counts the snapshots of a recording.
    package init(_ ledger: SnapshotLedger) {
        self.init(
            takenCount: UInt64(ledger.takenCount),
            keptCount: UInt64(ledger.keptCount),
            keptBytes: ledger.keptBytes,
            removedCount: UInt64(ledger.removedCount),
            turnedAwayCount: ledger.turnedAwayCount
        )
    }
}
