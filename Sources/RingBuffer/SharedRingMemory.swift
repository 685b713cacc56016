// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import SystemCalls

/// The words of a shared ring, each read once and taken for no more than it is: any program can
/// have written it.
struct SharedRingMemory: Sendable {
    /// What a slot says.
    struct Slot: Hashable, Sendable {
        /// Which of the slots.
        let index: Int
        /// Process id (low 32 bits) and thread id (high 32 bits) of whoever claimed it; never 0.
        let owner: UInt64
        /// Where the record begins and its size, in units of 8 bytes; 0 before that is known.
        let intent: UInt64

        var process: UInt32 { UInt32(truncatingIfNeeded: owner) }
        var thread: UInt32 { UInt32(truncatingIfNeeded: owner >> 32) }
        /// Where the record begins, in bytes ever reserved.
        var position: UInt64 { (intent >> UInt64(PLUME_SHARED_LENGTH_BITS)) << 3 }
        /// Its size, the words before the payload included.
        var byteCount: Int { Int(intent & SharedRingMemory.lengthMask) << 3 }
    }

    static let slotCount = Int(PLUME_SHARED_SLOT_COUNT)
    static let headerBytes = Int(PLUME_SHARED_RECORD_HEADER)
    private static let lengthMask: UInt64 = (1 << UInt64(PLUME_SHARED_LENGTH_BITS)) - 1
    private static let commitMask: UInt64 = (1 << UInt64(PLUME_SHARED_COMMIT_BITS)) - 1

    let geometry: RingGeometry
    private let mapping: RingMapping

    init(_ mapping: RingMapping) {
        self.mapping = mapping
        geometry = mapping.geometry
    }

    /// Bytes of the data area.
    var size: UInt64 { UInt64(geometry.sharedSizeBytes) }

    private var controlOffset: Int { geometry.mappingOffset(cpu: geometry.cpuCount) }

    /// A word of the control area.
    func control(_ offset: Int) -> UInt64 {
        // SAFETY: the control area is mapped for the life of the mapping; callers name offsets of
        // its layout.
        unsafe plume_load_acquire(mapping.range.base + controlOffset + offset)
    }

    /// The same after everything that was read before.
    func controlAfterCopy(_ offset: Int) -> UInt64 {
        // SAFETY: as above.
        unsafe plume_load_after_copy(mapping.range.base + controlOffset + offset)
    }

    func setControl(_ offset: Int, _ value: UInt64) {
        // SAFETY: as above.
        unsafe plume_store_release(mapping.range.base + controlOffset + offset, value)
    }

    var head: UInt64 { control(Int(PLUME_SHARED_HEAD)) }

    /// The slots that somebody has claimed.
    func slots() -> [Slot] {
        (0..<Self.slotCount).compactMap { index in
            let offset = Self.offset(of: index)
            let owner = control(offset + Int(PLUME_SHARED_SLOT_OWNER))
            guard owner != 0 else { return nil }
            let intent = control(offset + Int(PLUME_SHARED_SLOT_INTENT))
            return Slot(index: index, owner: owner, intent: intent)
        }
    }

    /// Frees the slot of a dead producer, unless somebody else has it by now.
    func free(_ slot: Slot) {
        // SAFETY: the slot lies in the control area, and the exchange asks for its dead owner.
        let address = unsafe mapping.range.base + controlOffset + Self.offset(of: slot.index)
        _ = unsafe plume_shared_free_dead(address, slot.owner)
    }

    private static func offset(of slot: Int) -> Int {
        Int(PLUME_SHARED_SLOTS) + slot * Int(PLUME_SHARED_SLOT_SIZE)
    }

    private func dataOffset(_ position: UInt64) -> Int {
        controlOffset + RingGeometry.sharedControlBytes + Int(position % size)
    }

    /// What a commit word must be for a record at a position, and its size; nil for another word.
    func committedBytes(_ word: UInt64, at position: UInt64, before head: UInt64) -> Int? {
        let byteCount = Int(word & Self.lengthMask) << 3
        let intent = plume_shared_intent(position, UInt64(byteCount))
        guard word & Self.commitMask == intent & Self.commitMask,
            byteCount >= Self.headerBytes, byteCount <= geometry.maximumSharedRecordBytes,
            position &+ UInt64(byteCount) <= head
        else { return nil }
        return byteCount
    }

    /// The word at a position of the data area.
    func word(at position: UInt64) -> UInt64 {
        // SAFETY: the offset lies in the data area; positions are multiples of 8.
        unsafe plume_load_acquire(mapping.range.base + dataOffset(position))
    }

    /// Stores a word in the data area, where a dead producer would have.
    func setWord(_ value: UInt64, at position: UInt64) {
        // SAFETY: as above.
        unsafe plume_store_release(mapping.range.base + dataOffset(position), value)
    }

    /// Lends bytes of the data area from a position on; count is at most the size.
    func withBytes<Result>(
        at position: UInt64,
        count: Int,
        _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        precondition(count >= 0 && count <= geometry.sharedSizeBytes)
        // SAFETY: the offset lies in the first mapping of the data area and count is at most its
        // size, so that the bytes lie in the double mapping.
        return unsafe body(
            UnsafeRawBufferPointer(start: mapping.range.base + dataOffset(position), count: count)
        )
    }

    /// The full time of a record by its commit word and its header.
    static func time(commit: UInt64, header: UInt64) -> UInt64 {
        (commit & ~commitMask) | (header >> 16)
    }
}
