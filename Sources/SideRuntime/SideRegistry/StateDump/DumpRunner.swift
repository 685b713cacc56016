// SPDX-License-Identifier: Apache-2.0

internal import CSide

/// Runs requests for state dumps, on whatever thread asks for it.
enum DumpRunner {
    /// Runs the oldest request of a part of the program, if there is one: the event that says so,
    /// the program's function, the event that ends it, all under the request's key.
    ///
    /// The caller holds the lock of dumps, which is given back meanwhile. Requests of one part
    /// never run at the same time: whoever comes while one does leaves the others to its thread.
    ///
    /// - Returns: whether the part is still registered, so that its address means something.
    @discardableResult
    static func runOne(_ dump: UnsafeMutablePointer<plume_side_dump>) -> Bool {
        // SAFETY: a part with a runner is not freed by anybody else.
        guard unsafe dump.pointee.runner == nil, var key = unsafe DumpQueue.takeFirst(dump) else {
            return true
        }
        unsafe dump.pointee.runner = plume_side_this_thread()
        unsafe dump.pointee.running_key = key
        plume_side_unlock_dumps()
        unsafe plume_side_emit_own(0, dump.pointee.name, key)
        unsafe dump.pointee.function(&key)
        unsafe plume_side_emit_own(1, dump.pointee.name, dump.pointee.running_key)
        plume_side_lock_dumps()
        unsafe dump.pointee.runner = nil
        let isRemoved = unsafe dump.pointee.is_removed != 0
        if isRemoved { unsafe DumpRegistry.free(dump) }
        plume_side_announce_dumps()
        return !isRemoved
    }
}
