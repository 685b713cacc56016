// SPDX-License-Identifier: Apache-2.0

internal import Consumer
internal import ProgramProtocol
internal import RecordingPlan
internal import RingBuffer
internal import SessionEngine
internal import SystemCalls

extension Recorder {
    /// How long the loop sleeps at most and at least while records come.
    private static let idleMilliseconds: Int32 = 20
    static let busyMilliseconds: Int32 = 1
    /// How often the shared ring of a flight recorder is looked at for killed programs: nothing is
    /// lost before they block it, one lap later.
    private static let sweepMilliseconds: Int32 = 100
    /// How long programs are heard before the rings are looked at again.
    private static let hearingNanoseconds: UInt64 = 5_000_000

    /// What becomes ready when a program or a tool has something to say.
    var descriptor: Int32 { programs.descriptor }

    /// Looks after what nobody reads meanwhile.
    ///
    /// - Returns: how many milliseconds to wait at most; negative for any number.
    private func prepareToWait() -> Int32 {
        if let limit = restWaitMilliseconds { return limit }
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
        for channel in channels { channel.sweep(isLast: false) }
        let limits = [
            observer.progressMilliseconds,
            outcome == nil ? end?.limitMilliseconds(at: now()) : nil,
            snapshotWaitMilliseconds, stateWaitMilliseconds, programs.hasWork ? 0 : nil,
        ]
        for limit in limits {
            if let limit { pause = pause < 0 ? limit : min(pause, limit) }
        }
        return pause
    }

    /// Says when there is something to do again, if nobody says anything before.
    private func schedule() {
        let limit = prepareToWait()
        nextTurn = limit < 0 ? .max : now() + UInt64(limit) * 1_000_000
    }

    /// How many milliseconds may pass before the recording needs a turn; nil for any number.
    var waitMilliseconds: Int32? {
        if hasEnded && ending == nil { return 0 }
        guard nextTurn < .max else { return nil }
        return milliseconds(until: nextTurn)
    }

    /// How many milliseconds to wait for a time, rounded up.
    func milliseconds(until time: UInt64) -> Int32 {
        let now = self.now()
        return Int32(clamping: time > now ? (time - now + 999_999) / 1_000_000 : 0)
    }

    /// Does what there is to do now: hears programs, drains the rings, goes on with snapshots.
    func takeTurn() {
        defer { schedule() }
        guard isHearing else { return }
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
        if ending == nil { observer.observe(progress: { progress }) }
        for connection in ended { end?.forget(connection) }
        ended.removeAll()
    }

    /// Whether there is nothing more to wait for.
    var hasEnded: Bool {
        if outcome == nil { outcome = end?.status(at: now()) }
        return outcome != nil
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
        endings.look()
        let fill = drain(looks)
        maintain()
        return fill
    }

    func apply(_ event: ProgramServer.Event) {
        switch event {
        case .connected(let connection, let isForeign):
            session.connected(connection, isForeign: isForeign)
        case .received(let bytes, let connection):
            perform(session.received(bytes, from: connection))
            nameProcesses()
        case .ending(let connection, let ending):
            guard let program = session.program(of: connection) else { return }
            endings.watch(ending, process: program.process, name: program.name)
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
        case .reply(let reply, let connection):
            programs.send(reply, to: connection)
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
                "its buffers of channel \(channel.plan.name) cannot be made here: \(error)"
            perform(session.refuse(connection, reason: reason))
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
