// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

extension Runtime {
    /// Starts the thread that waits for controllers, if there is anything to wait for.
    ///
    /// It sleeps in the kernel until somebody speaks, so an idle program has no wake-ups.
    func startAgentIfNeeded() {
        guard !isAgentRunning, listener != nil || !connections.isEmpty else { return }
        isAgentRunning = AgentThread.start { Runtime.shared.runAgent() }
    }

    private func runAgent() {
        while true {
            lock.lock()
            var descriptors = connections.map { $0.socket.descriptor.rawValue }
            if let listener { descriptors.append(listener.descriptor.rawValue) }
            if descriptors.isEmpty { isAgentRunning = false }
            lock.unlock()
            if descriptors.isEmpty { return }
            _ = Poll.readable(descriptors, limitMilliseconds: -1)
            lock.lock()
            serveControllers()
            lock.unlock()
        }
    }

    private func serveControllers() {
        for connection in connections { receiveMessages(from: connection) }
        while let socket = listener?.accept() {
            let deadline = Clock.monotonicNanoseconds() &+ settings.waitNanoseconds
            _ = open(socket, until: deadline)
        }
    }
}
