// SPDX-License-Identifier: Apache-2.0

internal import CPlume

/// What the tracer is called back with for a SIDE event.
///
/// It says where the event's records go and how its arguments become one. It is never freed,
/// because a thread may be using it.
@safe
struct SideTarget {
    /// The state of Plume's own event, with the chain of targets.
    @unsafe let state: UnsafeRawPointer
    @unsafe let steps: UnsafePointer<ArgumentStep>?
    /// The fields that are described.
    let count: Int
    let isVariadic: Bool
}

/// The path of a SIDE event from its arguments into the rings.
///
/// As that of Plume's own events it takes no lock and calls no system, and is signal-safe if the
/// functions of the program that it visits are.
enum SideEmission {
    /// What became of the arguments.
    private enum Outcome {
        case published
        case tooLong
        case malformed
    }

    /// Called by the SIDE runtime for an event.
    static let receive:
        @convention(c) (
            UnsafeRawPointer?, UnsafeRawPointer?, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?
        ) -> Void = { _, arguments, own, caller in
            guard let own = unsafe own else { return }
            // SAFETY: the pointer is the one that the callback was registered with.
            unsafe SideEmission.record(
                own.assumingMemoryBound(to: SideTarget.self),
                arguments,
                nil,
                UnsafeRawPointer(caller)
            )
        }

    /// Called by the SIDE runtime for an event with fields beyond those described.
    static let receiveVariadic:
        @convention(c) (
            UnsafeRawPointer?, UnsafeRawPointer?, UnsafeRawPointer?, UnsafeMutableRawPointer?,
            UnsafeMutableRawPointer?
        ) -> Void = { _, arguments, variadic, own, caller in
            guard let own = unsafe own else { return }
            // SAFETY: as above.
            unsafe SideEmission.record(
                own.assumingMemoryBound(to: SideTarget.self),
                arguments,
                variadic,
                UnsafeRawPointer(caller)
            )
        }

    @unsafe
    @inline(__always)
    private static func record(
        _ target: UnsafePointer<SideTarget>,
        _ arguments: UnsafeRawPointer?,
        _ variadic: UnsafeRawPointer?,
        _ caller: UnsafeRawPointer?
    ) {
        guard let targets = unsafe plume_event_targets(target.pointee.state) else { return }
        let bytes = EventEmission.stackBytes
        let outcome = unsafe withUnsafeTemporaryAllocation(byteCount: bytes, alignment: 16) {
            area in
            // SAFETY: the area has as many bytes; a temporary allocation is never empty.
            guard let base = area.baseAddress else { return Outcome.tooLong }
            return unsafe stage(
                base,
                bytes,
                target,
                targets,
                arguments,
                variadic,
                caller,
                headroom: 0
            )
        }
        switch outcome {
        case .published: break
        case .malformed: unsafe EventEmission.countMalformed(targets)
        case .tooLong: unsafe recordLarge(target, targets, arguments, variadic, caller)
        }
    }

    @unsafe
    @inline(__always)
    private static func stage(
        _ base: UnsafeMutableRawPointer,
        _ byteCount: Int,
        _ target: UnsafePointer<SideTarget>,
        _ targets: UnsafePointer<plume_target>,
        _ arguments: UnsafeRawPointer?,
        _ variadic: UnsafeRawPointer?,
        _ caller: UnsafeRawPointer?,
        headroom: Int32
    ) -> Outcome {
        let capacity = byteCount &- EventEmission.slackBytes
        // SAFETY: the slack stays free behind the writer's capacity for the zeroed padding.
        var writer = unsafe RecordWriter(base: base, capacity: capacity)
        writer.append(plume_get_thread_identity())
        let steps = unsafe target.pointee.steps
        let count = unsafe target.pointee.count
        guard unsafe ArgumentSerializer.write(arguments, steps, count, into: &writer) else {
            return .malformed
        }
        if unsafe target.pointee.isVariadic {
            guard unsafe DynamicSerializer.writeFields(variadic, depth: 1, into: &writer) else {
                return .malformed
            }
        }
        if writer.isOverflowed { return .tooLong }
        unsafe base.storeBytes(of: 0, toByteOffset: writer.offset, as: UInt64.self)
        unsafe EventEmission.publish(
            base,
            writer.offset,
            targets,
            headroom: headroom,
            caller: caller
        )
        return .published
    }

    /// The same through this thread's large area.
    @unsafe
    @inline(never)
    private static func recordLarge(
        _ target: UnsafePointer<SideTarget>,
        _ targets: UnsafePointer<plume_target>,
        _ arguments: UnsafeRawPointer?,
        _ variadic: UnsafeRawPointer?,
        _ caller: UnsafeRawPointer?
    ) {
        guard let area = unsafe plume_large_area_acquire() else {
            return unsafe EventEmission.countMissing(targets, isTooBig: false)
        }
        // SAFETY: the area is larger than both together.
        let start = unsafe area + Int(PLUME_CONTEXTS_MAXIMUM_BYTES)
        let bytes = RecordLimits.maximumPayloadBytes + EventEmission.slackBytes
        let outcome = unsafe stage(
            start,
            bytes,
            target,
            targets,
            arguments,
            variadic,
            caller,
            headroom: 1
        )
        plume_large_area_release()
        switch outcome {
        case .published: break
        case .malformed: unsafe EventEmission.countMalformed(targets)
        case .tooLong: unsafe EventEmission.countMissing(targets, isTooBig: true)
        }
    }
}
