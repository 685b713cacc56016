// SPDX-License-Identifier: Apache-2.0

public import CSide

// The functions that tracers call; docs/abi/side.md. As those of programs, they pass on what they
// are asked, and say EXITING once the runtime has exited.

/// Gives a tracer a key of its own, from 8 on.
///
/// One atomic change under a lock.
///
/// - Returns: INVAL for no place, NOMEM when there are no keys left.
@c(plume_side_request_key)
public func requestKey(_ key: UnsafeMutablePointer<UInt64>?) -> UInt32 {
    // SAFETY: the functions of another copy are constants, as is all of it.
    if let other = unsafe plume_side_get_foreign() {
        return unsafe other.pointee.request_key(key)
    }
    guard isRunning else { return SideStatus.exiting.rawValue }
    guard let key = unsafe key else { return SideStatus.invalid.rawValue }
    plume_side_lock_events()
    defer { plume_side_unlock_events() }
    let registry = unsafe plume_side_get_registry()
    let next = unsafe registry.pointee.next_key
    // Behind the last key stands 0, which means everybody.
    if next == 0 { return SideStatus.noMemory.rawValue }
    unsafe key.pointee = next
    unsafe registry.pointee.next_key = next &+ 1
    return SideStatus.done.rawValue
}

/// Has a function called for an event.
///
/// Takes a lock and allocates.
///
/// - Returns: INVAL without function or for a malformed description, EXIST when the same function
///   has the same pointer and key there already, NOMEM.
@c(plume_side_register_callback)
public func registerCallback(
    _ event: UnsafeRawPointer?,
    _ function: plume_side_function?,
    _ own: UnsafeMutableRawPointer?,
    _ key: UInt64
) -> UInt32 {
    // SAFETY: as above.
    if let other = unsafe plume_side_get_foreign() {
        return unsafe other.pointee.register_callback(event, function, own, key)
    }
    guard isRunning else { return SideStatus.exiting.rawValue }
    let callback = unsafe plume_side_callback(function: function, own: own, key: key)
    return unsafe CallbackRegistry.register(event, callback, variadic: false).rawValue
}

/// Has a function called for an event that takes fields beyond those described.
///
/// As ``registerCallback(_:_:_:_:)``, which is INVAL for such an event, as this is for others.
@c(plume_side_register_variadic_callback)
public func registerVariadicCallback(
    _ event: UnsafeRawPointer?,
    _ function: plume_side_function?,
    _ own: UnsafeMutableRawPointer?,
    _ key: UInt64
) -> UInt32 {
    // SAFETY: as above.
    if let other = unsafe plume_side_get_foreign() {
        return unsafe other.pointee.register_variadic_callback(event, function, own, key)
    }
    guard isRunning else { return SideStatus.exiting.rawValue }
    let callback = unsafe plume_side_callback(function: function, own: own, key: key)
    return unsafe CallbackRegistry.register(event, callback, variadic: true).rawValue
}

/// Has a function called no more: it does not run when this returns, unless a callback calls this.
///
/// Takes a lock, allocates and waits for callbacks that run.
///
/// - Returns: INVAL as for registering, NOENT when it is not there, NOMEM.
@c(plume_side_unregister_callback)
public func unregisterCallback(
    _ event: UnsafeRawPointer?,
    _ function: plume_side_function?,
    _ own: UnsafeMutableRawPointer?,
    _ key: UInt64
) -> UInt32 {
    // SAFETY: as above.
    if let other = unsafe plume_side_get_foreign() {
        return unsafe other.pointee.unregister_callback(event, function, own, key)
    }
    guard isRunning else { return SideStatus.exiting.rawValue }
    let callback = unsafe plume_side_callback(function: function, own: own, key: key)
    return unsafe CallbackRegistry.unregister(event, callback, variadic: false).rawValue
}

