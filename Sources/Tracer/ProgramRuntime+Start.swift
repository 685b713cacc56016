// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import CSide
internal import ProgramProtocol
internal import SideDescription
internal import SystemCalls

/// Called by a constructor of the C library before `main`.
@c(plume_runtime_start)
public func startRuntime() {
    ProgramRuntime.shared.start()
}

/// Called by the listener's thread when a controller connects to a program that nobody recorded; by
/// its name, where the listener is that of `libside.so.0`.
@c(plume_tracer_answer)
public func answerController(_ event: Int32, _ listener: Int32, _ connection: Int32) {
    ProgramRuntime.shared.answer(event: event, listener: listener, connection: connection)
}

/// Called by a destructor, after those of the program.
@c(plume_runtime_end)
public func endRuntime() {
    ProgramRuntime.shared.tellLateCounts()
}

extension ProgramRuntime {
    /// Makes the program's events known and lets a controller that waits for them give its orders,
    /// all before the first line of the program runs.
    ///
    /// Constructors that describe events may come before the library's own: the first of them
    /// starts the runtime.
    func start() {
        guard settings.isOn else { return }
        lock.lock()
        let mustStart = !isStarted
        isStarted = true
        if mustStart { events = SideEvent.loadSection() }
        let events = events
        lock.unlock()
        guard mustStart else { return }
        SideTracer.show(events)
        let isExpected = settings.control != nil || Directory.kind(of: Self.daemonSocket) != nil
        guard isExpected || settings.isAttachable else { return }
        installHooks()
        SideTracer.shared.claim()
        if settings.isAttachable {
            plume_side_want_listener { answerController($0, $1, $2) }
        }
        guard isExpected else { return plume_side_start_listener() }
        // Before the agent, so that it announces the events of the SIDE runtime with the others and
        // one wait is enough.
        SideTracer.shared.start()
        lock.lock()
        beginNanoseconds = Clock.monotonicNanoseconds()
        startAgent(isExpected: true)
        let mustCount = isAgentRunning
        if mustCount { beginCounting(0..<self.events.count) }
        // What a library of C programs brings the tracer into has no events yet, and no orders to
        // wait for: each event that comes is waited for.
        // SAFETY: the table is only looked for.
        let isBrought = unsafe plume_side_get_foreign() != nil
        let mustWait = mustCount && (!self.events.isEmpty || !isBrought)
        let request = request
        lock.unlock()
        if mustWait {
            SideTracer.shared.followNow()
            wait(for: request)
            SideTracer.shared.followNow()
        }
    }

    /// Lets the calling thread, which listened so far, be the agent.
    fileprivate func answer(event: Int32, listener: Int32, connection: Int32) {
        plume_mark_tracer_thread()
        lock.lock()
        request &+= 1
        requests.advance(to: request)
        hasController = true
        wasReached = true
        isAgentRunning = true
        lock.unlock()
        ControllerAgent.answer(
            self,
            event: event,
            listener: listener,
            connection: connection
        )
        agentEnded()
    }

    /// Starts the thread that talks to controllers; the lock is held.
    private func startAgent(isExpected: Bool) {
        request &+= 1
        requests.advance(to: request)
        hasController = isExpected
        wasReached = true
        isAgentRunning = AgentThread.start { ControllerAgent.run(ProgramRuntime.shared) }
        if !isAgentRunning, settings.control != nil {
            sendFailure("no thread could be started for the tracer")
        }
    }

    private static var daemonSocket: String { RuntimeDirectory.path() + "/daemon.socket" }

    /// Where controllers wait for this process: the one that started the program, or else the
    /// daemon, and those that connected to the process that forked this one.
    func controllerPaths() -> [String] {
        lock.lock()
        defer { lock.unlock() }
        return [settings.control ?? Self.daemonSocket] + addresses
    }

    /// Whether the controller that started the program was there and is not any more.
    static var isControllerGone: Bool {
        guard let path = shared.settings.control else { return false }
        do throws(SystemError) {
            _ = try MessageSocket.connect(to: path)
            return false
        } catch {
            return error.errno == .connectionRefused
        }
    }

