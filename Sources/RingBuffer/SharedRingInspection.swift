// SPDX-License-Identifier: Apache-2.0

internal import CPlume

/// What stands at a place of a shared ring that was reserved.
enum SharedRingFinding: Hashable {
    /// A whole record of this size, and its commit word.
    case record(byteCount: Int, commit: UInt64)
    /// What a killed producer left: as many bytes that never became a record.
    case hole(byteCount: Int)
    /// A record that somebody is still writing.
    case pending(SharedRingMemory.Slot)
    /// Nothing that producers leave, however they die.
    case corrupt
}

extension SharedRingMemory {
    /// Finds out what stands at a position below the head.
    ///
    /// Whoever won a position told its intent before, and keeps the slot until the record is
    /// committed. So a place without commit has a slot, or is committed when it is looked at again.
    ///
    /// - Parameters:
    ///   - position: where a record begins.
    ///   - head: a head that was read before, further than the position.
    ///   - isAlive: whether the owner of a slot exists; asked only where it matters.
    /// - Returns: what is there.
    func finding(
        at position: UInt64,
        before head: UInt64,
        isAlive: (Slot) -> Bool
    ) -> SharedRingFinding {
        if let record = record(at: position, before: head) { return record }
        let claims = slots().filter { $0.intent != 0 && $0.position == position }
        if let alive = claims.first(where: isAlive) {
            // It may have committed in the meantime.
            return record(at: position, before: head) ?? .pending(alive)
        }
        if let record = record(at: position, before: head) { return record }
        // All are dead, or were when they were asked for; nothing of theirs can change any more.
        let rest = slots().filter { $0.intent != 0 && $0.position == position }
        if rest != claims, let moved = rest.first { return .pending(moved) }
        return hole(at: position, claims, before: head)
    }

    private func record(at position: UInt64, before head: UInt64) -> SharedRingFinding? {
        let word = word(at: position)
        return committedBytes(word, at: position, before: head)
            .map { .record(byteCount: $0, commit: word) }
    }

    /// The hole that dead claimants left, one of whom won the position.
    ///
    /// Where they wanted different sizes, the next record tells who won: only at the end of the
    /// winner's does one begin. The shorter sizes are tried first, because after a short record
    /// others may have ended where a longer one would have.
    private func hole(
        at position: UInt64,
        _ claims: [Slot],
        before head: UInt64
    ) -> SharedRingFinding {
        let sizes = Set(claims.map(\.byteCount)).filter {
            $0 >= Self.headerBytes && $0 <= geometry.maximumSharedRecordBytes
                && position &+ UInt64($0) <= head
        }.sorted()
        if sizes.count == 1 { return .hole(byteCount: sizes[0]) }
        for byteCount in sizes where isBoundary(position &+ UInt64(byteCount)) {
            return .hole(byteCount: byteCount)
        }
        return .corrupt
    }

    /// Whether records begin or end at a position.
    ///
    /// Either the head stands there, somebody intended to begin there, or a record begins there.
    /// Read in this order, one of them is always seen.
    private func isBoundary(_ position: UInt64) -> Bool {
        let head = head
        if position == head { return true }
        if slots().contains(where: { $0.intent != 0 && $0.position == position }) { return true }
        return committedBytes(word(at: position), at: position, before: head) != nil
    }
}
