// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CPlume
internal import SystemCalls

/// A copy of the records in one CPU's ring, taken while programs write: the flight recorder's view.
///
/// Only whole records are in it. Where programs overwrite faster than the copy is made it holds
/// fewer than the ring did, and none at worst, unless the ring is frozen for the time of the copy.
public struct RingCapture: Sendable {
    /// The number of the ring that was copied: its CPU, or the one after those for the shared ring.
    public let cpu: Int
    let copy: RecordCopy
    /// Where the records stood in the ring.
    public let places: RecordPlaces
    /// Bytes of the ring's sub-buffers, at which copies can begin.
    public let subBufferBytes: Int
    /// Bytes of records that the ring held when the copy began.
    public let heldBytes: Int
    /// A time not below any record in those bytes.
    public let stamp: UInt64
    /// How many records had been committed up to the last one in the bytes; nil where records do
    /// not overwrite, or when programs left no moment to read it.
    public let committedCount: UInt64?
    /// Records that were lost for other reasons than age.
    public let lost: UInt64
    /// Records that were larger than a record can be.
    public let tooBig: UInt64
    /// Events whose arguments were not those of their descriptions.
    public let malformed: UInt64
    /// Records that killed producers began in the shared ring and never ended.
    public let holes: UInt64

    init(
        _ mapping: RingMapping,
        cpu: Int,
        isFreezing: Bool
    ) throws(RingConsumer.CorruptControlPage) {
        self.cpu = cpu
        let geometry = mapping.geometry
        subBufferBytes = geometry.subBufferBytes
        // SAFETY: the control page and both mappings of the data area after it live as long as the
        // mapping, and every offset below is taken modulo the size of what it lies in.
        let page = unsafe mapping.range.base + geometry.mappingOffset(cpu: cpu)
        // Before the ring is looked at, so that programs overwrite little meanwhile.
        let expected = unsafe plume_load_acquire(page + Int(PLUME_RING_HEAD))
        let memory = RecordCopy.memory(for: expected, of: geometry.sizeBytes)
        if isFreezing { unsafe plume_store_release(page + Int(PLUME_RING_FROZEN), 1) }
        defer { if isFreezing { unsafe plume_store_release(page + Int(PLUME_RING_FROZEN), 0) } }
        let (head, count) = unsafe Self.headAndCount(page)
        guard head % 8 == 0 else {
            throw RingConsumer.CorruptControlPage(cpu: cpu, head: head, tail: 0)
        }
        stamp = unsafe plume_load_acquire(page + Int(PLUME_RING_STAMP))
        lost = LossCounter.plausible(unsafe plume_load_acquire(page + Int(PLUME_RING_LOST)))
        tooBig = LossCounter.plausible(unsafe plume_load_acquire(page + Int(PLUME_RING_TOO_BIG)))
        malformed = LossCounter.plausible(
            unsafe plume_load_acquire(page + Int(PLUME_RING_MALFORMED))
        )
        holes = 0
        committedCount = geometry.lossMode == .overwrite ? count : nil
        let size = UInt64(geometry.sizeBytes)
        let length = min(head, size)
        heldBytes = Int(length)
        let lower = head - length
        let data = unsafe page + RingGeometry.controlPageBytes + Int(lower % size)
        let all = unsafe RecordCopy(
            UnsafeRawBufferPointer(start: data, count: Int(length)),
            into: memory
        )
        // Whatever was overwritten during the copy lies below this line.
        let headAfter = unsafe plume_load_after_copy(page + Int(PLUME_RING_HEAD))
        let (reach, isFar) = headAfter.addingReportingOverflow(UInt64(geometry.maximumRecordBytes))
        guard headAfter >= head, !isFar else {
            throw RingConsumer.CorruptControlPage(cpu: cpu, head: headAfter, tail: head)
        }
        let line = max(lower, reach > size ? reach - size : 0)
        guard line > 0 else {
            copy = all
            places = .contiguous(from: lower)
            return
        }
        let table = unsafe page + Int(PLUME_RING_TABLE)
        let subBufferBytes = UInt64(geometry.subBufferBytes)
        var start = head
        for index in 0..<geometry.subBufferCount {
            let entry = unsafe plume_load_acquire(table + index * 8)
            let place = entry / subBufferBytes % UInt64(geometry.subBufferCount)
            if place == UInt64(index), entry >= line, entry < start, entry % 8 == 0 {
                start = entry
            }
        }
        copy = all.dropping(Int(start - lower))
        places = .contiguous(from: start)
    }

    /// Bytes of the records.
    public var byteCount: Int { copy.byteCount }

    /// The records, one after the other, in an array of their own.
    public var bytes: [UInt8] {
        withBytes { span in (0..<span.byteCount).map { span.load(at: $0, as: UInt8.self) ?? 0 } }
    }

    /// Lends the records.
    public func withBytes<Result, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result { try copy.withBytes(body) }

    /// The head, and how many records lie below it.
    @unsafe
    private static func headAndCount(_ page: UnsafeMutableRawPointer) -> (UInt64, UInt64?) {
        // SAFETY: the caller vouches for a control page.
        var head = unsafe plume_load_acquire(page + Int(PLUME_RING_HEAD))
        for _ in 0..<1_000 {
            let word = unsafe plume_load_acquire(page + Int(PLUME_RING_COUNT))
            let again = unsafe plume_load_acquire(page + Int(PLUME_RING_HEAD))
            if again == head {
                return (head, RingImageControl.count(word, below: head))
            }
            head = again
        }
        return (head, nil)
    }
}
