// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import SystemCalls

/// Takes committed records out of a shared ring into private memory, in the form that per-CPU rings
/// have: header and payload, one after the other.
///
/// It stops before a record that is still being written, and skips what killed producers left.
final class SharedRingReader {
    /// What is wrong with the ring.
    enum Failure: Error {
        /// The head cannot be.
        case head(UInt64)
        /// Neither a record nor anything that a producer leaves.
        case garbage(UInt64)
    }

    /// How long the last look waits for records that are being written.
    private static let lastWaitNanoseconds: UInt64 = 50_000_000
    /// Staging that is larger than this is given back when it is empty.
    private static let keptBytes = 1 << 20

    private let memory: SharedRingMemory
    private var watch: ProducerWatch
    /// The place up to which the ring has been looked at, in bytes ever reserved.
    private(set) var position: UInt64
    /// The place up to which everything has been released.
    private(set) var released: UInt64
    /// Where each record that was taken out ends, in the staging and in the ring.
    private var ends: [(staged: Int, ring: UInt64)] = []
    private var firstEnd = 0
    private var staging: [UInt8] = []
    private var stagingStart = 0
    /// The full time of the newest record so far.
    private(set) var stamp: UInt64 = 0
    /// Records that killed producers began and never ended.
    private(set) var holeCount: UInt64 = 0
    /// Where those of them lie that have not been released.
    private var unreleasedHoles: [UInt64] = []
    /// Records that were still being written when the last look could wait no longer.
    private(set) var abandonedCount: UInt64 = 0
    private var report: String?

    init(_ memory: SharedRingMemory, _ liveness: ProducerLiveness, start: UInt64 = 0) {
        position = start
        released = start
        self.memory = memory
        watch = ProducerWatch(liveness)
    }

    /// Bytes of records that have been taken out and not been released.
    var available: Int { staging.count - stagingStart }

    /// What a person should know of a producer that holds the ring up; once.
    func takeReport() -> String? {
        defer { report = nil }
        return report
    }

    /// How much one look takes out at most, so that room is given back before all is read.
    private var lookBytes: Int { max(Self.keptBytes, Int(memory.size / 4)) }

    /// Takes out what was committed.
    ///
    /// - Parameter isLast: whether nobody looks again: then records that are still being written
    ///   are waited for briefly and left out.
    /// - Throws: that the ring cannot be read any further.
    func look(isLast: Bool) throws(Failure) {
        watch.begin(memory.slots())
        let head = memory.head
        guard head % 8 == 0, head >= position, head - position <= memory.size else {
            throw .head(head)
        }
        let deadline = Clock.monotonicNanoseconds() + Self.lastWaitNanoseconds
        reading: while position < head, isLast || available < lookBytes {
            let finding = memory.finding(at: position, before: head) {
                !watch.isDead($0, asksAtOnce: isLast)
            }
            switch finding {
            case .record(let byteCount, let commit):
                stage(byteCount, commit)
            case .hole(let byteCount):
                holeCount += 1
                unreleasedHoles.append(position)
                position += UInt64(byteCount)
            case .pending(let slot):
                guard isLast else {
                    report = watch.report(slot) ?? report
                    break reading
                }
                if Clock.monotonicNanoseconds() < deadline {
                    Clock.sleep(nanoseconds: 100_000)
                    continue
                }
                guard skipPending(before: head) else { throw .garbage(position) }
            case .corrupt:
                throw .garbage(position)
            }
        }
        sweep()
    }

    /// How many of the bytes that were taken out stand before a place in the ring.
    func available(before place: UInt64) -> Int {
        let before = ends[firstEnd...].last { $0.ring <= place }
        return before.map { $0.staged - stagingStart } ?? 0
    }

    private func stage(_ byteCount: Int, _ commit: UInt64) {
        let start = staging.count
        // SAFETY: the bytes are copied while they are lent; whatever a hostile program makes of
        // them meanwhile, each is some byte.
        unsafe memory.withBytes(at: position &+ 8, count: byteCount - 8) { bytes in
            unsafe staging.append(contentsOf: bytes)
        }
        let header = (0..<8).reduce(UInt64(0)) { $0 | UInt64(staging[start + $1]) << (8 * $1) }
        stamp = SharedRingMemory.time(commit: commit, header: header)
        position += UInt64(byteCount)
        ends.append((staging.count, position))
    }

    /// Where in the ring the first of the bytes that were taken out end.
    func position(after count: Int) -> UInt64 {
        // What killed producers left after the last record goes with it.
        if count == available { return position }
        let staged = stagingStart + count
        var found = released
        for end in ends[firstEnd...] {
            if end.staged > staged { break }
            found = end.ring
        }
        return found
    }

    /// Leaves out a record that somebody is still writing; false when its end is not known.
    private func skipPending(before head: UInt64) -> Bool {
        switch memory.finding(at: position, before: head, isAlive: { _ in false }) {
        case .record(let byteCount, let commit):
            stage(byteCount, commit)
        case .hole(let byteCount):
            abandonedCount += 1
            position += UInt64(byteCount)
        case .pending:
            return true
        case .corrupt:
            return false
        }
        return true
    }

    /// Frees the slots of dead producers that tell of nothing that is still to be read, also by
    /// whoever finds the ring after this process was killed.
    private func sweep() {
        for slot in memory.slots() where slot.intent == 0 || slot.position < released {
            if watch.isDead(slot) { memory.free(slot) }
        }
    }

    /// Lends the first of the bytes that were taken out.
    func withBytes<Result, Failure: Error>(
        count: Int,
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let range = stagingStart..<(stagingStart + count)
        let staging = staging
        // SAFETY: the array is not changed while its bytes are lent; ranges outside of it trap.
        return try unsafe staging.span.withUnsafeBytes { bytes throws(Failure) in
            try unsafe body(UnsafeRawBufferPointer(rebasing: bytes[range]).bytes)
        }
    }

    /// Forgets the first of the bytes that were taken out.
    func release(_ count: Int) {
        released = position(after: count)
        tellHoles()
        stagingStart += count
        while firstEnd < ends.count, ends[firstEnd].staged <= stagingStart { firstEnd += 1 }
        guard stagingStart == staging.count else { return }
        ends.removeAll(keepingCapacity: true)
        firstEnd = 0
        staging.removeAll(keepingCapacity: staging.count <= Self.keptBytes)
        stagingStart = 0
    }

    /// Tells of the holes before what has been released: whoever finds the ring after this process
    /// was killed counts the others itself.
    private func tellHoles() {
        guard let first = unreleasedHoles.first, first < released else { return }
        unreleasedHoles.removeAll { $0 < released }
        memory.setControl(Int(PLUME_SHARED_HOLES), holeCount - UInt64(unreleasedHoles.count))
    }
}
