// SPDX-License-Identifier: Apache-2.0

public import CPlume

/// The path of an enabled event from its arguments into the rings.
///
/// No lock, system call, heap or reference count; signal-safe. The price is that of the clock and
/// about 5 ns (docs in README, command `./bench hot-path`).
public enum EventEmission {
    /// Bytes of the staging area on the stack: more would come from the heap.
    @usableFromInline static let stackBytes = 1_024
    /// Bytes kept free behind the fields so that padding can be zeroed without a check.
    @usableFromInline static let slackBytes = 8

    /// Whether anybody records the event: one relaxed load, a test and a branch.
    ///
    /// - Parameter state: the 48 bytes of an event's state.
    /// - Returns: whether to call ``emit(_:_:)``.
    @unsafe
    @inlinable
    @inline(__always)
    public static func isEnabled(_ state: UnsafeRawPointer) -> Bool {
        unsafe plume_event_is_enabled(state) != 0
    }

    /// The address of a state, for the accessor in a section record: static data cannot hold one.
    @unsafe
    @inlinable
    @inline(__always)
    public static func stateAddress(_ state: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        unsafe state
    }

    /// Records one event: thread identity, then what the closure writes.
    ///
    /// The closure may run twice: again with more room when the record does not fit 1 KiB.
    ///
    /// - Parameters:
    ///   - state: the 48 bytes of an event's state.
    ///   - write: writes the fields in the order of the description.
    @unsafe
    @inlinable
    @inline(__always)
    public static func emit(
        _ state: UnsafeRawPointer,
        _ write: (inout RecordWriter) -> Void
    ) {
        let targets = unsafe plume_event_targets(state)
        guard unsafe targets != nil || plume_event_has_callbacks(state) != 0 else { return }
        let isDone = unsafe withUnsafeTemporaryAllocation(byteCount: stackBytes, alignment: 16) {
            area in
            // SAFETY: the area has stackBytes bytes; a temporary allocation is never empty.
            guard let base = area.baseAddress else { return false }
            return unsafe stage(base, stackBytes, state, targets, headroom: 0, write)
        }
        if !isDone { unsafe emitLarge(state, targets, write) }
    }

    /// Writes the record into an area and publishes it; false when it does not fit.
    @unsafe
    @inlinable
    @inline(__always)
    static func stage(
        _ base: UnsafeMutableRawPointer,
        _ byteCount: Int,
        _ state: UnsafeRawPointer,
        _ targets: UnsafePointer<plume_target>?,
        headroom: Int32,
        _ write: (inout RecordWriter) -> Void
    ) -> Bool {
        // SAFETY: slackBytes stay free behind the writer's capacity for the zeroed padding.
        var writer = unsafe RecordWriter(base: base, capacity: byteCount &- slackBytes)
        writer.append(plume_get_thread_identity())
        write(&writer)
        if writer.isOverflowed { return false }
        unsafe base.storeBytes(of: 0, toByteOffset: writer.offset, as: UInt64.self)
        unsafe publish(base, writer.offset, targets, headroom: headroom)
        if unsafe plume_event_has_callbacks(state) != 0 {
            unsafe SideCallout.deliver(state, base + 8, writer.offset &- 8)
        }
        return true
    }

    /// Hands a record to each ring; the bytes up to the next multiple of 8 are zero.
    ///
    /// The caller is where the program emitted from, if other functions stand between.
    @unsafe
    @inlinable
    @inline(__always)
    static func publish(
        _ payload: UnsafeMutableRawPointer,
        _ byteCount: Int,
        _ first: UnsafePointer<plume_target>?,
        headroom: Int32,
        caller: UnsafeRawPointer? = nil
    ) {
        var next: UnsafePointer<plume_target>? = unsafe first
        // SAFETY: targets are never freed, and each names rings that are never unmapped.
        while let target = unsafe next {
            let ring = unsafe target.pointee.ring
            if unsafe plume_ring_is_active(ring) != 0 {
                if unsafe target.pointee.rules != nil {
                    unsafe RecordingRules.publish(
                        payload,
                        byteCount,
                        target,
                        frame: plume_this_frame(),
                        caller: caller,
                        headroom: headroom
                    )
                } else {
                    _ = unsafe plume_ring_put(
                        ring,
                        target.pointee.event_id,
                        payload,
                        UInt64((byteCount &+ 7) & ~7)
                    )
                }
            }
            unsafe next = UnsafePointer(target.pointee.next)
        }
    }

    /// The same through this thread's large area; counts a loss when that is not to be had, and a
    /// record that is too big when it is larger than a record can be.
    @unsafe
    @usableFromInline
    @inline(never)
    static func emitLarge(
        _ state: UnsafeRawPointer,
        _ targets: UnsafePointer<plume_target>?,
        _ write: (inout RecordWriter) -> Void
    ) {
        var isTooBig = false
        if let area = unsafe plume_large_area_acquire() {
            // SAFETY: the area is larger than both together.
            let start = unsafe area + Int(PLUME_CONTEXTS_MAXIMUM_BYTES)
            let byteCount = RecordLimits.maximumPayloadBytes + slackBytes
            let isDone = unsafe stage(start, byteCount, state, targets, headroom: 1, write)
            plume_large_area_release()
            if isDone { return }
            isTooBig = true
        }
        unsafe countMissing(targets, isTooBig: isTooBig)
    }

    /// Counts an event that is not recorded, in each ring: as too big, or as lost.
    @unsafe
    static func countMissing(_ targets: UnsafePointer<plume_target>?, isTooBig: Bool) {
        unsafe count(targets, isTooBig ? plume_ring_count_too_big : plume_ring_count_lost)
    }

    /// Counts an event whose arguments are not those of its description, in each ring.
    @unsafe
    static func countMalformed(_ targets: UnsafePointer<plume_target>?) {
        unsafe count(targets, plume_ring_count_malformed)
    }

    @unsafe
    private static func count(
        _ targets: UnsafePointer<plume_target>?,
        _ add: (UnsafePointer<plume_ring>?) -> Void
    ) {
        var next: UnsafePointer<plume_target>? = unsafe targets
        // SAFETY: as in publish.
        while let target = unsafe next {
            if unsafe plume_ring_is_active(target.pointee.ring) != 0 {
                unsafe add(target.pointee.ring)
            }
            unsafe next = UnsafePointer(target.pointee.next)
        }
    }
}

/// What a record can hold.
public enum RecordLimits {
    /// The largest payload in bytes, the thread identity included.
    ///
    /// A larger event is counted as too big, never cut.
    public static let maximumPayloadBytes = 65_536
}
