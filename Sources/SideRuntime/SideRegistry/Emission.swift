// SPDX-License-Identifier: Apache-2.0

public import CSide

// The path of an event: the C functions of the ABI jump here once the runtime is started.

/// Hands an event to the callbacks that want it.
///
/// No lock, no allocation, no system call where there are restartable sequences; signal-safe. An
/// event of another state version, or one that takes fields beyond those described, is dropped.
///
/// - Parameters:
///   - state: the event's state.
///   - arguments: a vector of arguments, for the callbacks to read.
///   - variadic: nothing.
///   - key: 0 for everybody, else only the callbacks with this key and those with 0.
///   - caller: the address that the program emitted from.
@c(plume_side_emit)
public func emit(
    _ state: UnsafePointer<plume_side_state>,
    _ arguments: UnsafeRawPointer?,
    _ variadic: UnsafeRawPointer?,
    _ key: UInt64,
    _ caller: UnsafeMutableRawPointer?
) {
    // SAFETY: the program vouches for its state; the tables of callbacks that can be seen between
    // the beginning and the end of reading are freed after it.
    guard unsafe state.pointee.version == 0 else { return }
    if unsafe isWatched(state) { unsafe side_ptrace_hook(state, arguments, nil, caller) }
    let readers = unsafe plume_side_get_readers()
    let period = unsafe plume_side_begin_reading(readers)
    if var callback = unsafe plume_side_load_callbacks(state),
        unsafe hasCallbacks(callback, variadic: false)
    {
        let description = unsafe state.pointee.description
        while let function = unsafe callback.pointee.function {
            if unsafe wants(callback, key) {
                unsafe function(description, arguments, callback.pointee.own, caller)
            }
            unsafe callback += 1
        }
    }
    unsafe plume_side_end_reading(readers, period)
}

/// Hands an event with fields beyond those described to the callbacks that want it.
///
/// As ``emit(_:_:_:_:_:)``; an event that takes no such fields is dropped.
@c(plume_side_emit_variadic)
public func emitVariadic(
    _ state: UnsafePointer<plume_side_state>,
    _ arguments: UnsafeRawPointer?,
    _ variadic: UnsafeRawPointer?,
    _ key: UInt64,
    _ caller: UnsafeMutableRawPointer?
) {
    // SAFETY: as above.
    guard unsafe state.pointee.version == 0 else { return }
    if unsafe isWatched(state) { unsafe side_ptrace_hook(state, arguments, variadic, caller) }
    let readers = unsafe plume_side_get_readers()
    let period = unsafe plume_side_begin_reading(readers)
    if var callback = unsafe plume_side_load_callbacks(state),
        unsafe hasCallbacks(callback, variadic: true)
    {
        let description = unsafe state.pointee.description
        while unsafe callback.pointee.function != nil {
            if unsafe wants(callback, key) {
                unsafe plume_side_call_variadic_function(
                    callback,
                    description,
                    arguments,
                    variadic,
                    caller
                )
            }
            unsafe callback += 1
        }
    }
    unsafe plume_side_end_reading(readers, period)
}

/// Whether a debugger asked for the event, with the bit of the enabled word that is its own.
@inline(__always)
private func isWatched(_ state: UnsafePointer<plume_side_state>) -> Bool {
    // SAFETY: the caller's state.
    unsafe plume_side_load_enabled(state) & 0x4000_0000_0000_0000 != 0
}

/// Whether a table has callbacks of a type; only a table that is not empty says which.
@inline(__always)
private func hasCallbacks(
    _ callbacks: UnsafePointer<plume_side_callback>,
    variadic isVariadic: Bool
) -> Bool {
    // SAFETY: a table with a callback was made by the runtime, which puts a head before it.
    unsafe callbacks.pointee.function != nil
        && (plume_side_table_of(callbacks).pointee.is_variadic != 0) == isVariadic
}

/// Whether a callback wants events of a key; 0 matches everything on either side.
@inline(__always)
private func wants(_ callback: UnsafePointer<plume_side_callback>, _ key: UInt64) -> Bool {
    if key == 0 { return true }
    // SAFETY: the caller reads the table.
    let own = unsafe callback.pointee.key
    return own == 0 || own == key
}
