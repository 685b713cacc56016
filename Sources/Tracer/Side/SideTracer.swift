// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import CSide
internal import ProgramProtocol
internal import SideDescription
internal import SideRuntime
internal import SystemCalls

/// Plume as a tracer of the SIDE ABI: it knows the events that the program and its libraries
/// register, and is called back for those that somebody records.
///
/// Everything below is touched only within notifications of the SIDE runtime, which it gives with a
/// lock held. The runtime's own lock is never waited for there, because a fork takes both in the
/// other order.
final class SideTracer: @unchecked Sendable {
    // @unchecked because of the rule above.

    static let shared = SideTracer()

    /// An event that is registered now.
    @safe
    private struct Event {
        let event: SideEvent
        let description: SideEventDescription
        @unsafe let target: UnsafeMutablePointer<SideTarget>
        var isCalledBack = false
    }

    /// An event that was registered before.
    private struct Gone {
        let event: SideEvent
        let description: SideEventDescription
    }

    /// By the address of the description.
    private var present: SortedMap<UInt, Event> = [:]
    /// Events that are gone, for those with the same description that may come again.
    private var gone: SortedMap<String, [Gone]> = [:]
    private var unannounced: [SideEvent] = []
    /// Those of which nothing can be recorded.
    private var unrecordable: [UnrecordableEvent] = []
    /// Events of the runtime itself, which say nothing where there are no others.
    private var held: [SideEvent] = []
    /// Raised whenever an event comes: more than 0 tells threads without the lock of work.
    private let arrivals = ProgressCounter()
    /// How often the state was asked for, and up to which request the parts know of it.
    private let dumps = ProgressCounter()
    private let passedOn = ProgressCounter()
    private let worker = SideWorker()
    /// 1 while a fork keeps events from being announced.
    private let heldUp = ProgressCounter()
    private var key: UInt64 = 0
    private var isStarted = false
    /// Whether this tracer is the one of the process that records everybody's events.
    private var hasClaim = false

    /// Says that this tracer is there, before a library's listener thinks that there is none.
    ///
    /// Where the process has the runtime of another project and that one would harm it, the events
    /// that come there stay unrecorded, and controllers are told so.
    func claim() {
        hasClaim = plume_side_claim_recording()
        // SAFETY: both texts stay as they are as long as the process lives.
        guard !hasClaim, let fault = unsafe plume_side_other_fault(),
            let file = unsafe plume_side_other_file()
        else { return }
        ProgramRuntime.shared.report(
            UnrecordableEvent(
                .runtime,
                provider: "",
                name: unsafe String(cString: file),
                reason: unsafe String(cString: fault)
            )
        )
    }

    /// Listens to the SIDE runtime, the first time.
    ///
    /// The agent's thread calls it when the first controller is there, before it announces events.
    func start() {
        if isStarted { return }
        isStarted = true
        // Another tracer of Plume in this process records the events of everybody.
        guard hasClaim else { return }
        // SAFETY: the place is this function's.
        _ = unsafe requestKey(&key)
        _ = unsafe registerNotification(
            { kind, events, count, _ in
                unsafe SideTracer.shared.notice(kind, events, count)
            },
            nil
        )
        plume_side_set_settle { SideTracer.shared.settle() }
    }

    /// Goes on announcing what a fork held up, in the thread that registered it.
    ///
    /// The thread holds no lock here, so the fork can end; its program goes on when its events are
    /// recorded, or when a controller would not be waited for any longer.
    private func settle() {
        guard plume_take_held_up() != 0, !AgentThread.isCurrent else { return }
        let runtime = ProgramRuntime.shared
        let deadline = Clock.monotonicNanoseconds() &+ runtime.settings.waitNanoseconds
        _ = runtime.loaders.raise()
        while heldUp.value != 0, Clock.monotonicNanoseconds() < deadline {
            followNow()
            if heldUp.value == 0 { break }
            // Nobody reaches the number: 50 microseconds pass.
            let now = Clock.monotonicNanoseconds()
            _ = heldUp.wait(for: .max, until: now &+ 50_000, now: Clock.monotonicNanoseconds)
        }
        runtime.loaders.lower()
        _ = plume_take_held_up()
        // The worker may have announced them, which waits for nobody.
        runtime.waitForOrders()
        followNow()
    }

