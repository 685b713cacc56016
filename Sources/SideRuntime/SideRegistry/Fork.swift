// SPDX-License-Identifier: Apache-2.0

internal import CSide

// The child of fork has a copy of all memory and one thread. So the runtime is brought to a point
// at which a copy can be used. No wait lasts longer than a second: a program that forks at a moment
// at which the runtime cannot be brought there is not stopped, its child goes without.

/// Before fork: holds the locks, and keeps the agent's thread between two requests.
@c(plume_side_prepare_fork)
public func prepareFork() {
    // SAFETY: the registry is a static variable.
    let registry = unsafe plume_side_get_registry()
    let hasEvents = plume_side_try_lock_events() != 0
    let hasDumps = plume_side_try_lock_dumps() != 0
    plume_side_set_fork_prepared(hasEvents && hasDumps ? 1 : 0)
    guard hasEvents && hasDumps else {
        if hasEvents { plume_side_unlock_events() }
        if hasDumps { plume_side_unlock_dumps() }
        return
    }
    unsafe registry.pointee.is_forking += 1
    while unsafe isAgentBusy(registry) {
        if plume_side_wait_for_dumps_at_most(1000) == 0 { break }
    }
}

/// After fork, in the parent.
@c(plume_side_resume_parent)
public func resumeParent() {
    // SAFETY: as above.
    let registry = unsafe plume_side_get_registry()
    guard plume_side_is_fork_prepared() != 0 else { return }
    unsafe registry.pointee.is_forking -= 1
    plume_side_announce_dumps()
    plume_side_unlock_dumps()
    plume_side_unlock_events()
}

/// After fork, in the child: takes up the requests that other threads had begun.
@c(plume_side_resume_child)
public func resumeChild() {
    // SAFETY: as above; there is one thread.
    let registry = unsafe plume_side_get_registry()
    plume_side_reset_locks_in_child()
    unsafe plume_side_reset_readers_in_child(plume_side_get_readers())
    guard plume_side_is_fork_prepared() != 0 else {
        _ = plume_side_leave()
        return
    }
    unsafe registry.pointee.is_forking = 0
    let thread = unsafe plume_side_this_thread()
    var next = unsafe registry.pointee.dumps
    while let dump = unsafe next {
        unsafe next = dump.pointee.next
        if unsafe dump.pointee.runner == nil || dump.pointee.runner == thread { continue }
        unsafe dump.pointee.runner = nil
        unsafe DumpQueue.putBack(dump, dump.pointee.running_key)
    }
    // A state dump that forks goes on in the child, on what was the agent's thread.
    if unsafe registry.pointee.agent != thread {
        unsafe registry.pointee.agent = nil
        if DumpAgent.hasRequests { _ = DumpAgent.start() }
    }
    plume_side_unlock_dumps()
    plume_side_unlock_events()
}

/// Whether the agent's thread, unless it is the one that forks, is in the middle of a request.
private func isAgentBusy(_ registry: UnsafeMutablePointer<plume_side_registry>) -> Bool {
    // SAFETY: the caller holds the lock of dumps.
    let thread = unsafe plume_side_this_thread()
    guard let agent = unsafe registry.pointee.agent, unsafe agent != thread else { return false }
    var next = unsafe registry.pointee.dumps
    while let dump = unsafe next {
        if unsafe dump.pointee.runner == agent { return true }
        unsafe next = dump.pointee.next
    }
    return false
}
