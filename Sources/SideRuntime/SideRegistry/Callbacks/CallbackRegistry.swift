// SPDX-License-Identifier: Apache-2.0

internal import CSide

/// Which tracers are called for which events.
enum CallbackRegistry {
    /// Adds a callback to an event, after those that are there.
    ///
    /// Takes the lock of events and allocates. An emitting thread sees the old or the new table,
    /// so no callback misses an event meanwhile.
    static func register(
        _ event: UnsafeRawPointer?,
        _ callback: plume_side_callback,
        variadic: Bool
    ) -> SideStatus {
        // SAFETY: the tracer vouches for the event as long as it uses it.
        guard unsafe callback.function != nil, let event = unsafe EventDescription(event),
            event.isVariadic == variadic
        else { return .invalid }
        plume_side_lock_events()
        let old = unsafe CallbackTable(of: event.state)
        if unsafe old.index(of: callback) != nil {
            plume_side_unlock_events()
            return .exists
        }
        guard let new = unsafe old.adding(callback, variadic: variadic) else {
            plume_side_unlock_events()
            return .noMemory
        }
        // Another thread may free the old table as soon as the lock is given back.
        let isRetired = !old.isEmpty
        unsafe new.publish(in: event.state)
        plume_side_unlock_events()
        // Nobody waits for the old table, so it can wait where waiting would hold the lock.
        if isRetired && plume_side_event_lock_depth() == 0 { RetiredTables.reclaim() }
        return .done
    }

    /// Takes a callback away from an event.
    ///
    /// Takes the lock of events, allocates, and waits for threads that are inside of callbacks:
    /// once it returns the callback does not run any more. When a callback calls it there is no
    /// such wait, see ``RetiredTables/reclaim(limit:)``.
    static func unregister(
        _ event: UnsafeRawPointer?,
        _ callback: plume_side_callback,
        variadic: Bool
    ) -> SideStatus {
        // SAFETY: as above.
        guard unsafe callback.function != nil, let event = unsafe EventDescription(event),
            event.isVariadic == variadic
        else { return .invalid }
        plume_side_lock_events()
        let old = unsafe CallbackTable(of: event.state)
        guard let index = unsafe old.index(of: callback) else {
            plume_side_unlock_events()
            return .notFound
        }
        guard let new = old.removing(at: index) else {
            plume_side_unlock_events()
            return .noMemory
        }
        unsafe new.publish(in: event.state)
        plume_side_unlock_events()
        RetiredTables.reclaim()
        return .done
    }

    /// Takes all callbacks away from an event that is about to go, without waiting.
    ///
    /// The caller holds the lock of events.
    ///
    /// - Returns: whether there were any.
    static func removeAll(from event: UnsafeRawPointer?) -> Bool {
        // SAFETY: the event belongs to a batch that is still registered.
        guard let event = unsafe EventDescription(event),
            unsafe !CallbackTable(of: event.state).isEmpty
        else { return false }
        unsafe CallbackTable.empty.publish(in: event.state)
        return true
    }
}
