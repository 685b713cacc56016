// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import Consumer
internal import ControlProtocol
internal import RingBuffer
internal import SessionEngine
internal import SystemCalls
internal import TraceModel

/// The snapshots of a recording that overwrites.
struct SnapshotState {
    /// How many there are.
    fileprivate(set) var count = 0
    /// Why the last one is not complete; nil when it is.
    fileprivate(set) var failure: String?
    fileprivate var path = ""
    fileprivate var trace: TraceClass?

    /// Says where snapshots go, and what they have in common.
    mutating func begin(_ path: String, _ trace: TraceClass) {
        self.path = path
        self.trace = trace
    }
}

extension Recorder {
    /// Writes a snapshot and tells whoever asked for it.
    func answer(_ request: SnapshotRequest, for connection: Int?) {
        guard hasSnapshots else { return }
        do throws(TraceFolderWriter.Failure) {
            let report = try takeSnapshot(request)
            snapshots.failure = nil
            if let connection { programs.send(.snapshot(report), to: connection) }
        } catch {
            snapshots.failure = "\(error)"
            guard let connection else {
                return Terminal.say("plume: the snapshot is not complete: \(error)")
            }
            let reason = "the snapshot is not complete: \(error)"
            programs.send(.refuse(reason: reason), to: connection)
        }
    }

    /// Writes what the rings hold as a trace of its own in the recording's folder.
    private func takeSnapshot(
        _ request: SnapshotRequest
    ) throws(TraceFolderWriter.Failure) -> SnapshotReport {
        guard let trace = snapshots.trace else {
            throw .system(SystemError(call: "snapshot", errno: .invalidArgument))
        }
        snapshots.count += 1
        let path = "\(snapshots.path)/snapshot-\(snapshots.count)"
        // A longer baseline makes a better frequency.
        let clockClass = clock.clockClass()
        let written = channels.filter(\.overwrites)
        let folder = try TraceFolderWriter(
            path: path,
            trace: trace.adding(TraceNames.environment(of: session.unknown)),
            channels: written.map(\.metadataClass),
            clock: clockClass,
            format: options.format
        )
        var report = SnapshotReport(recordCount: 0, discardedCount: 0, byteCount: 0, path: path)
        let limits = limits(request, clockClass)
        for channel in written {
            try write(channel, into: folder, limits)
            let summary = channel.snapshotStatistics
            report = SnapshotReport(
                recordCount: report.recordCount + summary.recordedCount,
                discardedCount: report.discardedCount + summary.discardedCount,
                byteCount: report.byteCount + summary.byteCount,
                path: path
            )
        }
        return report
    }

    /// Writes what the buffers of a channel hold.
    private func write(
        _ channel: RecordedChannel,
        into folder: TraceFolderWriter,
        _ limits: ChannelSnapshot.Limits
    ) throws(TraceFolderWriter.Failure) {
        var snapshot = ChannelSnapshot(channel.consumerSettings(folder.path, uuid: folder.uuid))
        for definition in channel.definitions {
            snapshot.define(id: definition.id, definition.description)
            try folder.append(
                EventRecordClass(
                    id: definition.id,
                    channel: UInt64(channel.number),
                    definition.description
                )
            )
        }
        var summary = ChannelStatistics()
        defer { channel.snapshotStatistics = summary }
        do throws(SystemError) {
            for (rings, label) in channel.owners {
                try snapshot.write(
                    rings,
                    label: label,
                    limits: limits,
                    adding: &summary,
                    warn: { Terminal.say("plume: \($0)") }
                )
            }
        } catch {
            throw .system(error)
        }
    }

    private func limits(
        _ request: SnapshotRequest,
        _ clockClass: ClockClass
    ) -> ChannelSnapshot.Limits {
        var limits = ChannelSnapshot.Limits()
        if request.maximumBytes > 0 { limits.maximumBytes = Int(clamping: request.maximumBytes) }
        if request.maximumAgeNanoseconds > 0 {
            let ticks =
                UInt128(request.maximumAgeNanoseconds) * UInt128(clockClass.frequencyHertz)
                / 1_000_000_000
            limits.maximumAge = UInt64(clamping: ticks)
        }
        return limits
    }
}
