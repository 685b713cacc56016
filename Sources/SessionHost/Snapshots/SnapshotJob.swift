// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import Consumer
internal import ProgramProtocol
internal import RingBuffer
internal import SessionEngine
internal import SystemCalls
internal import ToolProtocol
internal import TraceModel

/// A snapshot that is being written.
///
/// It comes in two parts. What CPUs wrote is copied at once, before it is overwritten. Then
/// programs tell their state, which goes to the shared ring, as nothing else does, and that is
/// copied.
final class SnapshotJob {
    /// Which rings are copied.
    enum Part {
        /// Those that would be overwritten meanwhile.
        case early
        /// The rest.
        case late
    }

    let number: Int
    let asker: SnapshotLedger.Asker
    /// The tool that asked for it.
    let connection: Int?
    private let folder: TraceFolderWriter
    private let channels: [Channel]
    private let limits: ChannelSnapshot.Limits
    private let observer: any HostObserver
    /// The number of the request for the programs' state.
    var sequence: UInt32 = 0
    /// The programs whose state is still to come.
    var waiting: Set<Int> = []
    /// When they are waited for no longer, by the monotonic clock.
    var deadline: UInt64 = 0

    /// A channel, and what is written of it.
    private final class Channel {
        let recorded: RecordedChannel
        var snapshot: ChannelSnapshot
        var definedCount = 0
        var summary = ChannelStatistics()

        init(_ recorded: RecordedChannel, _ folder: TraceFolderWriter) {
            self.recorded = recorded
            snapshot = ChannelSnapshot(
                recorded.consumerSettings(folder.path, uuid: folder.uuid),
                sinks: recorded.sinks
            )
        }
    }

    init(
        number: Int,
        request: SnapshotRequest,
        asker: SnapshotLedger.Asker,
        connection: Int?,
        folder: TraceFolderWriter,
        channels: [RecordedChannel],
        clockClass: ClockClass,
        observer: any HostObserver
    ) {
        self.observer = observer
        self.number = number
        self.asker = asker
        self.connection = connection
        self.folder = folder
        self.channels = channels.map { Channel($0, folder) }
        limits = Self.limits(request, clockClass)
    }

    private static func limits(
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

    /// Bytes of what is written so far.
    var byteCount: UInt64 {
        channels.reduce(folder.byteCount) { $0 &+ $1.summary.byteCount }
    }

    /// What it holds so far.
    var report: SnapshotReport {
        SnapshotReport(
            recordCount: channels.reduce(0) { $0 + $1.summary.recordedCount },
            // A hostile program can have written any number.
            discardedCount: channels.reduce(0) { $0 &+ $1.summary.discardedCount },
            byteCount: channels.reduce(0) { $0 + $1.summary.byteCount },
            path: folder.path
        )
    }

    /// Lets the channels know what their newest snapshot holds.
    func publish() {
        for channel in channels { channel.recorded.snapshotStatistics = channel.summary }
    }

    /// Copies rings of all channels and writes what they hold.
    func write(_ part: Part) throws(TraceFolderWriter.Failure) {
        for channel in channels { try write(part, channel) }
    }

    private func write(_ part: Part, _ channel: Channel) throws(TraceFolderWriter.Failure) {
        let definitions = channel.recorded.definitions
        for definition in definitions[channel.definedCount...] {
            channel.snapshot.define(id: definition.id, definition.description)
            channel.definedCount += 1
            try folder.append(
                EventRecordClass(
                    id: definition.id,
                    channel: UInt64(channel.recorded.number),
                    definition.description
                )
            )
        }
        do throws(SystemError) {
            for owned in channel.recorded.owners {
                let geometry = owned.rings.geometry
                // Where one ring is for all CPUs there is none before it.
                let border = geometry.cpuCount
                try channel.snapshot.write(
                    owned.rings,
                    numbers: part == .early ? 0..<border : border..<geometry.ringCount,
                    label: owned.label,
                    history: owned.history,
                    limits: limits,
                    adding: &channel.summary,
                    warn: { [observer] in observer.observe(.buffers($0)) }
                )
            }
        } catch {
            throw .system(error)
        }
    }
}
