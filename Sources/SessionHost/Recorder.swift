// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import Consumer
internal import ProgramProtocol
internal import RingBuffer
internal import SessionEngine
internal import SideDescription
internal import SystemCalls
internal import TraceModel

/// One recording of a host: it starts the program, serves its processes and drains the rings, a
/// turn at a time, until the program ends.
final class Recorder {
    let settings: RecordingSettings
    let observer: any HostObserver
    let clock: RecordingClock
    let channels: [RecordedChannel]
    /// The folder of the buffers, where they are files.
    let bufferFiles: BufferFolder?
    let programs: ProgramServer
    /// By what commands in other terminals find the recording.
    let name: RecordingName?
    /// What ends a wait for room on the disk.
    let signals: any SignalSource
    /// The monotonic clock, in nanoseconds.
    let now: () -> UInt64
    var session: RecordingSession
    var snapshots: SnapshotState
    var naming = ProcessNaming()
    var folder: TraceFolderWriter?
    let output: RecordingFolder
    /// The folder of the trace.
    var path: String { output.path }
    /// When the recording began, by the monotonic clock.
    var begin: UInt64 = 0
    /// What the recording waits for; nil before it has begun.
    var end: RecordingEnd?
    /// How the program ended, or what the recording ended with; nil while it goes on.
    var outcome: ChildProcess.Status?
    /// How far the end is; nil while the recording goes on.
    var ending: EndPhase?
    /// How long to sleep before the rings are looked at again.
    var pause = Recorder.busyMilliseconds
    /// When the recording is to have a turn though nobody has said anything, by the monotonic
    /// clock.
    var nextTurn: UInt64 = 0
    var interruptCount = 0
    /// How programs ended.
    var endings = ProcessEndings()
    /// Connections that have ended since the last look.
    var ended: [Int] = []
    /// Bytes that the buffers held in the end.
    var heldBytes = 0
    var writeFailure: String?
    /// What is waited for where a full disk does not end the recording; nil while there is room.
    var stall: WriteStall?
    /// When buffers were last looked after.
    var lastMaintenance: UInt64 = 0
    /// When what was written was last waited for to be on the disk.
    var lastSynchronization: UInt64 = 0

    /// Makes everything that the recording needs, apart from its trace.
    ///
    /// - Parameters:
    ///   - settings: what to record, and how.
    ///   - signals: what ends a wait for room on the disk.
    ///   - now: the monotonic clock, in nanoseconds.
    ///   - sinks: makes what takes the packets of each data stream.
    ///   - observer: who is told what happens.
    /// - Throws: why there can be no such recording.
    init(
        _ settings: RecordingSettings,
        signals: any SignalSource,
        now: @escaping () -> UInt64,
        sinks: @escaping PacketSinkMaker,
        observer: any HostObserver
    ) throws(HostError) {
        self.settings = settings
        self.observer = observer
        self.signals = signals
        self.now = now
        for channel in settings.channels { _ = try RecordedChannel.geometry(channel) }
        output = try RecordingFolder(settings.output)
        snapshots = SnapshotState(settings.snapshotLimits)
        // Each process with buffers of its own takes descriptors here.
        Process.raiseDescriptorLimit()
        let clock = try RecordingClock(settings.clock)
        self.clock = clock
        let files = try Self.makeBufferFiles(settings)
        bufferFiles = files
        channels = try settings.channels.indices.map { number throws(HostError) in
            try RecordedChannel(
                settings.channels[number],
                number: UInt32(number),
                clock: clock.kind,
                files: files,
                observer: observer,
                synchronizesFiles: settings.synchronization != .never,
                sinks: sinks
            )
        }
        session = RecordingSession(
            channels: channels.map(\.sessionChannel),
            ringLayoutVersion: RingGeometry.layoutVersion,
            process: UInt32(Process.id),
            unsayable: { [format = settings.format] description in
                TraceFolderWriter.problem(of: EventRecordClass(id: 1, description), in: format)
            }
        )
        do throws(SystemError) {
            programs = try ProgramServer()
        } catch {
            throw .hostNotStarted(error)
        }
        let socket = programs.path
        name = try settings.name.map { name throws(HostError) in
            try RecordingName(name, socket: socket)
        }
        for refusal in programs.directory.refusals { observer.observe(.folderRefused(refusal)) }
    }

    private static func makeBufferFiles(
        _ settings: RecordingSettings
    ) throws(HostError) -> BufferFolder? {
        guard let directory = settings.bufferFolder else { return nil }
        do throws(SystemError) {
            let name = "plume-\(Host.localTimestamp())-\(Process.id)"
            return try BufferFolder(in: directory, name: name)
        } catch {
            throw .bufferFolderNotMade(in: directory, error)
        }
    }

    /// Whether a trace is written while the program runs.
    var writesTrace: Bool { channels.contains { !$0.overwrites } }

    /// Whether there are snapshots.
    var hasSnapshots: Bool { channels.contains(where: \.overwrites) }
}
