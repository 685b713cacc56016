// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import SideRuntime
internal import SystemCalls

/// Called by a constructor of the C library before `main`.
@c(plume_runtime_start)
public func startRuntime() {
    Runtime.shared.start()
}

extension Runtime {
    /// Makes the program's events known and lets a controller that waits for them give its orders,
    /// all before the first line of the program runs.
    func start() {
        guard settings.isOn else { return }
        lock.lock()
        events = SideEvent.loadSection()
        installHooks()
        connect()
        if settings.isAttachable { listener = ProgramListener() }
        startAgentIfNeeded()
        lock.unlock()
    }

    /// Connects to the controller that started the program, or else to the daemon, and waits for
    /// its orders within the limit.
    private func connect() {
        let deadline = Clock.monotonicNanoseconds() &+ settings.waitNanoseconds
        let path = settings.control ?? RuntimeDirectory.path() + "/daemon.socket"
        guard let socket = try? MessageSocket.connect(to: path),
            let peer = try? socket.peer(), peer.user == 0 || peer.user == Process.user
        else { return }
        let connection = open(socket, until: deadline)
        while connection.done.value < connection.sequence, !connection.isClosed {
            let now = Clock.monotonicNanoseconds()
            guard now < deadline else {
                connection.isSlow = true
                return
            }
            let milliseconds = Int32((deadline - now) / 1_000_000) + 1
            _ = Poll.readable(
                [connection.socket.descriptor.rawValue],
                limitMilliseconds: milliseconds
            )
            receiveMessages(from: connection)
        }
    }

    /// Gives the child of a fork connections of its own; the lock is held.
    ///
    /// It happens when the child first describes an event, and not in the fork itself, where other
    /// threads of the parent may have left any lock of the process taken.
    func reconnect() {
        mustReconnect = false
        connect()
        if settings.isAttachable { listener = ProgramListener() }
        startAgentIfNeeded()
    }

    private func installHooks() {
        _ = plume_at_fork(
            { Runtime.shared.lock.lock() },
            { Runtime.shared.lock.unlock() },
            { Runtime.shared.becomeChild() }
        )
        plume_at_exit { Runtime.shared.listener?.removeName() }
    }

    /// The child keeps recording into the rings it inherited and closes its numbers of its parent's
    /// sockets.
    private func becomeChild() {
        plume_forget_thread_identity()
        connections.removeAll()
        listener = nil
        isAgentRunning = false
        mustReconnect = true
        lock.unlock()
    }
}
