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
package final class Recorder {
    let settings: RecordingSettings
    let observer: any HostObserver
    /// What a tool shows of a reply.
    let text: (ToolReply) -> String
    let clock: RecordingClock
    let channels: [RecordedChannel]
    /// The folder of the buffers, where they are files.
    private let bufferFiles: BufferFolder?
    let programs: ProgramServer
    /// By what commands in other terminals find the recording.
    let name: RecordingName?
    let signals: SignalQueue
    var session: RecordingSession
    var snapshots: SnapshotState
    var naming = ProcessNaming()
    var folder: TraceFolderWriter?
    private let output: OutputFolder
    /// The folder of the trace.
    var path: String { output.path }
    /// When the recording began, by the monotonic clock.
    private(set) var begin: UInt64 = 0
    private var interruptCount = 0
    /// Connections that have ended since the last look.
    private var ended: [Int] = []
    /// Bytes that the buffers held in the end.
    private var heldBytes = 0
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
    ///   - observer: who is told what happens.
    ///   - text: what a tool shows of a reply.
    /// - Throws: why there can be no such recording.
    package init(
        _ settings: RecordingSettings,
        observer: any HostObserver,
        text: @escaping (ToolReply) -> String
    ) throws(HostError) {
        self.settings = settings
        self.observer = observer
        self.text = text
        for channel in settings.channels { _ = try RecordedChannel.geometry(channel) }
        output = try OutputFolder(settings.output)
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
                observer: observer
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
            signals = try SignalQueue([
                .interrupt, .terminate, .hangUp, .quit, .user1, .user2, .child,
            ])
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

    /// Writes beside the records what they belong to, and lets buffers and trace name each other.
    private func describe(
        _ path: String,
        _ uuid: [UInt8],
        _ trace: TraceClass,
        _ clock: ClockClass
    ) throws(TraceFolderWriter.Failure) {
        let process = UInt32(Process.id)
        let description = ChannelDescription(
            uuid: uuid,
            name: "",
            controller: ProcessStart(of: process) ?? ProcessStart(process: process, ticks: 0),
            environment: trace.environment,
            clock: clock
        )
        do throws(SystemError) {
            for channel in channels { try channel.describe(description) }
            try bufferFiles?.attach(to: path)
        } catch {
            throw .system(error)
        }
    }

    private func endBuffers() {
        guard writeFailure != nil, let bufferFiles else {
            for channel in channels { channel.releaseMemory() }
            bufferFiles?.remove()
            return
        }
        bufferFiles.keep()
        observer.observe(.buffersKept(path: bufferFiles.path))
    }

    /// Whether a trace is written while the program runs.
    private var writesTrace: Bool { channels.contains { !$0.overwrites } }

    /// Whether there are snapshots.
    var hasSnapshots: Bool { channels.contains(where: \.overwrites) }

    /// Records until the program, or the last of the processes, has ended.
    package func run() throws(HostError) -> RecordResult {
        for channel in channels { channel.setActive(true) }
        // Measured before the program starts, so that this costs it nothing.
        let firstClock = clock.clockClass()
        begin = Clock.monotonicNanoseconds()
        var end = try runSubject(firstClock)
        observer.observe(.began(settings.subject, path: path))
        let status = serve(until: &end)
        observer.observe(.ended)
        finish(path)
        let seconds = Double(Clock.monotonicNanoseconds() - begin) / 1e9
        return RecordResult(
            path: path,
            channels: channels.map { RecordResult.Channel($0) },
            snapshots: hasSnapshots ? snapshots.ledger : nil,
            heldBytes: heldBytes,
            processes: processes,
            refusedCount: session.refusedCount,
            leftOutCount: session.leftOutCount,
            unknown: session.unknown,
            ruleFindings: session.ruleFindings,
            seconds: seconds,
            childStatus: status,
            isInterrupted: interruptCount > 0,
            writeFailure: writeFailure
        )
    }

    /// The processes, by what they said themselves and by their records.
    private var processes: RecordResult.Processes {
        let introduced = Set(session.programs.map(\.hello.process))
        let recording = channels.reduce(into: Set<UInt32>()) { $0.formUnion($1.processes) }
        return RecordResult.Processes(
            count: session.programs.count + recording.subtracting(introduced).count,
            recordingCount: recording.count,
            silentCount: introduced.subtracting(recording).count
        )
    }

    /// Makes the trace, and then lets the program run: what cannot be recorded is never begun.
    private func runSubject(_ clock: ClockClass) throws(HostError) -> RecordingEnd {
        switch settings.subject {
        case .command(let arguments):
            let program = try prepare(arguments)
            let end = RecordingEnd.child(program.process)
            try beginTrace(for: end, clock)
            do throws(SystemError) {
                _ = try program.run()
            } catch {
                removeTrace()
                throw Self.failure(arguments.first ?? "", error)
            }
            output.keep()
            return end
        case .processes(let processes, let limit):
            let connections = try processes.map { process throws(HostError) in
                try programs.attach(to: process)
            }
            let end = RecordingEnd.attached(
                connections: Set(connections),
                first: processes.first ?? 0,
                deadline: limit.map { Clock.monotonicNanoseconds() + $0 }
            )
            try beginTrace(for: end, clock)
            output.keep()
            return end
        }
    }

    private func prepare(_ arguments: [String]) throws(HostError) -> PreparedProgram {
        let (variables, warning) = SideLibrary.environment(
            for: arguments,
            Environment.all().filter { !$0.hasPrefix("PLUME_CONTROL=") }
        )
        if let warning { observer.observe(.libraryMissing(warning)) }
        do throws(SystemError) {
            return try PreparedProgram(
                arguments: arguments,
                environment: variables + ["PLUME_CONTROL=\(programs.path)"]
            )
        } catch {
            throw Self.failure(arguments.first ?? "", error)
        }
    }

    private static func failure(_ name: String, _ error: SystemError) -> HostError {
        error.errno == .noSuchFile ? .programNotFound(name) : .programNotRun(name, error)
    }

    private func beginTrace(
        for end: RecordingEnd,
        _ clock: ClockClass
    ) throws(HostError) {
        let trace = TraceNames.traceClass(
            process: end.process,
            arguments: end.arguments(settings.subject),
            tracerVersion: settings.tracerVersion
        )
        do throws(TraceFolderWriter.Failure) {
            snapshots.begin(path)
            naming.trace = trace
            guard writesTrace else {
                return try describe(path, Host.randomBytes(16), trace, clock)
            }
            let written = channels.filter { !$0.overwrites }
            let made = try TraceFolderWriter(
                path: path,
                isMade: true,
                trace: trace,
                channels: written.map(\.metadataClass),
                clock: clock,
                format: settings.format
            )
            folder = made
            try describe(path, made.uuid, trace, clock)
            for channel in written { channel.begin(path, uuid: made.uuid) }
        } catch {
            removeTrace()
            throw .traceNotMade("\(error)")
        }
    }

    /// Leaves nothing of a recording that did not begin.
    private func removeTrace() {
        bufferFiles?.remove()
        try? folder?.remove()
    }
}

extension Recorder {
    /// How long the loop sleeps at most and at least while records come.
    private static let idleMilliseconds: Int32 = 20
    private static let busyMilliseconds: Int32 = 1
    /// How often the shared ring of a flight recorder is looked at for killed programs: nothing is
    /// lost before they block it, one lap later.
    private static let sweepMilliseconds: Int32 = 100
    /// How long programs are heard before the rings are looked at again.
    private static let hearingNanoseconds: UInt64 = 5_000_000
    /// How long they are heard at most when the recording has ended: what they have said by then
    /// takes less, and a hostile one would speak for ever.
    private static let lastHearingNanoseconds: UInt64 = 10_000_000_000

    private func serve(until end: inout RecordingEnd) -> ChildProcess.Status {
        var pause = Self.busyMilliseconds
        while true {
            // Nothing needs to be drained, so only a message that had no room calls for a look, and
            // a shared ring.
            if !writesTrace {
                let isPlain = session.programs.contains { !$0.hello.hasRestartableSequences }
                let isShared = channels.contains {
                    $0.mustSweep(hasProgramsWithoutSequences: isPlain)
                }
                let rest = isShared ? Self.sweepMilliseconds : -1
                pause = programs.isWaitingToSend ? Self.busyMilliseconds : rest
            }
            if let limit = observer.progressMilliseconds {
                pause = pause < 0 ? limit : min(pause, limit)
            }
            for channel in channels { channel.sweep(isLast: false) }
            for limit in [end.limitMilliseconds, snapshotWaitMilliseconds] {
                if let limit { pause = pause < 0 ? limit : min(pause, limit) }
            }
            programs.wait(alsoFor: signals.descriptor.rawValue, limitMilliseconds: pause)
            let fill = exchange()
            continueSnapshots()
            // Half empty within the pause means the next pause must be shorter; an idle ring is
            // looked at seldom.
            if fill > 0.125 {
                pause = 0
            } else {
                pause =
                    fill > 0 ? Self.busyMilliseconds * 4 : min(pause * 2 + 1, Self.idleMilliseconds)
            }
            observer.observe(progress: { progress })
            for connection in ended { end.forget(connection) }
            ended.removeAll()
            while let received = signals.next() {
                if !handle(received, end) { return .exited(0) }
            }
            if let status = end.status { return status }
        }
    }

    /// Looks at the rings, hears the programs, and writes what the look found.
    ///
    /// - Returns: how full the fullest ring was, from 0 to 1.
    func exchange() -> Double {
        let looks = channels.map { $0.look() }
        // Many programs that come at once, each with buffers to be made, must not keep those of
        // the others from being read: what is not heard now is heard after the next look.
        let deadline = Clock.monotonicNanoseconds() + Self.hearingNanoseconds
        _ = programs.hear(until: deadline) { apply($0) }
        let fill = drain(looks)
        maintain()
        return fill
    }

    /// Hears all that programs have said, those that have ended among them.
    private func hearAll() {
        let limit = Clock.monotonicNanoseconds() + Self.lastHearingNanoseconds
        while programs.hear(until: limit, { apply($0) }), Clock.monotonicNanoseconds() < limit {}
        for action in session.endHearing() { perform(action) }
    }

    private func apply(_ event: ProgramServer.Event) {
        switch event {
        case .connected(let connection, let isForeign):
            session.connected(connection, isForeign: isForeign)
        case .received(let bytes, let connection):
            perform(session.received(bytes, from: connection))
            nameProcesses()
        case .disconnected(let connection):
            perform(session.disconnected(connection))
            forgetState(of: connection)
            ended.append(connection)
        case .broken(let connection, let reason):
            perform(session.breakOff(connection, because: reason))
        case .refused(let process, let reason):
            perform(session.refuse(process: UInt32(bitPattern: process), reason: reason))
        }
    }

    private func perform(_ actions: [RecordingSession.Action]) {
        for action in actions { perform(action) }
    }

    func perform(_ action: RecordingSession.Action) {
        switch action {
        case .send(let message, let connection):
            if case .channel(let offer) = message {
                send(offer, to: connection)
            } else {
                programs.send(message, to: connection)
            }
        case .define(let definition):
            define(definition)
        case .close(let connection):
            programs.close(connection)
        case .snapshot(let request, let connection):
            answer(request, by: connection == nil ? .program : .person, for: connection)
        case .stateTold(let sequence, let connection):
            stateTold(sequence, by: connection)
        case .errand(let errand, let connection):
            carryOut(errand, for: connection)
        case .warn(let text):
            observer.observe(.session(text))
        }
    }

    private func send(_ offer: ChannelOffer, to connection: Int) {
        guard let peer = programs.peer(of: connection) else { return }
        let channel = channels[Int(offer.channel)]
        do throws(SystemError) {
            let found = try channel.buffers(for: connection, peer, isActive: session.isActive)
            guard let rings = found else { return }
            try programs.send(.channel(offer), with: rings.file, to: connection)
        } catch {
            let reason =
                "its buffers of channel \(channel.settings.name) cannot be made here: \(error)"
            perform(session.refuse(connection, reason: reason))
        }
    }

    /// Does what a signal calls for; false when it ends the recording.
    private func handle(_ received: SignalQueue.Received, _ end: RecordingEnd) -> Bool {
        guard received.signal != .child else { return true }
        if received.signal == settings.snapshotSignal {
            answer(SnapshotRequest(), by: .person, for: nil)
            return true
        }
        // Processes that were attached to go on when the recording ends.
        guard case .child(let child) = end else { return false }
        pass(received, to: child)
        return true
    }

    private func pass(_ received: SignalQueue.Received, to child: ChildProcess) {
        if received.signal == .interrupt { interruptCount += 1 }
        if interruptCount > 1 {
            child.send(.kill)
        } else if !received.isFromTerminal {
            child.send(received.signal)
        }
    }

    private func finish(_ path: String) {
        prepareLastSnapshot()
        for channel in channels { channel.setActive(false) }
        hearAll()
        _ = exchange()
        for channel in channels { channel.sweep(isLast: true) }
        if hasSnapshots, !session.programs.isEmpty {
            answer(SnapshotRequest(), by: .end, for: nil)
            writeFailure = writeFailure ?? snapshots.failure
        }
        if writeFailure == nil { writeRest() }
        // What is kept in files is still there for plume recover.
        if writeFailure != nil, bufferFiles == nil {
            for channel in channels { channel.discardRest() }
        }
        if writeFailure == nil {
            do throws(TraceFolderWriter.Failure) {
                // A longer baseline makes a better frequency; where that fails the first one stays.
                let unknown = TraceNames.environment(of: session.unknown)
                if session.definitionCount > 0 || !unknown.isEmpty {
                    try folder?.refine(
                        trace: namedTrace?.adding(unknown),
                        clock: clock.clockClass()
                    )
                }
            } catch {
                stopWriting(error)
            }
            if settings.synchronization != .never { synchronize() }
        }
        for action in session.stop() { perform(action) }
        heldBytes = channels.reduce(0) { $0 + $1.heldBytes }
        endBuffers()
        if session.programs.isEmpty {
            try? folder?.remove()
            if !writesTrace { try? Directory.removeDirectory(path) }
        }
    }
}

extension Recorder {
    /// The counts so far.
    private var progress: RecordingProgress {
        let written = channels.filter { !$0.overwrites }
        return RecordingProgress(
            writesTrace: !written.isEmpty,
            programCount: session.programs.count,
            recordedCount: written.reduce(0) { $0 + $1.statistics.recordedCount },
            discardedCount: written.reduce(0) { $0 + $1.statistics.discardedCount }
        )
    }
}
