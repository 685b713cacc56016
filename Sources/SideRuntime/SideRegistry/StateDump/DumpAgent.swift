// SPDX-License-Identifier: Apache-2.0

internal import CSide

/// The thread that runs the requests of parts of the program which do not do it themselves.
///
/// It exists only while there are such requests, so a program that nobody asks has no thread more.
enum DumpAgent {
    /// Starts the thread unless there is one; false when that cannot be.
    ///
    /// The caller holds the lock of dumps, and adds requests before it gives it back.
    static func start() -> Bool {
        // SAFETY: the registry is a static variable.
        let registry = unsafe plume_side_get_registry()
        if unsafe registry.pointee.agent != nil { return true }
        guard plume_side_start_agent() != 0 else { return false }
        // The thread puts its own name here as soon as it has the lock.
        unsafe registry.pointee.agent = UnsafeMutableRawPointer(registry)
        return true
    }

    /// Runs all requests, and those that come meanwhile, in the order in which they came to a part.
    static func run() {
        // SAFETY: a part is looked for anew after each request, which may have freed any.
        plume_side_lock_dumps()
        let registry = unsafe plume_side_get_registry()
        unsafe registry.pointee.agent = plume_side_this_thread()
        while true {
            while unsafe registry.pointee.is_forking != 0 { plume_side_wait_for_dumps() }
            guard plume_side_get_stage() == PLUME_SIDE_OWN.rawValue else { break }
            if let dump = unsafe nextWithRequest() {
                if unsafe registry.pointee.is_apart != 0 { plume_side_leave_sequences() }
                unsafe DumpRunner.runOne(dump)
            } else if isHeldUp {
                // Another thread runs the part's first request, and announces its end.
                plume_side_wait_for_dumps()
            } else {
                break
            }
        }
        unsafe registry.pointee.agent = nil
        plume_side_announce_dumps()
        plume_side_unlock_dumps()
    }

    /// Whether the thread has something to do; the caller holds the lock of dumps.
    static var hasRequests: Bool { unsafe nextWithRequest() != nil }

    /// Whether a request waits for a part that another thread runs; the caller holds the lock.
    private static var isHeldUp: Bool {
        // SAFETY: the caller holds the lock of dumps.
        var next = unsafe plume_side_get_registry().pointee.dumps
        while let dump = unsafe next {
            if unsafe dump.pointee.is_agents != 0 && dump.pointee.count > 0 { return true }
            unsafe next = dump.pointee.next
        }
        return false
    }

    private static func nextWithRequest() -> UnsafeMutablePointer<plume_side_dump>? {
        // SAFETY: the caller holds the lock of dumps.
        var next = unsafe plume_side_get_registry().pointee.dumps
        while let dump = unsafe next {
            if unsafe dump.pointee.is_agents != 0 && dump.pointee.count > 0
                && dump.pointee.runner == nil
            {
                return unsafe dump
            }
            unsafe next = dump.pointee.next
        }
        return nil
    }
}

/// What the agent's thread runs.
@c(plume_side_agent_main)
public func runAgent() { DumpAgent.run() }
