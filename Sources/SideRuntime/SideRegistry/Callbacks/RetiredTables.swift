// SPDX-License-Identifier: Apache-2.0

internal import CSide

/// Tables of callbacks that no event points to any more, and that some thread may still walk.
enum RetiredTables {
    /// Takes a table that was just replaced.
    ///
    /// The caller holds the lock of events.
    static func add(_ table: UnsafeMutablePointer<plume_side_table>) {
        // SAFETY: a table is retired once, by the holder of the lock.
        let registry = unsafe plume_side_get_registry()
        unsafe table.pointee.next = registry.pointee.retired
        unsafe registry.pointee.retired = table
    }

    /// Waits until no thread can see what was retired, or be inside of one of its callbacks, and
    /// frees it.
    ///
    /// A callback that gets here would wait for itself. What it retired is freed the next time, and
    /// the callbacks it took away may still run on other threads when it goes on.
    ///
    /// - Parameter limit: how often to look, 0 for as long as it takes.
    static func reclaim(limit: UInt32 = 0) {
        if GracePeriod.isReading { return }
        // SAFETY: the list is taken whole under the lock, so nobody else frees what is on it.
        let registry = unsafe plume_side_get_registry()
        plume_side_lock_events()
        var next = unsafe registry.pointee.retired
        unsafe registry.pointee.retired = nil
        plume_side_unlock_events()
        guard GracePeriod.wait(limit: limit) else { return }
        while let table = unsafe next {
            unsafe next = table.pointee.next
            unsafe plume_side_free(table)
        }
    }
}
