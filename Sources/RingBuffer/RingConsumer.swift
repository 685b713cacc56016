// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import SystemCalls

/// The reading end of one ring.
///
/// It takes nothing in the shared page on trust: its own position lives in private memory, and a
/// head that cannot be is reported instead of followed.
public struct RingConsumer: ~Copyable {
    /// The ring's number: that of its CPU, or the one after those for the shared ring.
    public let cpu: Int
    /// Takes the records out of the shared ring; nil for a ring that sections write.
    private let shared: SharedRingReader?
    /// The position up to which bytes have been consumed, in bytes since the ring was made.
    public private(set) var tail: UInt64 = 0
    let mapping: RingMapping
    /// Gives memory back as it was read; nil to keep it.
    private let reclaimer: RingBufferOwner?
    private var counters = LossCounters()
    private var report: String?
    /// Whether counts of lost events were found that cannot be right.
    public private(set) var hasWrongCounts = false
    /// The position up to which producers may write again.
    private(set) var published: UInt64 = 0
    /// How much is reclaimed at once, whole pages: each time is a system call, but what waits for
    /// it is room that producers lack.
    private var reclaimStep: UInt64 {
        UInt64(min(mapping.geometry.sizeBytes(of: cpu) / 16, 64 * 1_024))
    }

    /// What a look at the control page found.
    public struct Snapshot: Hashable, Sendable {
        /// Bytes that can be read from the tail on.
        public let available: Int
        /// A time not below any record in those bytes and not above any record after them.
        public let stamp: UInt64
        /// Records lost in this ring up to now, for want of room or otherwise.
        public let lost: UInt64
        /// Records that were larger than a record can be.
        public let tooBig: UInt64
        /// Events whose arguments were not those of their descriptions.
        public let malformed: UInt64
        /// Records that killed producers began in the shared ring and never ended.
        public let holes: UInt64
        /// All events that were emitted and are not in the ring, for whatever reason.
        public var missing: UInt64 { lost + tooBig + malformed + holes }
    }

    /// What was wrong with a control page.
    public struct CorruptControlPage: Error, Hashable, Sendable, CustomStringConvertible {
        /// Which CPU's page.
        public let cpu: Int
        /// The head found there.
        public let head: UInt64
        /// The consumer's own position.
        public let tail: UInt64
        /// Whether the head is possible and what stands at the consumer's position is not.
        public var isGarbage = false

        /// One line for a person.
        public var description: String {
            if isGarbage {
                return "the shared ring: at \(tail), before head \(head), there is neither a"
                    + " record nor a producer; a program overwrote it, reading it stops here"
            }
            return "ring of CPU \(cpu): head \(head) is impossible for tail \(tail);"
                + " a program overwrote the control page, reading it stops here"
        }
    }

    init(
        _ mapping: RingMapping,
        cpu: Int,
        reclaimer: RingBufferOwner? = nil,
        liveness: ProducerLiveness,
        start: UInt64 = 0
    ) {
        shared =
            mapping.geometry.isShared(cpu)
            ? SharedRingReader(SharedRingMemory(mapping), liveness, start: start) : nil
        self.mapping = mapping
        self.reclaimer = reclaimer
        self.cpu = cpu
    }

    /// Reads head, then stamp, then losses; the order is what makes the stamp a bound.
    ///
    /// Of the shared ring it takes the committed records out.
    ///
    /// - Parameter isLast: whether nobody looks again: records of the shared ring that are still
    ///   being written are then waited for, 50 ms at most, and counted as lost.
    /// - Returns: what can be read.
    /// - Throws: that nothing in the ring can be believed any more.
    public mutating func snapshot(isLast: Bool = false) throws(CorruptControlPage) -> Snapshot {
        if let shared { return try snapshot(of: shared, isLast: isLast) }
        // SAFETY: the control page is mapped for the life of the mapping and the file is sealed.
        let page = unsafe mapping.range.base + mapping.geometry.mappingOffset(cpu: cpu)
        let head = unsafe plume_load_acquire(page + Int(PLUME_RING_HEAD))
        let stamp = unsafe plume_load_acquire(page + Int(PLUME_RING_STAMP))
        let lost = unsafe plume_load_acquire(page + Int(PLUME_RING_LOST))
        let available = head &- tail
        guard head % 8 == 0, available <= UInt64(mapping.geometry.sizeBytes) else {
            throw CorruptControlPage(cpu: cpu, head: head, tail: tail)
        }
        let tooBig = unsafe plume_load_acquire(page + Int(PLUME_RING_TOO_BIG))
        let malformed = unsafe plume_load_acquire(page + Int(PLUME_RING_MALFORMED))
        take(lost: lost, tooBig: tooBig, malformed: malformed)
        return Snapshot(
            available: Int(available),
            stamp: stamp,
            lost: counters.lost.value,
            tooBig: counters.tooBig.value,
            malformed: counters.malformed.value,
            holes: 0
        )
    }

    private mutating func take(lost: UInt64, tooBig: UInt64, malformed: UInt64) {
        let found = counters.take(lost: lost, tooBig: tooBig, malformed: malformed, cpu: cpu)
        guard let found else { return }
        report = found
        hasWrongCounts = true
    }

