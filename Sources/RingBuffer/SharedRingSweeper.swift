// SPDX-License-Identifier: Apache-2.0

internal import CPlume

/// Ends what killed producers left in a shared ring that overwrites.
///
/// No producer writes over a record that another one is writing, so one that was killed there would
/// block the ring when it comes around. A record without id takes the place of what it left.
public final class SharedRingSweeper {
    private let memory: SharedRingMemory
    private var watch: ProducerWatch
    /// Records that killed producers began and never ended.
    public private(set) var holeCount: UInt64 = 0

    init(_ memory: SharedRingMemory, _ liveness: ProducerLiveness) {
        self.memory = memory
        watch = ProducerWatch(liveness)
    }

    /// Looks at the slots; one that stays as it is from one call to the next is suspected.
    ///
    /// - Returns: whether there is one that has to be looked at again.
    @discardableResult
    public func sweep() -> Bool {
        let slots = memory.slots()
        watch.begin(slots)
        for slot in slots where watch.isDead(slot) {
            let head = memory.head
            if slot.intent != 0, slot.position < head, head - slot.position <= memory.size {
                guard end(slot, before: head) else { continue }
            }
            memory.free(slot)
        }
        return !memory.slots().isEmpty
    }

    /// Ends the record of a dead producer; false when it must be looked at again.
    private func end(_ slot: SharedRingMemory.Slot, before head: UInt64) -> Bool {
        let position = slot.position
        switch memory.finding(at: position, before: head, isAlive: { !watch.isDead($0) }) {
        case .record, .corrupt:
            return true
        case .pending:
            return false
        case .hole(let byteCount):
            memory.setWord(0, at: position &+ 8)
            let commit = plume_shared_commit_word(position, UInt64(byteCount), 0)
            memory.setWord(commit, at: position)
            holeCount += 1
            memory.setControl(Int(PLUME_SHARED_HOLES), holeCount)
            return true
        }
    }
}
