// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import CSide
internal import ProgramProtocol
internal import RingBuffer
internal import SideDescription
internal import SystemCalls

/// The part of Plume that lives in every instrumented program: it knows the program's events and
/// has an agent that talks to controllers.
///
/// Nothing here is on the path of an event, and no thread of the program opens a descriptor.
final class ProgramRuntime: @unchecked Sendable {
    // @unchecked because every stored property below the lock is only touched while it is held.

    static let shared = ProgramRuntime()

    let settings = RuntimeSettings.fromEnvironment()
    /// The number of the program's last request: whoever raises it wakes the agent.
    let requests = ProgressCounter()
    /// The number of the last request that the agent has passed on.
    let passedOn = ProgressCounter()
    /// The number of the last request that all controllers have answered.
    let settled = ProgressCounter()
    let lock = FutexLock()
    /// 1 while a thread forks, or waits for the lock to do so.
    let forks = ProgressCounter()
    /// How many threads want to announce events that a fork held up; forks wait for them.
    let loaders = ProgressCounter()
    var isStarted = false
    var events: [SideEvent] = []
    var isAgentRunning = false
    /// Whether there was one, in this process or in those that forked it.
    var wasReached = false
    /// Whether a controller is connected, so that its orders are worth waiting for.
    var hasController = false
    /// A controller that once let a program wait to the limit is not waited for again until it
    /// answers, so that a stopped controller costs the program one wait and not one for each event.
    var isImpatient = false
    var request: UInt32 = 0
    var snapshotRequest: UInt32 = 0
    /// How many threads are describing an event just now.
    var registeringCount = 0
    /// The memory of every channel that was ever offered, so that none is mapped twice: a child
    /// that connects by itself is offered what it inherited.
    var producers: SortedMap<FileIdentity, RingProducer> = [:]
    /// By channel, the memory that was offered to this process alone.
    var privateProducers: SortedMap<UInt32, RingProducer> = [:]
    /// Whether there are any; to ask the map would describe its type.
    var hasPrivateProducers = false
    /// By channel, what was the parent's alone: used until this process is offered its own.
    var inheritedProducers: SortedMap<UInt32, RingProducer> = [:]
    /// What cannot be recorded although the program describes it.
    var unrecordable = UnrecordableEvents()
    /// Raised when a context was registered that filters may ask for.
    var relinkRequest: UInt32 = 0
    /// By number of event, what counts it until its orders come; shorter than the events where
    /// nobody counts.
    var counters: [EventCounter?] = []
    /// When the program began to run without orders, by the monotonic clock.
    var beginNanoseconds: UInt64 = 0
    /// When the first orders came; nil before.
    var orderedNanoseconds: UInt64?
    /// Whether a controller has given orders.
    var isOrdered = false
    /// Whether this process records into what its parent was ordered to.
    var isRecordedAlready = false
    /// Whether controllers were told what was emitted before their orders.
    var hasTold = false
    /// How many events that was about.
    var toldCount = 0
    /// Whether the process ends and waits until all is told.
    var isLeaving = false
    /// How much that was, in all.
    var toldTotal: UInt64 = 0
    /// Where children find the controllers that connected to this process.
    var addresses: [String] = []
    /// Up to which request the program's state was told.
    var stateTold: UInt32 = 0
    /// Whether some recording keeps the newest events only.
    var hasFlightRecorder = false

    /// Announces an event that was described at run time, and waits for the controllers' orders.
    ///
    /// One of which nothing can be recorded is announced as such and stays off.
    func register(_ description: SideEventDescription) -> SideEvent {
        let problem = description.problem
        let event = SideEvent(problem == nil ? description : .unrecordable)
        guard settings.isOn else { return event }
        start()
        if problem == nil { SideTracer.show([event]) }
        lock.lock()
        registeringCount += 1
        defer {
            lock.lock()
            registeringCount -= 1
            lock.unlock()
        }
        var isNews = true
        if let problem {
            isNews = unrecordable.add(UnrecordableEvent(description, because: problem))
        } else {
            events.append(event)
        }
        // A child that was expected to end soon has something to tell after all.
        if !isAgentRunning { plume_side_start_listener() }
        let mustWake = isNews && isAgentRunning && hasController
        let mustWait = mustWake && !isImpatient
        if mustWake {
            request &+= 1
            beginCounting(events.count - 1..<events.count)
        }
        let request = request
        lock.unlock()
        if mustWake { requests.advance(to: request) }
        if mustWait { wait(for: request) }
        return event
    }