    /// Lets other tracers of the process know of Plume's own events.
    static func show(_ events: [SideEvent]) {
        guard !events.isEmpty else { return }
        let array = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: events.count)
        // SAFETY: the array has room for all, and the runtime may keep it: it is never freed.
        for (index, event) in events.enumerated() {
            unsafe (array + index).initialize(to: event.liveDescription)
        }
        _ = unsafe registerEvents(array, UInt32(clamping: events.count))
    }

    /// Has callbacks follow what is recorded, in a thread that may wait for the SIDE runtime's
    /// lock.
    func follow() {
        if arrivals.value > 0 { worker.wake { SideTracer.shared.work() } }
    }

    /// Has all parts of the program tell their state, once callbacks follow what is recorded.
    ///
    /// - Returns: the number that ``ProgramRuntime/stateTold`` reaches when they have; nil
    ///   where there is nothing to tell.
    @discardableResult
    func dumpState() -> UInt32? {
        guard arrivals.value > 0 else { return nil }
        let number = dumps.raise()
        follow()
        return number
    }

    /// A part of the program can tell its state.
    func expectDumps() { _ = arrivals.raise() }

    /// What the worker does.
    private func work() {
        followNow()
        let wanted = dumps.value
        guard wanted != passedOn.value else { return }
        passedOn.advance(to: wanted)
        let runtime = ProgramRuntime.shared
        _ = runtime.recordsOver ? requestDumpApart(key) : requestDump(key)
        // Parts that never end are not waited for: whoever asked has a limit of its own.
        let limit = Clock.monotonicNanoseconds() &+ Self.dumpNanoseconds
        while countDumps(key) > 0 {
            guard Clock.monotonicNanoseconds() < limit else { return }
            Clock.sleep(nanoseconds: 500_000)
        }
        runtime.tellState(wanted)
    }

    /// How long the parts of the program are waited for.
    private static let dumpNanoseconds: UInt64 = 1_000_000_000

    /// Has callbacks follow what is recorded, in the calling thread.
    func followNow() {
        // A listener is told of all events with the lock held, which is all that is wanted here.
        // SAFETY: the function keeps none of what it is given.
        let handle = unsafe registerNotification(
            { kind, _, _, _ in if kind == 0 { SideTracer.shared.announce() } },
            nil
        )
        unsafe unregisterNotification(handle)
    }

    /// The child of a fork has no other threads.
    func becomeChild() {
        worker.forget()
        _ = ProgramRuntime.shared.loaders.exchange(0)
    }

    private func notice(
        _ kind: UInt32,
        _ events: UnsafePointer<UnsafeMutableRawPointer?>?,
        _ count: UInt32
    ) {
        guard let events = unsafe events else { return }
        // Swift ends a program that finds no memory; events that come now stay unrecorded.
        if kind == 0, plume_has_memory(ControllerAgent.reservedBytes) == 0 { return }
        for index in 0..<Int(count) {
            // SAFETY: the runtime vouches for the array; entries without an event are null.
            guard let place = unsafe events[index] else { continue }
            let description = UnsafeRawPointer(place)
            if kind == 0 { unsafe add(description) } else { unsafe remove(description) }
        }
        if kind == 0 { announce() }
    }

    /// Makes a registered event known; one that cannot be recorded is known as such.
    @unsafe
    private func add(_ place: UnsafeRawPointer) {
        let address = UInt(bitPattern: place)
        guard present[address] == nil,
            unsafe place.number(SideLayout.Description.flags, as: UInt64.self)
                & SideEvent.directFlag == 0
        else { return }
        let compiled: SideEventCompiler.Result
        do throws(SideCompilerError) {
            compiled = try unsafe SideEventCompiler.compile(place)
        } catch {
            return unsafe leaveOut(place, error)
        }
        let event: SideEvent
        if let known = takeGone(compiled.description) {
            event = known
        } else {
            event = SideEvent(compiled.description)
            if compiled.description.provider == "side" {
                held.append(event)
            } else {
                unannounced.append(event)
            }
        }
        let target = UnsafeMutablePointer<SideTarget>.allocate(capacity: 1)
        // SAFETY: the target is initialised before anybody sees it.
        unsafe target.initialize(
            to: SideTarget(
                state: event.state,
                steps: compiled.steps,
                count: compiled.fieldCount,
                isVariadic: compiled.isVariadic
            )
        )
        present[address] = unsafe Event(
            event: event,
            description: compiled.description,
            target: target
        )
        // The runtime's own events are there always, and alone no reason for a thread.
        if compiled.description.provider != "side" { _ = arrivals.raise() }
    }

    /// Notes an event of which nothing can be recorded.
    @unsafe
    private func leaveOut(_ place: UnsafeRawPointer, _ error: SideCompilerError) {
        // SAFETY: as when it was compiled; the runtime takes no event with a shorter description.
        let event = UnrecordableEvent(
            provider: unsafe SideText.read(place.address(SideLayout.Description.provider)),
            name: unsafe SideText.read(place.address(SideLayout.Description.name)),
            logLevel: unsafe place.number(SideLayout.Description.logLevel, as: UInt32.self),
            reason: error.reason
        )
        if event.provider != "side" { unrecordable.append(event) }
    }

    /// Forgets an event; the runtime itself takes its callbacks away.
    @unsafe
    private func remove(_ place: UnsafeRawPointer) {
        guard let event = present.removeValue(forKey: UInt(bitPattern: place)) else { return }
        gone[event.description.fullName, default: []].append(
            Gone(event: event.event, description: event.description)
        )
    }

    /// An event of the same description that is gone, if there is one.
    private func takeGone(_ description: SideEventDescription) -> SideEvent? {
        let name = description.fullName
        guard let index = gone[name]?.firstIndex(where: { $0.description == description }) else {
            return nil
        }
        return gone[name]?.remove(at: index).event
    }

    /// Tells controllers of new events and, in a thread of the program, waits for their orders.
    private func announce() {
        if arrivals.value > 0 {
            unannounced += held
            held = []
        }
        if !unannounced.isEmpty || !unrecordable.isEmpty {
            let mayWait = !AgentThread.isCurrent
            let request = ProgramRuntime.shared.announce(
                unannounced,
                others: unrecordable,
                mayWait: mayWait
            )
            if let request {
                unannounced = []
                unrecordable = []
                _ = heldUp.exchange(0)
                if mayWait { ProgramRuntime.shared.waitForOrders(request) }
            } else {
                // A fork is going on. The thread goes on when it holds no lock, or else the worker.
                _ = heldUp.exchange(1)
                plume_set_held_up()
                worker.wake { SideTracer.shared.work() }
            }
        }
        followPresent()
    }

    /// Has callbacks for the events that somebody records, and for no others.
    private func followPresent() {
        for (address, event) in present {
            let isWanted = unsafe plume_event_targets(event.event.state) != nil
            guard isWanted != event.isCalledBack,
                let place = unsafe UnsafeRawPointer(bitPattern: address)
            else { continue }
            // Without memory for a callback the event stays as it was until the next change.
            if unsafe setCallback(place, event.target, isWanted) {
                present[address]?.isCalledBack = isWanted
            }
        }
    }

    @unsafe
    private func setCallback(
        _ place: UnsafeRawPointer,
        _ target: UnsafeMutablePointer<SideTarget>,
        _ isWanted: Bool
    ) -> Bool {
        let own = UnsafeMutableRawPointer(target)
        // SAFETY: the event is registered while the lock is held, and the target is never freed.
        guard unsafe target.pointee.isVariadic else {
            return unsafe isWanted
                ? registerCallback(place, SideEmission.receive, own, key) == 0
                : unregisterCallback(place, SideEmission.receive, own, key) == 0
        }
        let function = unsafe unsafeBitCast(
            SideEmission.receiveVariadic,
            to: plume_side_function.self
        )
        return unsafe isWanted
            ? registerVariadicCallback(place, function, own, key) == 0
            : unregisterVariadicCallback(place, function, own, key) == 0
    }
}
