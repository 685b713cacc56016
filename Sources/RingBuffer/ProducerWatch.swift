// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// Remembers what the slots of a shared ring said, so that only those that stay as they are are
/// suspected, and so that asking for the living stays cheap whatever a hostile program writes.
struct ProducerWatch {
    private struct Entry {
        let slot: SharedRingMemory.Slot
        let since: UInt64
        var askAgain: UInt64 = 0
        var isReported = false
        var isDead = false
    }

    /// How many threads are asked for at one look at most: each may be a walk through `/proc`.
    private static let questionLimit = 16
    /// How long a living thread is not asked for again.
    private static let trustNanoseconds: UInt64 = 50_000_000
    /// How long a living thread may hold up a ring before a person is told.
    private static let patienceNanoseconds: UInt64 = 1_000_000_000

    private let liveness: ProducerLiveness
    private var entries: [Int: Entry] = [:]
    private var questions = 0

    init(_ liveness: ProducerLiveness) {
        self.liveness = liveness
    }

    /// Begins a look: what is known of slots that have changed is forgotten.
    mutating func begin(_ slots: [SharedRingMemory.Slot]) {
        questions = 0
        let now = Clock.monotonicNanoseconds()
        var kept: [Int: Entry] = [:]
        for slot in slots {
            let known = entries[slot.index].flatMap { $0.slot == slot ? $0 : nil }
            kept[slot.index] = known ?? Entry(slot: slot, since: now, askAgain: .max)
            // A slot is suspected from the second look on that finds it unchanged.
            if known?.askAgain == .max { kept[slot.index]?.askAgain = 0 }
        }
        entries = kept
    }

    /// Whether the owner of a slot is known to be gone.
    mutating func isDead(_ slot: SharedRingMemory.Slot, asksAtOnce: Bool = false) -> Bool {
        var entry =
            entries[slot.index].flatMap { $0.slot == slot ? $0 : nil }
            ?? Entry(slot: slot, since: Clock.monotonicNanoseconds(), askAgain: .max)
        if entry.isDead { return true }
        let now = Clock.monotonicNanoseconds()
        let isDue =
            asksAtOnce
            ? entry.askAgain == .max || entry.askAgain <= now
            : entry.askAgain <= now
        guard isDue, questions < Self.questionLimit else { return false }
        questions += 1
        entry.isDead = !liveness.isAlive(process: slot.process, thread: slot.thread)
        entry.askAgain = now &+ Self.trustNanoseconds
        entries[slot.index] = entry
        return entry.isDead
    }

    /// What a person is told of a producer that holds the ring up; once, after a second.
    mutating func report(_ slot: SharedRingMemory.Slot) -> String? {
        guard var entry = entries[slot.index], entry.slot == slot, !entry.isReported,
            Clock.monotonicNanoseconds() &- entry.since > Self.patienceNanoseconds
        else { return nil }
        entry.isReported = true
        entries[slot.index] = entry
        return "process \(slot.process) (thread \(slot.thread)) is stopped inside an event; later"
            + " events of the shared ring wait in memory until it goes on or ends"
    }
}
