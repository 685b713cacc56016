// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import Consumer
internal import SystemCalls
internal import TraceModel

extension Recorder {
    /// Begins to record, and lets the program run.
    ///
    /// - Throws: why nothing is recorded; then nothing is left of it.
    func start() throws(HostError) {
        for channel in channels { channel.setActive(true) }
        // Measured before the program starts, so that this costs it nothing.
        let firstClock = clock.clockClass()
        begin = now()
        end = try runSubject(firstClock)
        observer.observe(.began(settings.subject, path: path))
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
                deadline: limit.map { now() + $0 }
            )
            try beginTrace(for: end, clock)
            output.keep()
            return end
        case .connecting(let limit):
            let end = RecordingEnd.open(deadline: limit.map { now() + $0 })
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
