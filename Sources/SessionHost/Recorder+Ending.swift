// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import Consumer
internal import ProgramProtocol
internal import SessionEngine
internal import SystemCalls
internal import TraceModel

/// How far the end of a recording is.
enum EndPhase {
    /// Programs that outlive it tell their state for the last snapshot, and are waited for until
    /// then, by the monotonic clock.
    case telling(until: UInt64)
    /// Nothing is recorded any more, and what is left is written.
    case writing(RestWait)
}

extension Recorder {
    /// How long they are heard at most when the recording has ended: what they have said by then
    /// takes less, and a hostile one would speak for ever.
    private static let lastHearingNanoseconds: UInt64 = 10_000_000_000

    /// Whether programs and tools are still heard.
    var isHearing: Bool {
        if case .writing? = ending { return false }
        return true
    }

    /// How long programs may still take to tell their last state; nil where they are not asked.
    var stateWaitMilliseconds: Int32? {
        guard case .telling(let deadline)? = ending else { return nil }
        return milliseconds(until: deadline)
    }

    /// Goes on with the end, once there is nothing more to wait for, without waiting.
    ///
    /// - Returns: what the recording came to; nil while it goes on, or its end does.
    func advanceEnd() -> RecordResult? {
        if ending == nil {
            guard hasEnded else { return nil }
            observer.observe(.ended)
            askForLastState()
            ending = .telling(until: now() + SnapshotState.stateNanoseconds)
            nextTurn = 0
        }
        if case .telling(let deadline)? = ending {
            guard hasLastState(by: deadline) else { return nil }
            stopRecording()
            ending = .writing(RestWait(deadline: now() + WriteStall.lastWaitNanoseconds))
            nextTurn = 0
        }
        guard case .writing(let wait)? = ending else { return nil }
        guard writeFailure != nil || writeRest(wait) else { return nil }
        conclude()
        return result
    }

    private var result: RecordResult {
        RecordResult(
            path: path,
            channels: channels.map { RecordResult.Channel($0) },
            snapshots: hasSnapshots ? snapshots.ledger : nil,
            heldBytes: heldBytes,
            processes: processes,
            refusedCount: session.refusedCount,
            leftOutCount: session.leftOutCount,
            unknown: session.unknown,
            ruleFindings: session.ruleFindings,
            seconds: Double(now() - begin) / 1e9,
            childStatus: outcome ?? .exited(0),
            isInterrupted: interruptCount > 0,
            killed: killed,
            writeFailure: writeFailure
        )
    }

    /// The programs that a signal ended, without the one whose end is told apart.
    private var killed: [KilledProgram] {
        guard case .child(let child) = end else { return endings.killed }
        return endings.killed.filter { Int64($0.process) != Int64(child.id) }
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

    /// Hears all that programs have said, those that have ended among them.
    private func hearAll() {
        let limit = Clock.monotonicNanoseconds() + Self.lastHearingNanoseconds
        while programs.hear(until: limit, { apply($0) }), Clock.monotonicNanoseconds() < limit {}
        endings.finish()
        for action in session.endHearing() { perform(action) }
    }

    /// Nothing is recorded from now on: hears what was said, and takes the last snapshot.
    private func stopRecording() {
        completeEarlierSnapshots()
        for channel in channels { channel.setActive(false) }
        hearAll()
        _ = exchange()
        for channel in channels { channel.sweep(isLast: true) }
        if hasSnapshots, !session.programs.isEmpty {
            answer(SnapshotRequest(), by: .end, for: nil)
            writeFailure = writeFailure ?? snapshots.failure
        }
        stall?.next = 0
    }

    /// Everything that can be written is: ends the trace, and gives the buffers back.
    private func conclude() {
        // What is kept in files is still there for plume recover.
        if writeFailure != nil, bufferFiles == nil {
            for channel in channels { channel.discardRest() }
        }
        if writeFailure == nil { completeTrace() }
        for action in session.stop() { perform(action) }
        heldBytes = channels.reduce(0) { $0 + $1.heldBytes }
        endBuffers()
        if session.programs.isEmpty {
            try? folder?.remove()
            if !writesTrace { try? Directory.removeDirectory(path) }
        }
    }

    /// Writes what is known only now.
    private func completeTrace() {
        do throws(TraceFolderWriter.Failure) {
            // A longer baseline makes a better frequency; where that fails the first one stays.
            let unknown = TraceNames.environment(of: session.unknown)
            if session.definitionCount > 0 || !unknown.isEmpty {
                try folder?.refine(trace: namedTrace?.adding(unknown), clock: clock.clockClass())
            }
        } catch {
            stopWriting(error)
        }
        if settings.synchronization != .never { synchronize() }
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
}
