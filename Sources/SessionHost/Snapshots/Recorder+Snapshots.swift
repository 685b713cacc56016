// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import Consumer
internal import ProgramProtocol
internal import SessionEngine
internal import SystemCalls
internal import ToolProtocol
internal import TraceModel

/// The snapshots of a recording that overwrites.
struct SnapshotState {
    /// Somebody who wants a snapshot.
    fileprivate struct Wish {
        let request: SnapshotRequest
        let asker: SnapshotLedger.Asker
        /// The tool that asks.
        let connection: Int?
    }

    /// So many may wait; more can only be an attack.
    fileprivate static let maximumWishes = 4_096
    /// How long programs may take to tell their state, in nanoseconds.
    static let stateNanoseconds: UInt64 = 1_000_000_000

    /// How many there are, and who may have another one.
    fileprivate(set) var ledger: SnapshotLedger
    /// Why the last one is not complete; nil when it is.
    fileprivate(set) var failure: String?
    fileprivate var path = ""
    /// All of them are parts of one trace.
    fileprivate let uuid = MetadataUUID(bytes: Host.randomBytes(16))
    /// They have one clock, too, measured when the first was taken: readers compare times of
    /// packets to know those that they have seen in another one.
    fileprivate var clockClass: ClockClass?
    fileprivate var wishes: [Wish] = []
    /// The one that is being written.
    fileprivate var job: SnapshotJob?
    /// The number of the last request for the programs' state.
    fileprivate var sequence: UInt32 = 0
    /// Programs that did not tell their state in time, and are not waited for until they do.
    fileprivate var silent: Set<Int> = []
    /// The request at the end of the recording, and who has still to answer it.
    fileprivate var last: (sequence: UInt32, waiting: Set<Int>)?
    /// Whether programs record no more.
    fileprivate var isEnding = false

    init(_ limits: SnapshotLedger.Limits) { ledger = SnapshotLedger(limits: limits) }

    /// Says where snapshots go.
    mutating func begin(_ path: String) { self.path = path }

    /// A program is gone.
    fileprivate mutating func forget(_ connection: Int) {
        silent.remove(connection)
        job?.waiting.remove(connection)
        last?.waiting.remove(connection)
    }
}

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
    private func takeSnapshots() {
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
    private func askForState() -> [Int] {
        let traced = session.tracedConnections
        for program in traced {
            programs.send(.dumpState(sequence: snapshots.sequence), to: program)
        }
        return traced
    }

    /// Writes the rest of a snapshot, and tells whoever asked for it.
    private func complete(_ job: SnapshotJob) {
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

extension Recorder {
    /// A program has told its state.
    func stateTold(_ sequence: UInt32, by connection: Int) {
        snapshots.silent.remove(connection)
        if snapshots.last?.sequence == sequence { snapshots.last?.waiting.remove(connection) }
        if snapshots.job?.sequence == sequence { snapshots.job?.waiting.remove(connection) }
    }

    /// A connection has ended; nobody answers on it any more.
    func forgetState(of connection: Int) { snapshots.forget(connection) }

    /// How long the snapshot that is being written may still wait; nil where there is none.
    var snapshotWaitMilliseconds: Int32? {
        guard let job = snapshots.job else { return nil }
        let now = self.now()
        return Int32(clamping: job.deadline > now ? (job.deadline - now) / 1_000_000 + 1 : 0)
    }

    /// Completes the snapshot that is being written, if everything is there or its time is over.
    func continueSnapshots() {
        guard let job = snapshots.job else { return }
        guard job.waiting.isEmpty || now() >= job.deadline else { return }
        nameSilent(job.waiting)
        complete(job)
        takeSnapshots()
    }

    /// Names the programs that did not tell their state in time.
    private func nameSilent(_ connections: Set<Int>) {
        for connection in connections.sorted() {
            snapshots.silent.insert(connection)
            guard let hello = session.program(of: connection) else { continue }
            observer.observe(.stateNotTold(process: hello.process, program: hello.program))
        }
    }

    /// Has programs that outlive the recording tell their state, while they still record.
    func askForLastState() {
        guard hasSnapshots else { return }
        snapshots.sequence &+= 1
        let waiting = Set(askForState()).subtracting(snapshots.silent)
        snapshots.last = (snapshots.sequence, waiting)
    }

    /// Whether nobody's last state is waited for, any more.
    func hasLastState(by deadline: UInt64) -> Bool {
        guard let waiting = snapshots.last?.waiting, !waiting.isEmpty else { return true }
        guard now() >= deadline else { return false }
        nameSilent(waiting)
        return true
    }

    /// Writes all snapshots but the last.
    func completeEarlierSnapshots() {
        guard hasSnapshots else { return }
        snapshots.last = nil
        snapshots.isEnding = true
        if let job = snapshots.job { complete(job) }
        takeSnapshots()
    }
}