/// Undoes ``registerVariadicCallback(_:_:_:_:)``.
@c(plume_side_unregister_variadic_callback)
public func unregisterVariadicCallback(
    _ event: UnsafeRawPointer?,
    _ function: plume_side_function?,
    _ own: UnsafeMutableRawPointer?,
    _ key: UInt64
) -> UInt32 {
    // SAFETY: as above.
    if let other = unsafe plume_side_get_foreign() {
        return unsafe other.pointee.unregister_variadic_callback(event, function, own, key)
    }
    guard isRunning else { return SideStatus.exiting.rawValue }
    let callback = unsafe plume_side_callback(function: function, own: own, key: key)
    return unsafe CallbackRegistry.unregister(event, callback, variadic: true).rawValue
}

/// Has a function called for the events that there are, and those that come and go.
///
/// Takes a lock, which the function may take again, and allocates.
///
/// - Returns: a handle; nil without memory or function, and after exit.
@c(plume_side_register_notification)
public func registerNotification(
    _ notify: plume_side_notification?,
    _ own: UnsafeMutableRawPointer?
) -> UnsafeMutableRawPointer? {
    // SAFETY: as above.
    if let other = unsafe plume_side_get_foreign() {
        return unsafe other.pointee.register_notification(notify, own)
    }
    guard isRunning else { return nil }
    return unsafe UnsafeMutableRawPointer(EventListeners.register(notify, own))
}

/// Has a function called once more for all events, as if they went, and then no more.
///
/// Takes a lock.
@c(plume_side_unregister_notification)
public func unregisterNotification(_ handle: UnsafeMutableRawPointer?) {
    // SAFETY: as above.
    if let other = unsafe plume_side_get_foreign() {
        return unsafe other.pointee.unregister_notification(handle)
    }
    if isRunning { unsafe EventListeners.unregister(handle) }
}

/// Asks all parts of the program for their state, under a key.
///
/// Takes a lock, allocates, may start a thread.
///
/// - Returns: INVAL for the key 0, NOMEM without memory or thread.
@c(plume_side_request_dump)
public func requestDump(_ key: UInt64) -> UInt32 {
    // SAFETY: as above.
    if let other = unsafe plume_side_get_foreign() {
        return unsafe other.pointee.request_dump(key)
    }
    guard isRunning else { return SideStatus.exiting.rawValue }
    return DumpRequests.request(key).rawValue
}

/// Takes back what was asked under a key and has not begun.
///
/// Takes a lock.
///
/// - Returns: INVAL for the key 0.
@c(plume_side_cancel_dump)
public func cancelDump(_ key: UInt64) -> UInt32 {
    // SAFETY: as above.
    if let other = unsafe plume_side_get_foreign() {
        return unsafe other.pointee.cancel_dump(key)
    }
    guard isRunning else { return SideStatus.exiting.rawValue }
    return DumpRequests.cancel(key).rawValue
}

/// Asks as ``requestDump(_:)`` does, and has the runtime's thread record apart from other threads
/// while it tells the state: into the shared ring of each channel, where other records do not
/// overwrite it.
///
/// - Returns: INVAL for the key 0, NOMEM without memory or thread.
@c(plume_side_request_dump_apart)
public func requestDumpApart(_ key: UInt64) -> UInt32 {
    // SAFETY: as above; a copy that was built before there was the function has a shorter table.
    if let other = unsafe plume_side_get_foreign() {
        guard unsafe plume_side_knows_dumps(other) != 0 else {
            return unsafe other.pointee.request_dump(key)
        }
        return unsafe other.pointee.request_dump_apart(key)
    }
    guard isRunning else { return SideStatus.exiting.rawValue }
    return DumpRequests.request(key, isApart: true).rawValue
}

/// How many parts of the program that the runtime's thread runs have still to tell their state
/// under a key.
///
/// Takes a lock. A copy of the runtime that cannot tell says 0.
@c(plume_side_count_dumps)
public func countDumps(_ key: UInt64) -> UInt32 {
    // SAFETY: as above.
    if let other = unsafe plume_side_get_foreign() {
        return unsafe plume_side_knows_dumps(other) != 0 ? other.pointee.count_dumps(key) : 0
    }
    return isRunning ? DumpRequests.count(key) : 0
}