    private mutating func snapshot(
        of shared: SharedRingReader,
        isLast: Bool
    ) throws(CorruptControlPage) -> Snapshot {
        let memory = SharedRingMemory(mapping)
        do throws(SharedRingReader.Failure) {
            try shared.look(isLast: isLast)
        } catch {
            switch error {
            case .head(let head):
                throw CorruptControlPage(cpu: cpu, head: head, tail: shared.position)
            case .garbage(let position):
                throw CorruptControlPage(
                    cpu: cpu,
                    head: memory.head,
                    tail: position,
                    isGarbage: true
                )
            }
        }
        // What killed producers left takes room as well.
        if shared.available == 0 {
            tell(shared.position)
            publish(shared.position)
        }
        take(
            lost: memory.control(Int(PLUME_SHARED_LOST)),
            tooBig: memory.control(Int(PLUME_SHARED_TOO_BIG)),
            malformed: memory.control(Int(PLUME_SHARED_MALFORMED))
        )
        return Snapshot(
            available: shared.available,
            stamp: shared.stamp,
            lost: counters.lost.value + shared.abandonedCount,
            tooBig: counters.tooBig.value,
            malformed: counters.malformed.value,
            holes: shared.holeCount
        )
    }

    /// What a person should know of a producer that holds the shared ring up, once for each, and of
    /// counts that cannot be right.
    public mutating func takeReport() -> String? {
        defer { report = nil }
        return report ?? shared?.takeReport()
    }

    /// Lends the bytes after the tail, in one piece also where the ring wraps.
    ///
    /// A hostile program can change them while they are read: read each value once, or copy.
    public func withBytes<Result, Failure: Error>(
        count: Int,
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if let shared { return try shared.withBytes(count: count, body) }
        precondition(count >= 0 && count <= mapping.geometry.sizeBytes)
        let position = Int(tail % UInt64(mapping.geometry.sizeBytes))
        let offset =
            mapping.geometry.mappingOffset(cpu: cpu) + RingGeometry.controlPageBytes + position
        // SAFETY: position < size and count <= size, so the bytes lie in the double mapping.
        return try unsafe body(
            UnsafeRawBufferPointer(start: mapping.range.base + offset, count: count).bytes
        )
    }

    /// Copies bytes after the tail and lends the copy, which no program can change.
    ///
    /// - Parameters:
    ///   - count: how many bytes.
    ///   - copy: memory for the copy, which is made larger where that is necessary.
    ///   - body: reads them.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws.
    public func withCopy<Result, Failure: Error>(
        count: Int,
        in copy: inout [UInt8],
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // What was taken out of the shared ring is a copy already.
        if let shared { return try shared.withBytes(count: count, body) }
        if copy.count < count { copy = [UInt8](repeating: 0, count: count) }
        var span = copy.mutableSpan
        unsafe span.withUnsafeMutableBytes { target in
            withBytes(count: count) { bytes in
                unsafe bytes.withUnsafeBytes { source in
                    // SAFETY: the target has room for count bytes. Whatever a hostile program makes
                    // of the source meanwhile, each is some byte.
                    guard let from = source.baseAddress, let to = target.baseAddress else { return }
                    unsafe to.copyMemory(from: from, byteCount: count)
                }
            }
        }
        // SAFETY: a byte has no padding, so the bytes of the span are all initialized.
        return try unsafe body(copy.span.bytes.extracting(first: count))
    }

    /// Gives bytes back to the producers.
    public mutating func release(_ count: Int) {
        if let shared {
            precondition(count >= 0 && count <= shared.available)
            shared.release(count)
            tell(shared.released)
            // The bytes of the ring and those that were taken out are not the same, so that a part
            // of these is not given back.
            if shared.available == 0 { publish(shared.position) }
            return
        }
        precondition(count >= 0 && count <= mapping.geometry.sizeBytes)
        tell(tail &+ UInt64(count))
        publish(tail &+ UInt64(count))
    }

    /// Where in the ring the first of the available bytes end, counted in bytes ever written.
    ///
    /// - Parameter count: bytes of whole records.
    /// - Returns: where the next record begins.
    public func position(after count: Int) -> UInt64 {
        shared?.position(after: count) ?? tail &+ UInt64(count)
    }

    /// How many of the available bytes of a shared ring stand before a place in it, counted in
    /// bytes ever reserved.
    func available(before place: UInt64) -> Int { shared?.available(before: place) ?? 0 }

    /// Tells whoever finds the ring after the consumer was killed where to begin.
    private func tell(_ position: UInt64) {
        // SAFETY: the control page is mapped for the life of the mapping; the word has its place in
        // both kinds of it.
        let page = unsafe mapping.range.base + mapping.geometry.mappingOffset(cpu: cpu)
        unsafe plume_store_release(page + Int(PLUME_RING_CONSUMED), position)
    }

    /// Lets producers write up to a position and the ring's size.
    private mutating func publish(_ position: UInt64) {
        tail = position
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
        // SAFETY: the control page is mapped for the life of the mapping; the tail has its place in
        // both kinds of it.
        let page = unsafe mapping.range.base + mapping.geometry.mappingOffset(cpu: cpu)
        unsafe plume_store_release(page + Int(PLUME_RING_TAIL), published)
    }
}
