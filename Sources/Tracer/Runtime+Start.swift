// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import CSide
internal import ControlProtocol
internal import SideDescription
internal import SideRuntime
internal import SystemCalls

/// Called by a constructor of the C library before `main`.
@c(plume_runtime_start)
public func startRuntime() {
    Runtime.shared.start()
}

/// Called by the listener's thread when a controller connects to a program that nobody recorded; by
/// its name, where the listener is that of `libside.so.0`.
@c(plume_tracer_answer)
public func answerController(_ event: Int32, _ listener: Int32, _ connection: Int32) {
    Runtime.shared.answer(event: event, listener: listener, connection: connection)
}

extension Runtime {
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
        lock.lock()
        startAgent()
        let mustWait = isAgentRunning
        let request = request
        lock.unlock()
        if mustWait {
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
    private func startAgent() {
        request &+= 1
        requests.advance(to: request)
        hasController = true
        isAgentRunning = AgentThread.start { ControllerAgent.run(Runtime.shared) }
        if !isAgentRunning, settings.control != nil {
            sendFailure("no thread could be started for the tracer")
        }
    }

    private static var daemonSocket: String { RuntimeDirectory.path() + "/daemon.socket" }

    /// Connects to the controller that started the program, or else to the daemon.
    static func connectToController() -> MessageSocket? {
        let path = shared.settings.control ?? daemonSocket
        guard let socket = try? MessageSocket.connect(to: path),
            let peer = try? socket.peer(), peer.user == 0 || peer.user == Process.user
        else { return nil }
        return socket
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
        guard let socket = Self.connectToController() else { return }
        let connection = ControllerConnection(socket)
        connection.send(.hello(Self.hello()))
        connection.send(.failed(channel: 0, reason: reason))
    }

    private func installHooks() {
        _ = plume_at_fork(
            { Runtime.shared.prepareFork() },
            { Runtime.shared.resumeParent() },
            { Runtime.shared.becomeChild() }
        )
        plume_at_exit { plume_side_end_listener() }
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
        inheritedProducers.merge(privateProducers)
        privateProducers = [:]
        let isRecorded = hasController || settings.control != nil
        if isAgentRunning && isRecorded {
            startAgent()
        } else {
            isAgentRunning = false
            if !isShortLived { plume_side_start_listener() }
        }
        lock.unlock()
    }
}
