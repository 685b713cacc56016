// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import Consumer
internal import ProgramProtocol
internal import SessionEngine
internal import SystemCalls
internal import TraceModel

extension Recorder {
    /// How long they are heard at most when the recording has ended: what they have said by then
    /// takes less, and a hostile one would speak for ever.
    private static let lastHearingNanoseconds: UInt64 = 10_000_000_000

    /// Ends the recording: hears and writes what is left.
    ///
    /// - Returns: what it came to.
    func finish() -> RecordResult {
        observer.observe(.ended)
        finish(path)
        let seconds = Double(now() - begin) / 1e9
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
            childStatus: outcome ?? .exited(0),
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

    /// Hears all that programs have said, those that have ended among them.
    private func hearAll() {
        let limit = Clock.monotonicNanoseconds() + Self.lastHearingNanoseconds
        while programs.hear(until: limit, { apply($0) }), Clock.monotonicNanoseconds() < limit {}
        for action in session.endHearing() { perform(action) }
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
