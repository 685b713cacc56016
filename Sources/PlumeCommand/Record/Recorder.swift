// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import Consumer
internal import ControlProtocol
internal import RingBuffer
internal import SessionEngine
internal import SideDescription
internal import SystemCalls
internal import TraceModel

/// Hosts a recording session: it starts the program, serves its processes, drains the rings, and
/// ends when the program ends.
final class Recorder {
    struct Options {
        var output: String?
        var rule: EventRule
        var bufferBytes: Int
        var lossMode: EventLossMode
        var isPreallocated: Bool
        var shmPath: String?
        var blockingNanoseconds: UInt64
        var reclaimsConsumed: Bool
        var fileLimits: DataStreamFiles.Limits
        var snapshotSignal: Signal?
        var clock: ClockChoice
        var format: MetadataFormat
        var arguments: [String]
    }

    let options: Options
    let clock: RecordingClock
    let buffers: RecordingBuffers
    var rings: RingBufferOwner { buffers.rings }
    let programs: ProgramServer
    private let signals: SignalQueue
    private var session: RecordingSession
    /// The events so far, which each snapshot describes anew.
    private(set) var definitions: [RecordingSession.EventDefinition] = []
    var snapshots = SnapshotState()
    private var folder: TraceFolderWriter?
    private var consumer: ChannelConsumer?
    private var interruptCount = 0
    /// Bytes that the buffers held in the end.
    private var heldBytes = 0
    private var writeFailure: String?

    init(_ options: Options) throws {
        self.options = options
        if let output = options.output, Directory.kind(of: output) != nil {
            throw CommandFailure(
                .cannotRecord,
                "--output \(output): it exists already; name another folder or remove it"
            )
        }
        clock = try RecordingClock(options.clock)
        buffers = try Self.makeBuffers(options, clock.kind)
        let rings = buffers.rings
        session = RecordingSession(
            rule: options.rule,
            channel: ChannelOffer(
                channel: 0,
                cpuCount: UInt32(rings.geometry.cpuCount),
                sizeBytes: UInt64(rings.geometry.sizeBytes),
                clock: clock.kind.rawValue,
                lossMode: options.lossMode.rawValue,
                blockingNanoseconds: options.blockingNanoseconds
            ),
            ringLayoutVersion: RingGeometry.layoutVersion,
            process: UInt32(Process.id)
        )
        do throws(SystemError) {
            signals = try SignalQueue([
                .interrupt, .terminate, .hangUp, .quit, .user1, .user2, .child,
            ])
            programs = try ProgramServer()
        } catch {
            throw CommandFailure(.cannotRecord, "recording cannot start: \(error)")
        }
    }

    private static func makeBuffers(
        _ options: Options,
        _ clock: RingClock
    ) throws(CommandFailure) -> RecordingBuffers {
        let bytes = options.bufferBytes
        var sizeBytes = RingGeometry.minimumSizeBytes
        while sizeBytes < bytes, sizeBytes < RingGeometry.maximumSizeBytes { sizeBytes *= 2 }
        guard bytes <= RingGeometry.maximumSizeBytes,
            let geometry = RingGeometry(
                cpuCount: Host.possibleCPUCount(),
                sizeBytes: sizeBytes,
                lossMode: options.lossMode
            )
        else {
            throw CommandFailure(
                .usage,
                "--buffer-size: the largest buffer is 1G for each CPU"
            )
        }
        return try RecordingBuffers(options, geometry, clock)
    }

    /// Records until the program has ended.
    func run() throws(CommandFailure) -> RecordResult {
        rings.setActive(true)
        // Measured before the program starts, so that this costs it nothing.
        let firstClock = clock.clockClass()
        let begin = Clock.monotonicNanoseconds()
        let child = try startProgram()
        let path = try makeFolder(for: child, clock: firstClock)
        let status = serve(until: child)
        finish(path)
        let seconds = Double(Clock.monotonicNanoseconds() - begin) / 1e9
        return RecordResult(
            path: path,
            statistics: consumer?.statistics ?? snapshots.statistics,
            snapshotCount: options.lossMode == .overwrite ? snapshots.count : nil,
            heldBytes: heldBytes,
            // Ids are given from 1 on, in the order of the definitions.
            eventNames: ["(none)"] + definitions.map(\.description.fullName),
            processCount: session.programs.count,
            refusedCount: session.refusals.count,
            seconds: seconds,
            childStatus: status,
            isInterrupted: interruptCount > 0,
            writeFailure: writeFailure
        )
    }

    private func startProgram() throws(CommandFailure) -> ChildProcess {
        let variables = Environment.all().filter { !$0.hasPrefix("PLUME_CONTROL=") }
        do throws(SystemError) {
            return try ChildProcess(
                arguments: options.arguments,
                environment: variables + ["PLUME_CONTROL=\(programs.path)"]
            )
        } catch {
            let name = options.arguments.first ?? ""
            if error.errno == .noSuchFile {
                throw CommandFailure(
                    .notFound,
                    "\(name): there is no such program; give a path or check PATH"
                )
            }
            throw CommandFailure(.cannotExecute, "\(name): it cannot be run: \(error.errno)")
        }
    }

