// SPDX-License-Identifier: Apache-2.0

public import CPlume
internal import EventContext
internal import EventFilter

/// What one event's records in one channel need beyond their fields: a filter that lets them pass,
/// and contexts.
///
/// It hangs on a target in the chain of the event and is never freed, because a thread may be using
/// it.
@usableFromInline
@safe
final class RecordingRules: @unchecked Sendable {
    // @unchecked because everything is filled once, here, and only read afterwards.

    /// A filter in a row of which one has to match.
    ///
    /// A constant of an object can be used without counting references, an array's element cannot.
    @safe
    private final class FilterNode: @unchecked Sendable {
        // @unchecked because the row is made once and only read afterwards.
        let filter: LinkedFilter
        let next: Unmanaged<FilterNode>?

        init(_ filter: LinkedFilter, _ next: Unmanaged<FilterNode>?) {
            self.filter = filter
            unsafe self.next = next
        }
    }

    /// The first filter; without any, every record passes.
    private let first: Unmanaged<FilterNode>?
    private let contexts: ContextProgram

    /// Links what was ordered with an event.
    init(_ filters: [LinkedFilter], _ contexts: ContextProgram) {
        var first: Unmanaged<FilterNode>?
        // SAFETY: nodes are never released.
        for filter in filters.reversed() {
            unsafe first = Unmanaged.passRetained(FilterNode(filter, first))
        }
        unsafe self.first = first
        self.contexts = contexts
    }

    /// The object as a target holds it.
    @unsafe var address: UnsafeRawPointer {
        unsafe UnsafeRawPointer(Unmanaged.passRetained(self).toOpaque())
    }

    /// Publishes a record if a filter lets it pass.
    ///
    /// Signal-safe; the cost is that of the filters and contexts.
    ///
    /// - Parameters:
    ///   - payload: the ids of process and thread and the fields, and zeros up to a multiple of 8.
    ///   - byteCount: its bytes without those zeros.
    ///   - target: where it goes; it has rules.
    ///   - frame: the frame of the function that holds the emission, or of one that it called.
    ///   - caller: where the program called, if other functions stand between; nil otherwise.
    ///   - headroom: whether there is room for contexts before the payload.
    @unsafe
    @usableFromInline
    @inline(never)
    static func publish(
        _ payload: UnsafeMutableRawPointer,
        _ byteCount: Int,
        _ target: UnsafePointer<plume_target>,
        frame: UnsafeRawPointer?,
        caller: UnsafeRawPointer?,
        headroom: Int32
    ) {
        guard let rules = unsafe target.pointee.rules else { return }
        // SAFETY: a frame that is made up lives until this returns.
        var instead = unsafe plume_frame(above: nil, caller: nil)
        let frame = unsafe caller == nil ? frame : plume_frame_of_call(caller, frame, &instead)
        // SAFETY: rules are retained for the life of the process; counting references here would
        // cost more than the filter.
        unsafe Unmanaged<RecordingRules>.fromOpaque(rules)._withUnsafeGuaranteedRef { rules in
            unsafe rules.publish(payload, byteCount, target, frame, headroom)
        }
    }

    @unsafe
    @inline(__always)
    private func publish(
        _ payload: UnsafeMutableRawPointer,
        _ byteCount: Int,
        _ target: UnsafePointer<plume_target>,
        _ frame: UnsafeRawPointer?,
        _ headroom: Int32
    ) {
        // SAFETY: the caller vouches for the bytes and the target, which is never freed.
        guard unsafe first == nil || matches(payload, byteCount, frame) else { return }
        if contexts.count == 0 {
            let whole = UInt64((byteCount &+ 7) & ~7)
            _ = unsafe plume_ring_put(
                target.pointee.ring,
                target.pointee.event_id,
                payload,
                whole
            )
        } else {
            _ = unsafe plume_put_with_contexts(
                target.pointee.ring,
                target.pointee.event_id,
                contexts.contexts,
                UInt64(contexts.count),
                frame,
                payload,
                UInt64(byteCount),
                headroom
            )
        }
    }

    @unsafe
    @inline(__always)
    private func matches(
        _ payload: UnsafeMutableRawPointer,
        _ byteCount: Int,
        _ frame: UnsafeRawPointer?
    ) -> Bool {
        // SAFETY: the bytes were staged by the caller and nobody else writes to them.
        let bytes = unsafe UnsafeRawBufferPointer(start: payload, count: byteCount)
        let record = unsafe Span<UInt8>(_unsafeBytes: bytes)
        let source = unsafe LiveContexts(frame: frame)
        var next = unsafe first
        while let node = unsafe next {
            // SAFETY: nodes live as long as the process.
            let isMatch = unsafe node._withUnsafeGuaranteedRef { node in
                unsafe next = node.next
                return node.filter.matches(record, contexts: source)
            }
            if isMatch { return true }
        }
        return false
    }
}
