// SPDX-License-Identifier: Apache-2.0

internal import CPlume

/// Threads and process-wide hooks, which take C functions.
enum AgentThread {
    /// Whether the calling thread is one that was started here.
    static var isCurrent: Bool { plume_get_is_tracer_thread() != 0 }

    /// Starts a detached thread with all signals blocked; false when there is none to be had.
    static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        let box = unsafe Unmanaged.passRetained(Box(body))
        let status = unsafe plume_start_thread(
            { argument in
                guard let argument = unsafe argument else { return nil }
                plume_mark_tracer_thread()
                unsafe plume_name_thread("plume-agent")
                // SAFETY: the argument is the box retained below, taken exactly once.
                unsafe Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            },
            box.toOpaque()
        )
        if status != 0 { unsafe box.release() }
        return status == 0
    }

    private final class Box: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }
}
