// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CPlume

/// What the control page of one CPU says, read from bytes that may be anything.
///
/// It answers where the records of a ring begin and end that nobody writes any more, or that is
/// compared with a later copy of the same page.
public struct RingImageControl: Hashable, Sendable {
    /// Bytes ever written.
    public let head: UInt64
    /// Bytes ever consumed, as far as the consumer told.
    public let tail: UInt64
    /// A time not below any record under the head.
    public let stamp: UInt64
    /// Records that were lost, those that were too big or malformed included.
    public let lost: UInt64
    /// How many records lie under the head; nil where records do not overwrite.
    public let committedCount: UInt64?
    private let entries: [UInt64]
    private let geometry: RingGeometry

    /// How many records a control page's word says lie below a head.
    static func count(_ word: UInt64, below head: UInt64) -> UInt64 {
        let bits = UInt64(PLUME_RING_COUNT_BITS)
        let count = word & ((1 << bits) - 1)
        // A section that counts before it commits has stored the tag of its own head.
        let tag = (head << (bits - 3)) >> bits
        // A hostile program can have written a count of 0 that was just raised.
        return tag == word >> bits || count == 0 ? count : count - 1
    }

    /// Reads a control page; the result is nil where head and tail cannot be right.
    ///
    /// - Parameters:
    ///   - page: the bytes of the page; what is missing counts as zeros.
    ///   - geometry: the sizes.
    public init?(_ page: [UInt8], _ geometry: RingGeometry) {
        let bytes = page.span
        func word(_ offset: Int) -> UInt64 { bytes.load(at: offset, as: UInt64.self) ?? 0 }
        head = word(Int(PLUME_RING_HEAD))
        tail = word(Int(PLUME_RING_CONSUMED))
        stamp = word(Int(PLUME_RING_STAMP))
        lost =
            LossCounter.plausible(word(Int(PLUME_RING_LOST)))
            + LossCounter.plausible(word(Int(PLUME_RING_TOO_BIG)))
            + LossCounter.plausible(word(Int(PLUME_RING_MALFORMED)))
        self.geometry = geometry
        // A head near the end of the numbers would take thousands of years.
        guard head % 8 == 0, head < 1 << 62 else { return nil }
        guard geometry.lossMode == .overwrite else {
            committedCount = nil
            entries = []
            guard tail <= head, head - tail <= UInt64(geometry.sizeBytes) else { return nil }
            return
        }
        committedCount = Self.count(word(Int(PLUME_RING_COUNT)), below: head)
        entries = (0..<geometry.subBufferCount).map { word(Int(PLUME_RING_TABLE) + $0 * 8) }
    }

    /// Positions below this may have been overwritten; 0 when nothing was.
    ///
    /// A program killed while it wrote a record has overwritten the length of one beyond the head.
    public var line: UInt64 {
        let reach = head + UInt64(geometry.maximumRecordBytes)
        let size = UInt64(geometry.sizeBytes)
        return geometry.lossMode == .overwrite && reach > size ? reach - size : 0
    }

    /// Where the oldest record begins that a ring which overwrites still holds.
    public var oldest: UInt64 {
        let line = line
        guard line > 0 else { return 0 }
        var start = head
        for (index, entry) in entries.enumerated() {
            let place = entry / UInt64(geometry.subBufferBytes) % UInt64(geometry.subBufferCount)
            if place == UInt64(index), entry >= line, entry < start, entry % 8 == 0 {
                start = entry
            }
        }
        return start
    }
}
