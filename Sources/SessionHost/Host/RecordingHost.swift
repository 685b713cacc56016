// SPDX-License-Identifier: Apache-2.0

package import CTFWriter
internal import SystemCalls

/// Hosts recordings, several at once, in one loop: it waits for their programs, for tools, signals
/// and children, and gives each recording its turn.
package final class RecordingHost {
    /// A recording of a host.
    package struct RecordingID: Hashable, Sendable {
        fileprivate let number: Int
    }

    /// A recording that has ended, and what it came to.
    package struct Ended {
        package let recording: RecordingID
        package let result: RecordResult
    }

    /// The recordings that go on, in the order in which they began.
    private var recorders: [(id: RecordingID, recorder: Recorder)] = []
    private var nextNumber = 0
    private let signals: any SignalSource
    private let now: () -> UInt64
    private let sinks: PacketSinkMaker
    private var readiness: ReadinessQueue

    private static let signalToken: UInt64 = 0

    /// Makes a host without recordings.
    ///
    /// - Parameters:
    ///   - signals: where signals come from; nil for those of this process.
    ///   - now: the monotonic clock, in nanoseconds.
    ///   - sinks: makes what takes the packets of each data stream.
    /// - Throws: why there can be none.
    package init(
        signals: (any SignalSource)? = nil,
        now: @escaping () -> UInt64 = Clock.monotonicNanoseconds,
        sinks: @escaping PacketSinkMaker = { DataStreamFiles($0) }
    ) throws(HostError) {
        self.now = now
        self.sinks = sinks
        do throws(SystemError) {
            if let signals { self.signals = signals } else { self.signals = try ProcessSignals() }
            readiness = try ReadinessQueue()
            if let number = self.signals.descriptorNumber {
                try readiness.watch(number, as: Self.signalToken)
            }
        } catch {
            throw .hostNotStarted(error)
        }
    }

    /// The recordings that go on.
    package var recordings: [RecordingID] { recorders.map(\.id) }

    /// The folder of a recording's trace; nil when it has ended.
    package func path(of recording: RecordingID) -> String? { self[recording]?.path }

    /// Where the programs of a recording connect; nil when it has ended.
    package func socket(of recording: RecordingID) -> String? { self[recording]?.programs.path }

    private subscript(_ id: RecordingID) -> Recorder? {
        recorders.first { $0.id == id }?.recorder
    }

    /// Begins a recording.
    ///
    /// - Parameters:
    ///   - settings: what to record, and how.
    ///   - observer: who is told what happens.
    /// - Returns: the recording, which goes on with each turn.
    /// - Throws: why nothing is recorded; then nothing is left of it.
    package func begin(
        _ settings: RecordingSettings,
        observer: any HostObserver
    ) throws(HostError) -> RecordingID {
        let recorder = try Recorder(
            settings,
            signals: signals,
            now: now,
            sinks: sinks,
            observer: observer
        )
        let id = RecordingID(number: nextNumber)
        do throws(SystemError) {
            try readiness.watch(recorder.descriptor, as: Self.token(id))
        } catch {
            throw .hostNotStarted(error)
        }
        try recorder.start()
        nextNumber += 1
        recorders.append((id, recorder))
        return id
    }

    /// Lets a recording end with the next turn, whatever it waits for; its programs go on.
    package func end(_ recording: RecordingID) { self[recording]?.stop() }

    /// Waits until there is something to do, and gives each recording that has something its turn.
    ///
    /// - Parameter limitMilliseconds: how long to wait at most; negative for any time.
    /// - Returns: the recordings that have ended with it.
    package func turn(limitMilliseconds: Int32 = -1) -> [Ended] {
        var pause = limitMilliseconds
        for (_, recorder) in recorders {
            guard let limit = recorder.waitMilliseconds else { continue }
            pause = pause < 0 ? limit : min(pause, limit)
        }
        let ready = Set(readiness.wait(limitMilliseconds: pause))
        let now = self.now()
        for (id, recorder) in recorders
        where recorder.nextTurn <= now || ready.contains(Self.token(id)) {
            recorder.takeTurn()
        }
        while let received = signals.next() {
            for (_, recorder) in recorders { recorder.take(received) }
        }
        return advanceEnds()
    }

    /// Goes on with the ends of recordings, none of which holds up the others.
    private func advanceEnds() -> [Ended] {
        let hearingCount = recorders.count(where: \.recorder.isHearing)
        let ended = recorders.compactMap { id, recorder in
            recorder.advanceEnd().map { Ended(recording: id, result: $0) }
        }
        recorders.removeAll { entry in ended.contains { $0.recording == entry.id } }
        // Who has something to say to one that hears no more must not keep the host awake.
        if recorders.contains(where: { !$0.recorder.isHearing }),
            recorders.count(where: \.recorder.isHearing) < hearingCount
        {
            watchAnew()
        }
        return ended
    }

    /// Watches only those that hear; where that cannot be, all as before.
    private func watchAnew() {
        guard let queue = try? ReadinessQueue() else { return }
        do throws(SystemError) {
            if let number = signals.descriptorNumber {
                try queue.watch(number, as: Self.signalToken)
            }
            for (id, recorder) in recorders where recorder.isHearing {
                try queue.watch(recorder.descriptor, as: Self.token(id))
            }
            readiness = queue
        } catch {
            return
        }
    }

    private static func token(_ id: RecordingID) -> UInt64 { UInt64(id.number) + 1 }

    /// Gives turns until a recording has ended.
    ///
    /// - Parameter recording: one that goes on.
    /// - Returns: what it came to; nil where it is none of those that go on.
    package func run(_ recording: RecordingID) -> RecordResult? {
        while self[recording] != nil {
            for ended in turn() where ended.recording == recording { return ended.result }
        }
        return nil
    }
}
