// SPDX-License-Identifier: Apache-2.0

internal import CSide

/// Starts the runtime unless something did before; the constructor of its library calls it.
///
/// Allocates the counters of the readers. A copy of the runtime that finds another one in the
/// process does nothing more, and passes on what it is asked.
@c(plume_side_init)
public func startRuntime() { _ = plume_side_start() }

/// Ends the runtime for good; the destructor of its library calls it.
///
/// No callback runs afterwards, and all functions do nothing and say so. It waits a second at most
/// for callbacks and state dumps that run; when they do not end, what they use is not freed.
@c(plume_side_exit)
public func exitRuntime() {
    guard plume_side_leave() else { return }
    // SAFETY: other threads may be inside of the runtime, so each part is freed under its lock,
    // and nothing at all where that cannot be had.
    let registry = unsafe plume_side_get_registry()
    if plume_side_try_lock_events() != 0 {
        // A notification that exits walks these lists when this returns.
        var mustWait = false
        let isNested = plume_side_event_lock_depth() > 1
        var next = unsafe registry.pointee.batches
        while let batch = unsafe next {
            unsafe next = batch.pointee.next
            if unsafe EventBatches.removeCallbacks(of: batch) { mustWait = true }
            if !isNested { unsafe EventBatches.free(batch) }
        }
        if !isNested {
            unsafe registry.pointee.batches = nil
            var listener = unsafe registry.pointee.listeners
            while let current = unsafe listener {
                unsafe listener = current.pointee.next
                unsafe plume_side_free(current)
            }
            unsafe registry.pointee.listeners = nil
        }
        plume_side_unlock_events()
        if mustWait { RetiredTables.reclaim(limit: 1000) }
    }
    exitDumps()
}

/// Forgets all parts of the program that no thread is in the middle of.
private func exitDumps() {
    // SAFETY: as above.
    guard plume_side_try_lock_dumps() != 0 else { return }
    let registry = unsafe plume_side_get_registry()
    let thread = unsafe plume_side_this_thread()
    while let agent = unsafe registry.pointee.agent, unsafe agent != thread {
        if plume_side_wait_for_dumps_at_most(1000) == 0 { break }
    }
    var next = unsafe registry.pointee.dumps
    unsafe registry.pointee.dumps = nil
    while let dump = unsafe next {
        unsafe next = dump.pointee.next
        if unsafe dump.pointee.runner == nil { unsafe DumpRegistry.free(dump) }
    }
    plume_side_unlock_dumps()
}

/// Makes the runtime's own events known, first of all.
@c(plume_side_did_start)
public func registerOwnEvents() {
    // SAFETY: the array is a constant.
    _ = unsafe EventBatches.register(
        plume_side_own_events(),
        count: UInt32(PLUME_SIDE_OWN_EVENT_COUNT)
    )
}
