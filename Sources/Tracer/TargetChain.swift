// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import RingBuffer

/// The places to which one event's records go, as a chain that emitting threads walk without a
/// lock.
///
/// Changing it makes new nodes and replaces the whole chain with one store. Old nodes are never
/// freed, because a thread may be walking them; a node is 32 bytes and a change is rare.
enum TargetChain {
    /// Lets an event record into a ring under an id.
    ///
    /// - Parameters:
    ///   - event: the event.
    ///   - producer: the ring.
    ///   - id: what the records carry.
    ///   - rules: filters and contexts, if there are any.
    ///   - old: a ring into which it recorded so far, for this one to take its place at once.
    ///   - counter: what counted it so far, for this ring to take its place, too.
    static func attach(
        _ event: SideEvent,
        to producer: RingProducer,
        id: UInt16,
        rules: RecordingRules?,
        replacing old: RingProducer?,
        counter: EventCounter?
    ) {
        // SAFETY: the new node points to rings and rules that live as long as the process.
        let replaced = unsafe [producer.ring, old?.ring, counter?.ring]
        let (others, _) = unsafe chain(of: event, without: replaced)
        let target = unsafe plume_target(
            ring: UnsafePointer(producer.ring),
            event_id: UInt64(id),
            next: others,
            rules: rules?.address
        )
        unsafe plume_event_set_targets(event.state, node(target))
    }

    /// Counts an event.
    static func attach(_ event: SideEvent, to counter: EventCounter) {
        // SAFETY: counters live as long as the process.
        let (others, _) = unsafe chain(of: event, without: [counter.ring])
        let target = unsafe plume_target(
            ring: UnsafePointer(counter.ring),
            event_id: 0,
            next: others,
            rules: nil
        )
        unsafe plume_event_set_targets(event.state, node(target))
    }

    /// Stops an event from recording into a ring.
    static func detach(_ event: SideEvent, from producer: RingProducer) {
        unsafe detach(event, from: producer.ring)
    }

    /// Stops counting an event.
    static func detach(_ event: SideEvent, from counter: EventCounter) {
        unsafe detach(event, from: counter.ring)
    }

    @unsafe
    private static func detach(
        _ event: SideEvent,
        from ring: UnsafeMutablePointer<plume_ring>
    ) {
        let (others, isFound) = unsafe chain(of: event, without: [ring])
        if isFound { unsafe plume_event_set_targets(event.state, others) }
    }

    @unsafe
    private static func chain(
        of event: SideEvent,
        without rings: [UnsafeMutablePointer<plume_ring>?]
    ) -> (UnsafeMutablePointer<plume_target>?, Bool) {
        var kept: UnsafeMutablePointer<plume_target>?
        var isFound = false
        var next = unsafe plume_event_targets(event.state)
        // SAFETY: nodes are never freed.
        while let target = unsafe next {
            let ring = unsafe target.pointee.ring
            if unsafe rings.contains(where: { unsafe UnsafePointer($0) == ring }) {
                isFound = true
            } else {
                var copy = unsafe target.pointee
                unsafe copy.next = kept
                unsafe kept = node(copy)
            }
            unsafe next = UnsafePointer(target.pointee.next)
        }
        return unsafe (kept, isFound)
    }

    private static func node(_ target: plume_target) -> UnsafeMutablePointer<plume_target> {
        // SAFETY: the node is initialised before anybody sees it.
        let node = UnsafeMutablePointer<plume_target>.allocate(capacity: 1)
        unsafe node.initialize(to: target)
        return unsafe node
    }
}
