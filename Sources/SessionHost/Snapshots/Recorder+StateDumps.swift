// SPDX-License-Identifier: Apache-2.0

internal import ProgramProtocol
internal import SessionEngine
internal import SystemCalls

/// Programs tell their state for a snapshot, and are waited for a while.
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
