// SPDX-License-Identifier: Apache-2.0

internal import CSide

/// The tracers that want to know which events there are.
enum EventListeners {
    /// What tracers are told, with the ABI's numbers.
    enum Kind: UInt32 {
        case insert = 0
        case remove = 1
    }

    /// Tells a tracer of all events that there are, and from now on of those that come and go.
    ///
    /// Takes the lock of events, which the tracer's function may take again, and allocates.
    ///
    /// - Returns: what ``unregister(_:)`` takes; nil without memory or function.
    static func register(
        _ notify: plume_side_notification?,
        _ own: UnsafeMutableRawPointer?
    ) -> UnsafeMutablePointer<plume_side_listener>? {
        // SAFETY: the listener is not seen before it is complete.
        guard let notify = unsafe notify,
            let listener = unsafe plume_side_allocate(
                UInt64(MemoryLayout<plume_side_listener>.size)
            )?.assumingMemoryBound(to: plume_side_listener.self)
        else { return nil }
        unsafe listener.pointee.notify = notify
        unsafe listener.pointee.own = own
        plume_side_lock_events()
        let registry = unsafe plume_side_get_registry()
        // Events that the tracer's own function registers are told of when that happens.
        let last = unsafe registry.pointee.last_sequence
        unsafe registry.pointee.last_sequence += 1
        unsafe listener.pointee.sequence = registry.pointee.last_sequence
        unsafe append(listener)
        unsafe replay(.insert, to: listener.pointee, through: last)
        plume_side_unlock_events()
        return unsafe listener
    }

    /// Tells a tracer that all events go, as far as it is concerned, and then nothing any more.
    ///
    /// Takes the lock of events. What is not registered (any more) is ignored.
    static func unregister(_ handle: UnsafeMutableRawPointer?) {
        // SAFETY: the handle is compared before it is believed.
        plume_side_lock_events()
        if let listener = unsafe remove(handle) {
            let last = unsafe plume_side_get_registry().pointee.last_sequence
            unsafe replay(.remove, to: listener.pointee, through: last)
            unsafe plume_side_free(listener)
        }
        plume_side_unlock_events()
    }

    /// Tells of a batch all tracers whose numbers are below one.
    ///
    /// The caller holds the lock of events.
    static func notifyAll(
        _ kind: Kind,
        _ batch: UnsafeMutablePointer<plume_side_batch>,
        before end: UInt64
    ) {
        // SAFETY: the list is looked at anew after each call, which may have changed it.
        var sequence: UInt64 = 0
        while let listener = unsafe next(after: sequence), unsafe listener.pointee.sequence < end {
            sequence = unsafe listener.pointee.sequence
            unsafe notify(listener.pointee, kind, batch)
        }
    }

    private static func replay(
        _ kind: Kind,
        to listener: plume_side_listener,
        through last: UInt64
    ) {
        // SAFETY: as above.
        var sequence: UInt64 = 0
        while let batch = unsafe EventBatches.next(after: sequence, through: last) {
            sequence = unsafe batch.pointee.sequence
            unsafe notify(listener, kind, batch)
        }
    }

    private static func notify(
        _ listener: plume_side_listener,
        _ kind: Kind,
        _ batch: UnsafeMutablePointer<plume_side_batch>
    ) {
        // SAFETY: the batch is freed by whoever removed it from the list, after this.
        unsafe listener.notify?(
            kind.rawValue,
            batch.pointee.events,
            batch.pointee.count,
            listener.own
        )
    }

    private static func next(after sequence: UInt64) -> UnsafeMutablePointer<plume_side_listener>? {
        // SAFETY: the caller holds the lock of events.
        var next = unsafe plume_side_get_registry().pointee.listeners
        while let listener = unsafe next {
            if unsafe listener.pointee.sequence > sequence { return unsafe listener }
            unsafe next = listener.pointee.next
        }
        return nil
    }

    private static func append(_ listener: UnsafeMutablePointer<plume_side_listener>) {
        // SAFETY: the caller holds the lock of events.
        let registry = unsafe plume_side_get_registry()
        guard var last = unsafe registry.pointee.listeners else {
            unsafe registry.pointee.listeners = listener
            return
        }
        while let next = unsafe last.pointee.next { unsafe last = unsafe next }
        unsafe last.pointee.next = listener
    }

    private static func remove(
        _ handle: UnsafeMutableRawPointer?
    ) -> UnsafeMutablePointer<plume_side_listener>? {
        // SAFETY: the caller holds the lock of events.
        let registry = unsafe plume_side_get_registry()
        var previous: UnsafeMutablePointer<plume_side_listener>?
        var next = unsafe registry.pointee.listeners
        while let listener = unsafe next {
            unsafe next = listener.pointee.next
            if unsafe UnsafeMutableRawPointer(listener) == handle {
                if let previous = unsafe previous {
                    unsafe previous.pointee.next = next
                } else {
                    unsafe registry.pointee.listeners = next
                }
                return unsafe listener
            }
            unsafe previous = listener
        }
        return nil
    }
}
