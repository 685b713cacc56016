// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import Consumer
internal import ProgramProtocol
internal import SessionEngine
internal import SystemCalls
internal import ToolProtocol
internal import TraceModel

extension Recorder {
    /// Takes a snapshot, unless too many are asked for, and tells whoever asked for it.
    func answer(
        _ request: SnapshotRequest,
        by asker: SnapshotLedger.Asker,
        for connection: Int?
    ) {
        guard hasSnapshots else { return }
        guard snapshots.ledger.admits(asker, at: now()) else {
            return tellOfFirstTurnedAway()
        }
        guard snapshots.wishes.count < SnapshotState.maximumWishes else {
            guard let connection else { return snapshots.ledger.turnAway() }
            return programs.send(ToolReply.refused(.tooManySnapshots), to: connection)
        }
        snapshots.wishes.append(
            SnapshotState.Wish(request: request, asker: asker, connection: connection)
        )
        takeSnapshots()
    }

    /// A program that asks too often is told of once; how often it did is in the summary.
    private func tellOfFirstTurnedAway() {
        guard snapshots.ledger.turnedAwayCount == 1 else { return }
        let interval = snapshots.ledger.limits.intervalNanoseconds
        observer.observe(.snapshotTurnedAway(intervalNanoseconds: interval))
    }

    /// Takes the snapshots that were asked for, one after the other.
    func takeSnapshots() {
        while snapshots.job == nil, !snapshots.wishes.isEmpty {
            begin(snapshots.wishes.removeFirst())
            if let job = snapshots.job, job.waiting.isEmpty { complete(job) }
        }
    }

    /// Copies what would be overwritten soon, and asks programs for their state.
    private func begin(_ wish: SnapshotState.Wish) {
        let number = snapshots.ledger.begin()
        var job: SnapshotJob?
        do throws(TraceFolderWriter.Failure) {
            let made = try makeJob(number, wish)
            job = made
            try made.write(.early)
            snapshots.job = made
            if snapshots.isEnding { return }
            snapshots.sequence &+= 1
            made.sequence = snapshots.sequence
            made.waiting = Set(askForState()).subtracting(snapshots.silent)
            made.deadline = now() + SnapshotState.stateNanoseconds
        } catch {
            end(number, wish.asker, bytes: job?.byteCount ?? 0)
            report(error, to: wish.connection)
        }
    }

    private func makeJob(
        _ number: Int,
        _ wish: SnapshotState.Wish
    ) throws(TraceFolderWriter.Failure) -> SnapshotJob {
        guard let trace = namedTrace else {
            throw .system(SystemError(call: "snapshot", errno: .invalidArgument))
        }
        let clockClass = snapshots.clockClass ?? clock.clockClass()
        snapshots.clockClass = clockClass
        let written = channels.filter(\.overwrites)
        let folder = try TraceFolderWriter(
            path: "\(snapshots.path)/snapshot-\(number)",
            trace: trace.adding(TraceNames.environment(of: session.unknown)),
            channels: written.map(\.metadataClass),
            clock: clockClass,
            format: settings.format,
            uuid: snapshots.uuid
        )
        return SnapshotJob(
            number: number,
            request: wish.request,
            asker: wish.asker,
            connection: wish.connection,
            folder: folder,
            channels: written,
            clockClass: clockClass,
            observer: observer
        )
    }

    /// Asks all programs for their state.
    ///
    /// - Returns: who was asked.
    func askForState() -> [Int] {
        let traced = session.tracedConnections
        for program in traced {
            programs.send(.dumpState(sequence: snapshots.sequence), to: program)
        }
        return traced
    }

    /// Writes the rest of a snapshot, and tells whoever asked for it.
    func complete(_ job: SnapshotJob) {
        snapshots.job = nil
        do throws(TraceFolderWriter.Failure) {
            try job.write(.late)
            snapshots.failure = nil
            if let connection = job.connection {
                programs.send(ToolReply.snapshot(job.report), to: connection)
            }
        } catch {
            report(error, to: job.connection)
        }
        job.publish()
        end(job.number, job.asker, bytes: job.byteCount)
    }

    private func report(_ error: TraceFolderWriter.Failure, to connection: Int?) {
        snapshots.failure = "\(error)"
        guard let connection else { return observer.observe(.snapshotIncomplete("\(error)")) }
        let refusal = ToolRefusal.snapshotIncomplete(reason: "\(error)")
        programs.send(ToolReply.refused(refusal), to: connection)
    }

    /// Counts a snapshot, and removes those that have to make room for it.
    private func end(_ number: Int, _ asker: SnapshotLedger.Asker, bytes: UInt64) {
        for old in snapshots.ledger.end(number, bytes: bytes, asker: asker) {
            do throws(SystemError) {
                try TraceFolderWriter.removeTrace(at: "\(snapshots.path)/snapshot-\(old)")
            } catch {
                // Who reads it may have removed it; anything else takes room that was promised.
                guard error.errno != .noSuchFile else { continue }
                observer.observe(.snapshotNotRemoved(error))
            }
        }
    }
}