    /// Makes events known that the SIDE runtime has; called with its lock held.
    ///
    /// - Parameters:
    ///   - new: the events.
    ///   - others: those of which nothing can be recorded.
    ///   - mayWait: whether ``waitForOrders(_:)`` follows.
    /// - Returns: what to wait for; nil when the process is about to fork, which takes both locks
    ///   in the other order, and nothing was done.
    func announce(
        _ new: [SideEvent],
        others: [UnrecordableEvent],
        mayWait: Bool
    ) -> UInt32? {
        while !lock.tryLock() {
            if forks.value != 0 { return nil }
            let now = Clock.monotonicNanoseconds()
            // Nobody ever reaches the number: 20 microseconds pass between two looks.
            _ = forks.wait(for: .max, until: now &+ 20_000, now: Clock.monotonicNanoseconds)
        }
        if mayWait { registeringCount += 1 }
        events += new
        for other in others { _ = unrecordable.add(other) }
        let mustWake = isAgentRunning && hasController
        if mustWake {
            request &+= 1
            // Events that a controller finds when it is attached were there before it: whoever asks
            // whether they are recorded must not be told so by a counter.
            if mayWait || settings.control != nil {
                beginCounting(events.count - new.count..<events.count)
            }
        }
        let request = request
        lock.unlock()
        if mustWake { requests.advance(to: request) }
        return request
    }

    /// Waits for the orders of controllers that are connected and answer.
    func waitForOrders(_ request: UInt32) {
        lock.lock()
        let mustWait = isAgentRunning && hasController && !isImpatient
        lock.unlock()
        if mustWait { wait(for: request) }
        lock.lock()
        registeringCount -= 1
        lock.unlock()
    }

    /// Waits for the orders on everything that was announced until now.
    func waitForOrders() {
        lock.lock()
        let mustWait = isAgentRunning && hasController && !isImpatient
        let request = request
        lock.unlock()
        if mustWait { wait(for: request) }
    }

    /// Asks all controllers for a snapshot, and goes on when the agent has passed that on.
    func requestSnapshot() { ask { $0.snapshotRequest &+= 1 } }

    /// Lets the agent know that the program's state was told.
    func tellState(_ number: UInt32) {
        lock.lock()
        stateTold = number
        request &+= 1
        let request = request
        lock.unlock()
        requests.advance(to: request)
    }

    /// Whether some recording keeps the newest events only, so that state has to be told apart from
    /// what would overwrite it.
    var recordsOver: Bool {
        lock.lock()
        defer { lock.unlock() }
        return hasFlightRecorder
    }

    /// Lets filters know of a context that was registered, and goes on when they do.
    func relink() { ask { $0.relinkRequest &+= 1 } }

    /// Tells controllers of a context that cannot be recorded.
    func report(_ context: UnrecordableEvent) {
        lock.lock()
        let isNew = unrecordable.add(context)
        lock.unlock()
        if isNew { ask { _ in } }
    }

    /// Has the agent do something, and goes on when it is done.
    private func ask(_ raise: (ProgramRuntime) -> Void) {
        guard settings.isOn else { return }
        lock.lock()
        let mustWake = isAgentRunning && hasController
        if mustWake {
            raise(self)
            request &+= 1
        }
        let request = request
        lock.unlock()
        guard mustWake else { return }
        requests.advance(to: request)
        _ = passedOn.wait(
            for: request,
            until: Clock.monotonicNanoseconds() &+ settings.waitNanoseconds,
            now: Clock.monotonicNanoseconds
        )
    }

    /// Waits within the limit until the controllers have answered a request.
    func wait(for request: UInt32) {
        let isDone = settled.wait(
            for: request,
            until: Clock.monotonicNanoseconds() &+ settings.waitNanoseconds,
            now: Clock.monotonicNanoseconds
        )
        if isDone { return }
        lock.lock()
        isImpatient = true
        lock.unlock()
    }

    /// How the program introduces itself.
    static func hello(isRecordedAlready: Bool = false) -> ProgramHello {
        ProgramHello(
            ringLayoutVersion: RingGeometry.layoutVersion,
            process: UInt32(Process.id),
            hasRestartableSequences: RingProducer.isSupported,
            isRecordedAlready: isRecordedAlready,
            name: name(of: Process.executable),
            program: Process.executable
        )
    }
}

extension ProgramRuntime {
    /// What the program was called by, or else the name of its file.
    private static func name(of executable: String) -> String {
        // SAFETY: the C library's text stays where it is; the program may write another one there.
        let given = unsafe String(cString: plume_program_name())
        return given.isEmpty ? executable.split(separator: "/").last.map(String.init) ?? "" : given
    }
}