    /// There is nobody to talk to, now or later.
    func agentEnded() {
        lock.lock()
        isAgentRunning = false
        hasController = false
        _ = stopCounting(0..<counters.count)
        lock.unlock()
        passedOn.advance(to: .max)
        settled.advance(to: .max)
    }

    /// Goes on without an agent.
    func stay(untraced reason: String) {
        sendFailure(reason)
        agentEnded()
    }

    /// Tells the controller why this program will be missing, on a connection that ends at once.
    private func sendFailure(_ reason: String) {
        let path = settings.control ?? Self.daemonSocket
        guard case .connected(let socket) = ControllerAddress.connect(to: path) else { return }
        let connection = ControllerConnection(socket, isExpected: true, firstCounted: 0)
        connection.send(.hello(Self.hello()))
        connection.send(.failed(channel: 0, reason: reason))
    }

    private func installHooks() {
        _ = plume_at_fork(
            { ProgramRuntime.shared.prepareFork() },
            { ProgramRuntime.shared.resumeParent() },
            { ProgramRuntime.shared.becomeChild() }
        )
        plume_at_exit { plume_side_end_listener() }
        plume_at_exit { ProgramRuntime.shared.tellCounts() }
    }

    /// Takes the lock, and before that lets other threads finish what waits for a controller.
    ///
    /// A global that is being initialised in another thread stays so in the child for ever. Without
    /// tracing that takes a microsecond; here it may take as long as a controller's answer.
    private func prepareFork() {
        plume_side_judge_children()
        let begin = Clock.monotonicNanoseconds()
        _ = forks.exchange(1)
        lock.lock()
        _ = forks.exchange(1)
        while registeringCount > 0 || loaders.value > 0, !isImpatient {
            lock.unlock()
            let now = Clock.monotonicNanoseconds()
            // Between two looks 50 microseconds pass; nobody ever reaches the number.
            _ = settled.wait(for: .max, until: now &+ 50_000, now: Clock.monotonicNanoseconds)
            lock.lock()
            _ = forks.exchange(1)
            if now &- begin > settings.waitNanoseconds { return }
        }
    }

    private func resumeParent() {
        _ = forks.exchange(0)
        lock.unlock()
        SideTracer.shared.follow()
    }

    /// The child keeps recording into the rings it inherited, under its own identity, and gets an
    /// agent of its own, or where nobody records a listener if it is expected to live.
    ///
    /// The parent's threads and the agent's table of descriptors do not exist here. Other threads
    /// may have left locks taken, so nothing here does more than start a thread; should that one
    /// hang, the program waits for it no longer than for a controller that does not answer.
    private func becomeChild() {
        plume_forget_thread_identity()
        _ = forks.exchange(0)
        SideTracer.shared.becomeChild()
        plume_side_forget_listener()
        let isShortLived = plume_side_expects_short_life()
        registeringCount = 0
        guard wasReached else {
            // A recording has left nothing to look after, and what a child does not touch need not
            // be copied for it.
            if !isShortLived { plume_side_start_listener() }
            return lock.unlock()
        }
        if hasPrivateProducers { inheritProducers() }
        forgetCounts()
        let isExpected = settings.control != nil || !addresses.isEmpty
        if isAgentRunning && (hasController || isExpected) {
            startAgent(isExpected: isExpected)
        } else {
            isAgentRunning = false
            if !isShortLived { plume_side_start_listener() }
        }
        lock.unlock()
    }

    /// Notes the producers of the parent's own buffers.
    ///
    /// Apart from the rest, because a first use of such a type makes the description of the type,
    /// which every child whose parent was not recorded would do anew: that takes as long as a fork.
    @inline(never)
    private func inheritProducers() {
        inheritedProducers.merge(privateProducers)
        privateProducers = [:]
        hasPrivateProducers = false
    }
}
