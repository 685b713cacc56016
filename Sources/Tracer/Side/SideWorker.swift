// SPDX-License-Identifier: Apache-2.0

/// The thread that waits for the SIDE runtime's lock so that the agent never does: who holds it may
/// be waiting for the agent.
///
/// It is started when it is first needed, and sleeps otherwise.
struct SideWorker: Sendable {
    private let requests = ProgressCounter()
    /// 1 while there is a thread.
    private let threads = ProgressCounter()

    /// Has the worker do its work, soon.
    func wake(_ work: @escaping @Sendable () -> Void) {
        let request = requests.raise()
        guard threads.exchange(1) == 0 else { return }
        let requests = requests
        let isStarted = AgentThread.start {
            var done = request
            while true {
                work()
                _ = requests.wait(for: done &+ 1, until: UInt64(Int64.max)) { 0 }
                done = requests.value
            }
        }
        // Without a thread the work waits for the next who wants it done.
        if !isStarted { _ = threads.exchange(0) }
    }

    /// There is no thread in the child of a fork.
    func forget() { _ = threads.exchange(0) }
}
