// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import CSide
internal import SideDescription

/// Shows an event of Plume's own to the other tracers of the process: the fields, which are already
/// laid out as a record, become arguments of the SIDE ABI.
///
/// It is slower than Plume's own way, and runs only for events that another tracer wants. The first
/// call for an event allocates, and so do events with more than a few fields.
@usableFromInline
enum SideCallout {
    /// The types of an event's fields.
    ///
    /// It is never freed.
    private final class Plan: Sendable {
        let fields: [SideType]

        init(_ fields: [SideType]) {
            self.fields = fields
        }
    }

    /// Calls back whoever wants the event.
    ///
    /// - Parameters:
    ///   - state: the event's state.
    ///   - fields: the fields as they are recorded.
    ///   - byteCount: their bytes.
    @unsafe
    @usableFromInline
    @inline(never)
    static func deliver(
        _ state: UnsafeRawPointer,
        _ fields: UnsafeRawPointer,
        _ byteCount: Int
    ) {
        guard let plan = unsafe plan(of: state) else { return }
        // SAFETY: the record was just written by the serializer of the same fields.
        var measure = unsafe ArgumentBuilder(fields, byteCount, into: nil)
        _ = measure.vector(plan.fields)
        unsafe withUnsafeTemporaryAllocation(byteCount: measure.used, alignment: 16) { area in
            guard let base = area.baseAddress else { return }
            var builder = unsafe ArgumentBuilder(fields, byteCount, into: base)
            let vector = builder.vector(plan.fields)
            let event = unsafe state.assumingMemoryBound(to: plume_side_state.self)
            unsafe side_call(event, base + vector)
        }
    }

    @unsafe
    private static func plan(of state: UnsafeRawPointer) -> Plan? {
        if let known = unsafe plume_event_get_callout(state) {
            // SAFETY: plans are never released.
            return unsafe Unmanaged<Plan>.fromOpaque(known).takeUnretainedValue()
        }
        guard let description = unsafe state.number(24, as: UnsafeRawPointer?.self),
            let compiled = try? unsafe SideEventCompiler.compile(description)
        else { return nil }
        let plan = unsafe Unmanaged.passRetained(Plan(compiled.description.fields.map(\.type)))
        guard let winner = unsafe plume_event_set_callout(state, plan.toOpaque()) else {
            return nil
        }
        if unsafe winner != plan.toOpaque() { unsafe plan.release() }
        // SAFETY: as above.
        return unsafe Unmanaged<Plan>.fromOpaque(winner).takeUnretainedValue()
    }
}
