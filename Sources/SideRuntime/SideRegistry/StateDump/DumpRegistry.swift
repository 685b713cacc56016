// SPDX-License-Identifier: Apache-2.0

internal import CSide

/// The parts of the program that can dump their state.
enum DumpRegistry {
    /// Who runs the requests of a part, with the ABI's numbers.
    enum Mode: UInt32 {
        /// The program, whenever it asks for them.
        case polling = 0
        /// A thread of the runtime.
        case agentThread = 1
    }

    /// Registers a part of the program.
    ///
    /// Its first request is for everybody. Where the agent's thread would run it, the caller does,
    /// so that it is done when this returns: a thread that started here could need locks that the
    /// caller holds, as in the constructor of a library. A program that polls runs it when it asks.
    ///
    /// Takes the lock of dumps and allocates.
    ///
    /// - Returns: what ``unregister(_:)`` takes; nil without memory, function or known mode.
    static func register(
        _ name: UnsafePointer<CChar>?,
        _ function: plume_side_dump_function?,
        _ mode: Mode?
    ) -> UnsafeMutablePointer<plume_side_dump>? {
        // SAFETY: the dump is not seen before it is complete.
        guard let name = unsafe name, let function = unsafe function, let mode,
            let dump = unsafe plume_side_allocate(UInt64(MemoryLayout<plume_side_dump>.size))?
                .assumingMemoryBound(to: plume_side_dump.self)
        else { return nil }
        unsafe dump.pointee.function = function
        unsafe dump.pointee.is_agents = mode == .agentThread ? 1 : 0
        unsafe dump.pointee.name = plume_side_copy_string(name)
        guard unsafe dump.pointee.name != nil, unsafe DumpQueue.reserve(dump) else {
            unsafe free(dump)
            return nil
        }
        unsafe DumpQueue.append(dump, 0)
        plume_side_lock_dumps()
        let registry = unsafe plume_side_get_registry()
        unsafe dump.pointee.next = registry.pointee.dumps
        unsafe registry.pointee.dumps = dump
        if mode == .agentThread { unsafe DumpRunner.runOne(dump) }
        plume_side_unlock_dumps()
        return unsafe dump
    }

    /// Forgets a part of the program, with its requests, and waits until none of them runs, unless
    /// its own function calls this.
    ///
    /// Takes the lock of dumps. What is not registered (any more) is ignored.
    static func unregister(_ handle: UnsafeMutableRawPointer?) {
        // SAFETY: the handle is compared before it is believed.
        plume_side_lock_dumps()
        guard let dump = unsafe remove(handle) else {
            plume_side_unlock_dumps()
            return
        }
        unsafe dump.pointee.count = 0
        if unsafe dump.pointee.runner == plume_side_this_thread() {
            unsafe dump.pointee.is_removed = 1
        } else {
            while unsafe dump.pointee.runner != nil { plume_side_wait_for_dumps() }
            unsafe free(dump)
        }
        plume_side_unlock_dumps()
    }

    /// The part of the program that a handle stands for; the caller holds the lock of dumps.
    static func find(
        _ handle: UnsafeMutableRawPointer?
    ) -> UnsafeMutablePointer<plume_side_dump>? {
        // SAFETY: only what is in the list is believed.
        var next = unsafe plume_side_get_registry().pointee.dumps
        while let dump = unsafe next {
            if unsafe UnsafeMutableRawPointer(dump) == handle { return unsafe dump }
            unsafe next = dump.pointee.next
        }
        return nil
    }

    /// Frees a part of the program that is not in the list.
    static func free(_ dump: UnsafeMutablePointer<plume_side_dump>) {
        // SAFETY: nobody else knows it any more.
        unsafe plume_side_free(dump.pointee.name)
        unsafe plume_side_free(dump.pointee.keys)
        unsafe plume_side_free(dump)
    }

    private static func remove(
        _ handle: UnsafeMutableRawPointer?
    ) -> UnsafeMutablePointer<plume_side_dump>? {
        // SAFETY: the caller holds the lock of dumps.
        let registry = unsafe plume_side_get_registry()
        var previous: UnsafeMutablePointer<plume_side_dump>?
        var next = unsafe registry.pointee.dumps
        while let dump = unsafe next {
            unsafe next = dump.pointee.next
            if unsafe UnsafeMutableRawPointer(dump) == handle {
                if let previous = unsafe previous {
                    unsafe previous.pointee.next = next
                } else {
                    unsafe registry.pointee.dumps = next
                }
                return unsafe dump
            }
            unsafe previous = dump
        }
        return nil
    }
}
