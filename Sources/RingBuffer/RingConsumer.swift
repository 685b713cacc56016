// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import SystemCalls

/// The reading end of one CPU's ring.
///
/// It takes nothing in the shared page on trust: its own position lives in private memory, and a
/// head that cannot be is reported instead of followed.
public struct RingConsumer: ~Copyable {
    /// Which CPU's ring this is.
    public let cpu: Int
    /// The position up to which bytes have been consumed, in bytes since the ring was made.
    public private(set) var tail: UInt64 = 0
    private let mapping: RingMapping
    /// Gives memory back as it was read; nil to keep it.
    private let reclaimer: RingBufferOwner?
    /// The position up to which producers may write again.
    private var published: UInt64 = 0
    /// How much is reclaimed at once, whole pages: each time is a system call, but what waits for
    /// it is room that producers lack.
    private var reclaimStep: UInt64 { UInt64(min(mapping.geometry.sizeBytes / 16, 64 * 1_024)) }

    /// What a look at the control page found.
    public struct Snapshot: Hashable, Sendable {
        /// Bytes that can be read from the tail on.
        public let available: Int
        /// A time not below any record in those bytes and not above any record after them.
        public let stamp: UInt64
        /// Records lost on this CPU up to now.
        public let lost: UInt64
    }

    /// What was wrong with a control page.
    public struct CorruptControlPage: Error, Hashable, Sendable, CustomStringConvertible {
        /// Which CPU's page.
        public let cpu: Int
        /// The head found there.
        public let head: UInt64
        /// The consumer's own position.
        public let tail: UInt64

        /// One line for a person.
        public var description: String {
            "ring of CPU \(cpu): head \(head) is impossible for tail \(tail);"
                + " a program overwrote the control page, reading it stops here"
        }
    }

    init(_ mapping: RingMapping, cpu: Int, reclaimer: RingBufferOwner? = nil) {
        self.mapping = mapping
        self.reclaimer = reclaimer
        self.cpu = cpu
    }

    /// Reads head, then stamp, then losses; the order is what makes the stamp a bound.
    public func snapshot() throws(CorruptControlPage) -> Snapshot {
        // SAFETY: the control page is mapped for the life of the mapping and the file is sealed.
        let page = unsafe mapping.range.base + mapping.geometry.mappingOffset(cpu: cpu)
        let head = unsafe plume_load_acquire(page + Int(PLUME_RING_HEAD))
        let stamp = unsafe plume_load_acquire(page + Int(PLUME_RING_STAMP))
        let lost = unsafe plume_load_acquire(page + Int(PLUME_RING_LOST))
        let available = head &- tail
        guard head % 8 == 0, available <= UInt64(mapping.geometry.sizeBytes) else {
            throw CorruptControlPage(cpu: cpu, head: head, tail: tail)
        }
        return Snapshot(available: Int(available), stamp: stamp, lost: lost)
    }

    /// Lends the bytes after the tail, in one piece also where the ring wraps.
    ///
    /// A hostile program can change them while they are read: read each value once, or copy.
    public func withBytes<Result, Failure: Error>(
        count: Int,
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(count >= 0 && count <= mapping.geometry.sizeBytes)
        let position = Int(tail % UInt64(mapping.geometry.sizeBytes))
        let offset =
            mapping.geometry.mappingOffset(cpu: cpu) + RingGeometry.controlPageBytes + position
        // SAFETY: position < size and count <= size, so the bytes lie in the double mapping.
        return try unsafe body(
            UnsafeRawBufferPointer(start: mapping.range.base + offset, count: count).bytes
        )
    }

    /// Gives bytes back to the producers.
    public mutating func release(_ count: Int) {
        precondition(count >= 0 && count <= mapping.geometry.sizeBytes)
        tail &+= UInt64(count)
        // SAFETY: the control page is mapped for the life of the mapping.
        let page = unsafe mapping.range.base + mapping.geometry.mappingOffset(cpu: cpu)
        // Whoever finds the ring after the consumer was killed begins to read here, so it is told
        // before any of the memory is given back.
        unsafe plume_store_release(page + Int(PLUME_RING_CONSUMED), tail)
        if let reclaimer {
            // Producers may write up to what is published plus the size, so memory is given back
            // first, and only what has been given back is published.
            let end = tail & ~(reclaimStep - 1)
            guard end > published else { return }
            reclaimer.reclaim(cpu: cpu, from: published, to: end)
            published = end
        } else {
            published = tail
        }
        unsafe plume_store_release(page + Int(PLUME_RING_TAIL), published)
    }
}
