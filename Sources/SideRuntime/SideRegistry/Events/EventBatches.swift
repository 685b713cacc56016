// SPDX-License-Identifier: Apache-2.0

internal import CSide

/// The events of the process, in batches: one for each call that registered some.
///
/// The list is in the order of sequence numbers. A notification may change it while it is walked,
/// so whoever walks it looks for the number after the last, and holds no place in it.
enum EventBatches {
    /// Registers events and tells the tracers.
    ///
    /// Takes the lock of events and allocates. A description that is malformed, or of another
    /// version, does not hinder the others: tracers are shown a copy of the array with a gap there.
    ///
    /// - Returns: what ``unregister(_:)`` takes; nil without memory, or for no array of some count.
    static func register(
        _ events: UnsafePointer<UnsafeMutableRawPointer?>?,
        count: UInt32
    ) -> UnsafeMutablePointer<plume_side_batch>? {
        // SAFETY: the program keeps the array until it unregisters it; the batch is not seen before
        // it is complete.
        if unsafe events == nil && count > 0 { return nil }
        guard
            let batch = unsafe plume_side_allocate(UInt64(MemoryLayout<plume_side_batch>.size))?
                .assumingMemoryBound(to: plume_side_batch.self)
        else { return nil }
        unsafe batch.pointee.events = events
        unsafe batch.pointee.count = count
        guard unsafe hideMalformed(in: batch) else {
            unsafe plume_side_free(batch)
            return nil
        }
        plume_side_lock_events()
        let registry = unsafe plume_side_get_registry()
        unsafe registry.pointee.last_sequence += 1
        let sequence = unsafe registry.pointee.last_sequence
        unsafe batch.pointee.sequence = sequence
        unsafe append(batch)
        unsafe EventListeners.notifyAll(.insert, batch, before: sequence)
        plume_side_unlock_events()
        return unsafe batch
    }

    /// Tells the tracers that events go, takes away the callbacks that they left behind, and waits
    /// until none of those runs.
    ///
    /// Takes the lock of events. What is not registered (any more) is ignored.
    static func unregister(_ handle: UnsafeMutableRawPointer?) {
        // SAFETY: the handle is compared before it is believed. The program keeps descriptions and
        // states until this returns.
        plume_side_lock_events()
        guard let batch = unsafe remove(handle) else {
            plume_side_unlock_events()
            return
        }
        let registry = unsafe plume_side_get_registry()
        // Tracers that come while the others are told do not see the batch any more.
        let last = unsafe registry.pointee.last_sequence
        unsafe EventListeners.notifyAll(.remove, batch, before: last + 1)
        let mustWait = unsafe removeCallbacks(of: batch)
        plume_side_unlock_events()
        if mustWait { RetiredTables.reclaim() }
        unsafe free(batch)
    }

    /// The first batch with a number above one and not above another.
    static func next(
        after sequence: UInt64,
        through last: UInt64
    ) -> UnsafeMutablePointer<plume_side_batch>? {
        // SAFETY: the caller holds the lock of events.
        var next = unsafe plume_side_get_registry().pointee.batches
        while let batch = unsafe next {
            let own = unsafe batch.pointee.sequence
            if own > last { return nil }
            if own > sequence { return unsafe batch }
            unsafe next = batch.pointee.next
        }
        return nil
    }

    /// Takes away all callbacks of a batch's events; the caller holds the lock of events.
    static func removeCallbacks(of batch: UnsafeMutablePointer<plume_side_batch>) -> Bool {
        var wereThere = false
        for index in 0..<Int(unsafe batch.pointee.count)
        where unsafe CallbackRegistry.removeAll(from: batch.pointee.events[index]) {
            wereThere = true
        }
        return wereThere
    }

    /// Frees a batch that is not in the list.
    static func free(_ batch: UnsafeMutablePointer<plume_side_batch>) {
        // SAFETY: nobody else knows the batch any more.
        unsafe plume_side_free(batch.pointee.copy)
        unsafe plume_side_free(batch)
    }

    private static func append(_ batch: UnsafeMutablePointer<plume_side_batch>) {
        // SAFETY: the caller holds the lock of events.
        let registry = unsafe plume_side_get_registry()
        guard var last = unsafe registry.pointee.batches else {
            unsafe registry.pointee.batches = batch
            return
        }
        while let next = unsafe last.pointee.next { unsafe last = unsafe next }
        unsafe last.pointee.next = batch
    }

    private static func remove(
        _ handle: UnsafeMutableRawPointer?
    ) -> UnsafeMutablePointer<plume_side_batch>? {
        // SAFETY: the caller holds the lock of events.
        let registry = unsafe plume_side_get_registry()
        var previous: UnsafeMutablePointer<plume_side_batch>?
        var next = unsafe registry.pointee.batches
        while let batch = unsafe next {
            unsafe next = batch.pointee.next
            if unsafe UnsafeMutableRawPointer(batch) == handle {
                if let previous = unsafe previous {
                    unsafe previous.pointee.next = next
                } else {
                    unsafe registry.pointee.batches = next
                }
                return unsafe batch
            }
            unsafe previous = batch
        }
        return nil
    }

    /// Replaces the array by a copy with gaps where something is malformed; false without memory.
    private static func hideMalformed(in batch: UnsafeMutablePointer<plume_side_batch>) -> Bool {
        // SAFETY: both arrays have as many entries as the batch counts.
        let count = Int(unsafe batch.pointee.count)
        for index in 0..<count {
            guard let event = unsafe batch.pointee.events[index],
                unsafe EventDescription(event) == nil
            else { continue }
            if unsafe batch.pointee.copy == nil {
                let bytes = unsafe UInt64(count * MemoryLayout<UnsafeMutableRawPointer?>.size)
                guard
                    let copy = unsafe plume_side_allocate(bytes)?
                        .assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
                else { return false }
                for other in 0..<count { unsafe copy[other] = unsafe batch.pointee.events[other] }
                unsafe batch.pointee.copy = copy
                unsafe batch.pointee.events = UnsafePointer(copy)
            }
            unsafe batch.pointee.copy[index] = nil
        }
        return true
    }
}