    private func makeFolder(
        for child: ChildProcess,
        clock: ClockClass
    ) throws(CommandFailure) -> String {
        let path = options.output ?? TraceNames.unusedFolder()
        let trace = TraceNames.traceClass(process: child.id, arguments: options.arguments)
        do throws(TraceFolderWriter.Failure) {
            guard options.lossMode == .discard else {
                snapshots.begin(path, trace)
                do throws(SystemError) {
                    try Directory.create(path)
                } catch {
                    throw .system(error)
                }
                try describe(path, Host.randomBytes(16), trace, clock)
                return path
            }
            let made = try TraceFolderWriter(
                path: path,
                trace: trace,
                clock: clock,
                format: options.format
            )
            folder = made
            try describe(path, made.uuid, trace, clock)
            consumer = ChannelConsumer(
                rings: rings,
                directory: path,
                uuid: made.uuid,
                reclaimsConsumed: options.reclaimsConsumed,
                fileLimits: options.fileLimits,
                warn: { Terminal.say("plume: \($0)") }
            )
            return path
        } catch {
            child.send(.kill)
            throw CommandFailure(.cannotRecord, "the trace cannot be made: \(error)")
        }
    }
}

extension Recorder {
    private func describe(
        _ path: String,
        _ uuid: [UInt8],
        _ trace: TraceClass,
        _ clock: ClockClass
    ) throws(TraceFolderWriter.Failure) {
        do throws(SystemError) {
            try buffers.describe(path: path, uuid: uuid, trace: trace, clock: clock)
        } catch {
            throw .system(error)
        }
    }

    /// How long the loop sleeps at most and at least while records come.
    private static let idleMilliseconds: Int32 = 20
    private static let busyMilliseconds: Int32 = 1

    private func serve(until child: ChildProcess) -> ChildProcess.Status {
        var pause = Self.busyMilliseconds
        while true {
            // Nothing needs to be drained, so only a message that had no room calls for a look.
            if options.lossMode == .overwrite {
                pause = programs.isWaitingToSend ? Self.busyMilliseconds : -1
            }
            programs.wait(alsoFor: signals.descriptor.rawValue, limitMilliseconds: pause)
            let fill = exchange()
            // Half empty within the pause means the next pause must be shorter; an idle ring is
            // looked at seldom.
            if fill > rings.geometry.sizeBytes / 8 {
                pause = 0
            } else {
                pause =
                    fill > 0 ? Self.busyMilliseconds * 4 : min(pause * 2 + 1, Self.idleMilliseconds)
            }
            while let received = signals.next() { pass(received, to: child) }
            if let status = child.poll() { return status }
        }
    }

    /// Looks at the rings, hears the programs, and writes what the look found.
    private func exchange() -> Int {
        guard let consumer else {
            for event in programs.takeEvents() { apply(event) }
            return 0
        }
        let look = consumer.look()
        for event in programs.takeEvents() { apply(event) }
        guard writeFailure == nil else { return 0 }
        do throws(SystemError) {
            try consumer.drain(look)
        } catch {
            stopWriting(error)
        }
        return look.largestAvailable
    }

    private func apply(_ event: ProgramServer.Event) {
        switch event {
        case .connected(let connection):
            session.connected(connection)
        case .received(let bytes, let connection):
            for action in session.received(bytes, from: connection) { perform(action) }
        case .disconnected(let connection):
            session.disconnected(connection)
        }
    }

    private func perform(_ action: RecordingSession.Action) {
        switch action {
        case .send(let message, let connection):
            if case .channel = message {
                programs.send(message, with: rings.file, to: connection)
            } else {
                programs.send(message, to: connection)
            }
        case .define(let definition):
            buffers.define(definition)
            consumer?.define(id: definition.id, definition.description)
            definitions.append(definition)
            do throws(TraceFolderWriter.Failure) {
                try folder?.append(EventRecordClass(id: definition.id, definition.description))
            } catch {
                stopWriting(error)
            }
        case .close(let connection):
            programs.close(connection)
        case .snapshot(let request, let connection):
            answer(request, for: connection)
        case .warn(let text):
            Terminal.say("plume: \(text)")
        }
    }

    /// The disk is full or broken: the programs go on unrecorded, what was written stays whole.
    private func stopWriting(_ error: any Error) {
        guard writeFailure == nil else { return }
        writeFailure = "\(error)"
        rings.setActive(false)
        for action in session.stop() { perform(action) }
        Terminal.say("plume: recording stopped: \(error); the program goes on unrecorded")
    }

    private func pass(_ received: SignalQueue.Received, to child: ChildProcess) {
        guard received.signal != .child else { return }
        if received.signal == options.snapshotSignal { return answer(SnapshotRequest(), for: nil) }
        if received.signal == .interrupt { interruptCount += 1 }
        if interruptCount > 1 {
            child.send(.kill)
        } else if !received.isFromTerminal {
            child.send(received.signal)
        }
    }

    private func finish(_ path: String) {
        rings.setActive(false)
        _ = exchange()
        if options.lossMode == .overwrite, !session.programs.isEmpty {
            answer(SnapshotRequest(), for: nil)
            writeFailure = snapshots.failure
        }
        if writeFailure == nil {
            do throws(SystemError) {
                try consumer?.finish()
            } catch {
                stopWriting(error)
            }
            do throws(TraceFolderWriter.Failure) {
                // A longer baseline makes a better frequency; where that fails the first one stays.
                if session.definitionCount > 0 { try folder?.refine(clock.clockClass()) }
            } catch {
                stopWriting(error)
            }
        }
        for action in session.stop() { perform(action) }
        heldBytes = rings.heldBytes
        buffers.end(isComplete: writeFailure == nil)
        if session.programs.isEmpty {
            try? folder?.remove()
            if options.lossMode == .overwrite { try? Directory.removeDirectory(path) }
        }
    }
}
