// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import SystemCalls

extension RingCapture {
    /// How long a frozen ring is waited for until nobody writes it any more.
    private static let settleNanoseconds: UInt64 = 10_000_000

    /// What stands before the copy is made.
    private struct Extent {
        let head: UInt64
        let reserved: UInt64
        /// Records that are still being written, by position, with the sizes they may have.
        let pending: [UInt64: [Int]]
    }

    /// Copies the records of a shared ring.
    init(
        _ memory: SharedRingMemory,
        isFreezing: Bool
    ) throws(RingConsumer.CorruptControlPage) {
        cpu = memory.geometry.cpuCount
        subBufferBytes = memory.geometry.sharedSubBufferBytes
        if isFreezing { memory.setControl(Int(PLUME_SHARED_FROZEN), 1) }
        defer { if isFreezing { memory.setControl(Int(PLUME_SHARED_FROZEN), 0) } }
        var extent = Self.extent(memory)
        let deadline = Clock.monotonicNanoseconds() + Self.settleNanoseconds
        while isFreezing, !extent.pending.isEmpty, Clock.monotonicNanoseconds() < deadline {
            Clock.sleep(nanoseconds: 100_000)
            extent = Self.extent(memory)
        }
        let head = extent.head
        guard head % 8 == 0 else {
            throw RingConsumer.CorruptControlPage(cpu: cpu, head: head, tail: 0)
        }
        lost = LossCounter.plausible(memory.control(Int(PLUME_SHARED_LOST)))
        tooBig = LossCounter.plausible(memory.control(Int(PLUME_SHARED_TOO_BIG)))
        malformed = LossCounter.plausible(memory.control(Int(PLUME_SHARED_MALFORMED)))
        holes = LossCounter.plausible(memory.control(Int(PLUME_SHARED_HOLES)))
        let reserved = LossCounter.plausible(extent.reserved)
        let unfinished = holes + UInt64(extent.pending.count)
        committedCount =
            memory.geometry.lossMode == .overwrite
            ? (reserved > unfinished ? reserved - unfinished : 0) : nil
        let length = min(head, memory.size)
        let lower = head - length
        // SAFETY: the bytes are copied while they are lent, and checked in the copy.
        let copy = unsafe memory.withBytes(at: lower, count: Int(length)) { unsafe [UInt8]($0) }
        // Nobody writes what is not reserved, so whatever was overwritten lies below this line.
        let headAfter = memory.controlAfterCopy(Int(PLUME_SHARED_HEAD))
        guard headAfter >= head else {
            throw RingConsumer.CorruptControlPage(cpu: cpu, head: headAfter, tail: head)
        }
        let line = max(lower, headAfter > memory.size ? headAfter - memory.size : 0)
        var walk = SharedCopyWalk(copy, lower: lower, head: head, memory, extent.pending)
        walk.read(from: line, starts: Self.starts(memory, from: line, to: head))
        self.copy = .gathered(walk.records)
        places = .listed(walk.places, after: head)
        stamp = walk.stamp
        heldBytes = Int(length)
    }

    /// Head and count, and what is not committed below that head.
    ///
    /// The slots are read after the head, so that each record below it that is not committed then
    /// is found; whatever else lies there is whole before the copy begins.
    private static func extent(_ memory: SharedRingMemory) -> Extent {
        var head = memory.head
        var reserved = memory.control(Int(PLUME_SHARED_COUNT))
        for _ in 0..<1_000 {
            let again = memory.head
            if again == head { break }
            head = again
            reserved = memory.control(Int(PLUME_SHARED_COUNT))
        }
        var pending: [UInt64: [Int]] = [:]
        for slot in memory.slots() where slot.intent != 0 && slot.position < head {
            let position = slot.position
            let word = memory.word(at: position)
            if memory.committedBytes(word, at: position, before: head) == nil,
                position &+ memory.size >= head
            {
                pending[position, default: []].append(slot.byteCount)
            }
        }
        return Extent(head: head, reserved: reserved, pending: pending)
    }

    /// Where records begin, one place for each sub-buffer, in order.
    private static func starts(
        _ memory: SharedRingMemory,
        from line: UInt64,
        to head: UInt64
    ) -> [UInt64] {
        let bytes = UInt64(memory.geometry.sharedSubBufferBytes)
        let count = memory.size / bytes
        let entries = (0..<count).compactMap { index -> UInt64? in
            let entry = memory.control(Int(PLUME_SHARED_TABLE) + Int(index) * 8)
            let isOwn = entry / bytes % count == index
            return isOwn && entry >= line && entry < head && entry % 8 == 0 ? entry : nil
        }
        return (line == 0 ? [0] : []) + entries.filter { $0 > 0 }.sorted()
    }
}

/// Goes through a copy of a shared ring from record to record.
private struct SharedCopyWalk {
    private let copy: [UInt8]
    private let lower: UInt64
    private let head: UInt64
    private let memory: SharedRingMemory
    private let pending: [UInt64: [Int]]
    /// The records without their commit words.
    private(set) var records: [UInt8] = []
    /// Where they stood.
    private(set) var places: [RecordPlaces.Place] = []
    /// The full time of the last record.
    private(set) var stamp: UInt64 = 0

    init(
        _ copy: [UInt8],
        lower: UInt64,
        head: UInt64,
        _ memory: SharedRingMemory,
        _ pending: [UInt64: [Int]]
    ) {
        self.copy = copy
        self.lower = lower
        self.head = head
        self.memory = memory
        self.pending = pending
    }

    /// Reads from the first start on; where the way is lost, on from the next one.
    mutating func read(from line: UInt64, starts: [UInt64]) {
        var starts = starts[...]
        while let start = starts.popFirst() {
            var position = start
            while position < head, let next = step(position) { position = next }
            if position >= head { return }
            starts = starts.drop { $0 <= position }
        }
    }

    /// Takes what begins at a position and tells where the next begins; nil where that is unknown.
    private mutating func step(_ position: UInt64) -> UInt64? {
        let commit = word(position)
        let committed = memory.committedBytes(commit, at: position, before: head)
        if let sizes = pending[position] {
            // It may have been written while the copy was made, so it is left out.
            if let committed { return position + UInt64(committed) }
            return Set(sizes).count == 1 ? position &+ UInt64(sizes[0]) : nil
        }
        guard let committed else { return nil }
        let offset = Int(position - lower)
        let header = word(position + 8)
        // The recorder puts a record without id where a killed producer left a hole.
        if header & 0xFFFF != 0 {
            places.append(
                RecordPlaces.Place(
                    offset: records.count,
                    begin: position,
                    end: position + UInt64(committed)
                )
            )
            records += copy[(offset + 8)..<(offset + committed)]
            stamp = SharedRingMemory.time(commit: commit, header: header)
        }
        return position + UInt64(committed)
    }

    private func word(_ position: UInt64) -> UInt64 {
        guard position >= lower, position - lower <= UInt64(copy.count) - 8 else { return 0 }
        let offset = Int(position - lower)
        return (0..<8).reduce(UInt64(0)) { $0 | UInt64(copy[offset + $1]) << (8 * $1) }
    }
}
