// SPDX-License-Identifier: Apache-2.0

internal import CSide

/// The callbacks of one event: a table that never changes once it can be seen, and ends with an
/// empty entry.
@safe
struct CallbackTable {
    /// The entry that ends every table makes an empty one by itself.
    private let callbacks: UnsafePointer<plume_side_callback>

    /// The table that an event's state points to.
    ///
    /// The caller holds the lock of events.
    init(of state: UnsafeMutablePointer<plume_side_state>) {
        // SAFETY: only holders of the lock replace tables.
        unsafe callbacks = plume_side_load_callbacks(state) ?? plume_side_empty_table()
    }

    /// The number of callbacks.
    var count: UInt32 { unsafe isEmpty ? 0 : head.pointee.count }

    /// Whether there is no callback: a state that no tracer has seen points to such a table.
    var isEmpty: Bool { unsafe callbacks.pointee.function == nil }

    private var head: UnsafeMutablePointer<plume_side_table> {
        unsafe plume_side_table_of(callbacks)
    }

    /// Where a callback stands, if it does.
    func index(of wanted: plume_side_callback) -> UInt32? {
        for index in 0..<count {
            // SAFETY: the index is below the count.
            let callback = unsafe callbacks[Int(index)]
            if unsafe callback.own == wanted.own && callback.key == wanted.key
                && address(callback.function) == address(wanted.function)
            {
                return index
            }
        }
        return nil
    }

    private func address(_ function: plume_side_function?) -> UInt {
        // SAFETY: an optional C function is a word.
        unsafe unsafeBitCast(function, to: UInt.self)
    }

    /// A new table with one more callback at the end; nil without memory.
    func adding(_ callback: plume_side_callback, variadic: Bool) -> Self? {
        guard let new = unsafe Self.allocate(count: count + 1, variadic: variadic) else {
            return nil
        }
        // SAFETY: the new table has room for one more than the old.
        let entries = unsafe plume_side_callbacks_of(new)
        for index in 0..<Int(count) { unsafe entries[index] = callbacks[index] }
        unsafe entries[Int(count)] = callback
        return unsafe Self(entries)
    }

    /// A new table without one callback; nil without memory.
    func removing(at removed: UInt32) -> Self? {
        if count == 1 { return unsafe Self(plume_side_empty_table()) }
        let isVariadic = unsafe head.pointee.is_variadic != 0
        guard let new = unsafe Self.allocate(count: count - 1, variadic: isVariadic) else {
            return nil
        }
        // SAFETY: the new table has room for one less than the old.
        let entries = unsafe plume_side_callbacks_of(new)
        for index in 0..<Int(count) where index != Int(removed) {
            unsafe entries[index < Int(removed) ? index : index - 1] = callbacks[index]
        }
        return unsafe Self(entries)
    }

    /// An empty table.
    static var empty: Self { unsafe Self(plume_side_empty_table()) }

    /// Lets emitting threads see this table instead of the one they saw so far, which is retired.
    ///
    /// The enabled word counts an event with callbacks once; it falls before the callbacks go, so
    /// that call sites stop as soon as they can.
    func publish(in state: UnsafeMutablePointer<plume_side_state>) {
        // SAFETY: the caller holds the lock of events, and the state is that of a live event.
        let old = unsafe Self(of: state)
        if isEmpty && !old.isEmpty { unsafe plume_side_add_enabled(state, -1) }
        unsafe plume_side_store_callbacks(state, callbacks)
        unsafe plume_side_store_count(state, count)
        if !isEmpty && old.isEmpty { unsafe plume_side_add_enabled(state, 1) }
        if !old.isEmpty { unsafe RetiredTables.add(old.head) }
    }

    private init(_ callbacks: UnsafePointer<plume_side_callback>) {
        unsafe self.callbacks = callbacks
    }

    private static func allocate(
        count: UInt32,
        variadic: Bool
    ) -> UnsafeMutablePointer<plume_side_table>? {
        // SAFETY: the memory is zeros, so the entry behind the last is the end.
        let headBytes = unsafe MemoryLayout<plume_side_table>.size
        let entryBytes = unsafe MemoryLayout<plume_side_callback>.size
        let bytes = headBytes + entryBytes * (Int(count) + 1)
        guard
            let table = unsafe plume_side_allocate(UInt64(bytes))?
                .assumingMemoryBound(to: plume_side_table.self)
        else { return nil }
        unsafe table.pointee.count = count
        unsafe table.pointee.is_variadic = variadic ? 1 : 0
        return unsafe table
    }
}
