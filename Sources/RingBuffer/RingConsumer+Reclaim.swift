// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import SystemCalls

/// Memory that is given back while programs go on writing.
///
/// Producers see less room for a moment: the published tail is set back, so that the far end of the
/// free space is out of their reach. What was begun before that is waited for: a section ends or
/// is restarted when another thread runs on its CPU, and who writes the shared ring holds a slot.
extension RingConsumer {
    /// How much of a ring stays free for producers while most of it is given back: an eighth.
    private static var keptShare: Int { 8 }
    private static let pageBytes: UInt64 = 4_096

    /// Gives the memory of the free space back.
    ///
    /// Most of it is given back while an eighth of the ring has room for producers. The rest only
    /// where nothing was written meanwhile; a record that comes in these microseconds is lost, and
    /// counted. Not for rings that overwrite.
    ///
    /// - Parameter owner: the channel's memory.
    /// - Returns: false where the ring could not be kept still, and nothing was given back.
    @discardableResult
    public mutating func reclaimFreeSpace(of owner: RingBufferOwner) -> Bool {
        precondition(mapping.geometry.lossMode == .discard)
        let affinity = ThreadAffinity.current()
        defer { affinity?.apply() }
        let size = UInt64(mapping.geometry.sizeBytes(of: cpu))
        let head = currentHead
        guard reclaim(keeping: size / UInt64(Self.keptShare), of: owner) else { return false }
        if currentHead == head { reclaim(keeping: 0, of: owner) }
        return true
    }

    private var page: UnsafeMutableRawPointer {
        // SAFETY: the control page is mapped for the life of the mapping.
        unsafe mapping.range.base + mapping.geometry.mappingOffset(cpu: cpu)
    }

    private var currentHead: UInt64 {
        // SAFETY: as above; head and tail have their places in both kinds of control page.
        unsafe plume_load_acquire(page + Int(PLUME_RING_HEAD))
    }

    @discardableResult
    private mutating func reclaim(keeping keptBytes: UInt64, of owner: RingBufferOwner) -> Bool {
        let size = UInt64(mapping.geometry.sizeBytes(of: cpu))
        let head = currentHead
        // Anybody may have written the head; this one has to be one that the tail allows.
        guard head &- published <= size else { return false }
        let start = (head &+ keptBytes &+ Self.pageBytes &- 1) & ~(Self.pageBytes &- 1)
        let end = (published &+ size) & ~(Self.pageBytes &- 1)
        guard end > start, end &- start <= size else { return true }
        // SAFETY: the tail is ours, and so is the time until it is set back.
        unsafe plume_store_release(page + Int(PLUME_RING_TAIL), start &- size)
        defer { unsafe plume_store_release(page + Int(PLUME_RING_TAIL), published) }
        // Before the tail was set back somebody may have come as far as what is to be given back.
        guard waitForWriters(), start &- currentHead <= size else { return false }
        owner.reclaim(cpu: cpu, from: start, to: end)
        return true
    }

    /// Waits until nobody writes who saw the tail as it was; false where that cannot be known.
    private func waitForWriters() -> Bool {
        plume_fence()
        let geometry = mapping.geometry
        if geometry.isShared(cpu) { return waitForSlots() }
        guard geometry.allocation != .perCPU else { return ThreadAffinity(cpu: cpu).apply() }
        // A thread with this concurrency id may run on any CPU.
        return (0..<Host.possibleCPUCount()).allSatisfy { ThreadAffinity(cpu: $0).apply() }
    }

    private func waitForSlots() -> Bool {
        let memory = SharedRingMemory(mapping)
        var busy = Set(memory.slots().map(\.index))
        for _ in 0..<200 {
            if busy.isEmpty { return true }
            Clock.sleep(nanoseconds: 20_000)
            busy.formIntersection(memory.slots().map(\.index))
        }
        return false
    }
}
