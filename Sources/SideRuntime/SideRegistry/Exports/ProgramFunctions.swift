// SPDX-License-Identifier: Apache-2.0

public import CSide

// The functions that programs call. Each passes on what it is asked where another copy of the
// runtime is that of the process, and does nothing once that has exited.

/// Registers events; the constructor of a program or library calls it.
///
/// Takes a lock and allocates. The array is not copied. docs/abi/side.md.
///
/// - Returns: a handle for unregistering; nil without memory, and after the runtime's exit.
@c(plume_side_register_events)
public func registerEvents(
    _ events: UnsafePointer<UnsafeMutableRawPointer?>?,
    _ count: UInt32
) -> UnsafeMutableRawPointer? {
    // SAFETY: the functions of another copy are constants, as is all of it.
    if let other = unsafe plume_side_get_foreign() {
        return unsafe other.pointee.register_events(events, count)
    }
    guard isRunning else { return nil }
    let batch = unsafe EventBatches.register(events, count: count)
    if plume_side_event_lock_depth() == 0 { plume_side_settle() }
    return UnsafeMutableRawPointer(batch)
}

/// Unregisters events; the destructor of a program or library calls it.
///
/// Takes a lock, and waits for callbacks that run.
@c(plume_side_unregister_events)
public func unregisterEvents(_ handle: UnsafeMutableRawPointer?) {
    // SAFETY: as above.
    if let other = unsafe plume_side_get_foreign() {
        return unsafe other.pointee.unregister_events(handle)
    }
    if isRunning { unsafe EventBatches.unregister(handle) }
}

/// Registers a part of the program that dumps its state on request.
///
/// Takes a lock, allocates, and in the mode of the agent's thread runs the first request.
///
/// - Returns: a handle; nil without memory, for no function or an unknown mode, and after exit.
@c(plume_side_register_dump)
public func registerDump(
    _ name: UnsafePointer<CChar>?,
    _ function: plume_side_dump_function?,
    _ mode: UInt32
) -> UnsafeMutableRawPointer? {
    // SAFETY: as above.
    if let other = unsafe plume_side_get_foreign() {
        return unsafe other.pointee.register_dump(name, function, mode)
    }
    guard isRunning else { return nil }
    return unsafe UnsafeMutableRawPointer(
        DumpRegistry.register(name, function, DumpRegistry.Mode(rawValue: mode))
    )
}

/// Unregisters a part of the program, and waits for a request of it that runs.
///
/// Takes a lock.
@c(plume_side_unregister_dump)
public func unregisterDump(_ handle: UnsafeMutableRawPointer?) {
    // SAFETY: as above.
    if let other = unsafe plume_side_get_foreign() {
        return unsafe other.pointee.unregister_dump(handle)
    }
    if isRunning { unsafe DumpRegistry.unregister(handle) }
}

/// Whether there are requests that the program has to run.
///
/// Takes a lock.
@c(plume_side_poll_dumps)
public func pollDumps(_ handle: UnsafeMutableRawPointer?) -> Bool {
    // SAFETY: as above.
    if let other = unsafe plume_side_get_foreign() {
        return unsafe other.pointee.poll_dumps(handle)
    }
    return unsafe isRunning && DumpRequests.arePending(handle)
}

/// Runs the requests of a part of the program that polls.
///
/// Takes a lock.
///
/// - Returns: INVAL for a handle that is not that of such a part.
@c(plume_side_run_dumps)
public func runDumps(_ handle: UnsafeMutableRawPointer?) -> UInt32 {
    // SAFETY: as above.
    if let other = unsafe plume_side_get_foreign() {
        return unsafe other.pointee.run_dumps(handle)
    }
    guard isRunning else { return SideStatus.exiting.rawValue }
    return unsafe DumpRequests.runPending(handle).rawValue
}

/// Whether this copy of the runtime works; it was started by asking for another one.
var isRunning: Bool { plume_side_get_stage() == PLUME_SIDE_OWN.rawValue }
