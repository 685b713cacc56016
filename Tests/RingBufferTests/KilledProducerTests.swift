// SPDX-License-Identifier: Apache-2.0

import Bytes
import CPlume
import RingBuffer
import SystemCalls
import Testing

/// A producer of a shared ring that goes step by step, so that it can be killed after each of them.
@safe
final class SteppedProducer {
    /// How far it goes.
    ///
    /// A loser intends a place, is too slow, and dies before it tries again.
    enum Step: Int, CaseIterable {
        case nothing, claimed, intended, lost, reserved, noted, written, committed, freed
    }

    let identity: UInt64
    let words: Int
    private let ring: UnsafePointer<plume_ring>
    private var claim = unsafe plume_shared_claim()

    init(_ producer: RingProducer, thread: UInt32, words: Int) {
        unsafe ring = UnsafePointer(producer.ring)
        identity = 77 | UInt64(thread) << 32
        self.words = words
    }

    var payload: [UInt8] { SharedRingTests.payload(words, words: words) }

    func claimSlot() -> Bool { unsafe plume_shared_claim_slot(ring, identity, &claim) != 0 }

    func intend() -> Bool {
        unsafe plume_shared_intend(ring, UInt64(words * 8), &claim) == PLUME_PUT_DONE.rawValue
    }

    func reserve() -> Bool { unsafe plume_shared_reserve(ring, &claim) != 0 }
    func note() { unsafe plume_shared_note_start(ring, &claim) }
    func commit() { unsafe plume_shared_commit(ring, &claim) }
    func free() { unsafe plume_shared_free_slot(&claim) }

    func write() {
        unsafe payload.span.withUnsafeBytes { bytes in
            unsafe plume_shared_write(
                ring,
                &claim,
                UInt64(words + 1),
                bytes.baseAddress,
                UInt64(bytes.count)
            )
        }
    }

    /// From the reservation on, up to a step.
    func proceed(to step: Step) {
        if step.rawValue >= Step.noted.rawValue { note() }
        if step.rawValue >= Step.written.rawValue { write() }
        if step.rawValue >= Step.committed.rawValue { commit() }
        if step == .freed { free() }
    }
}

@Suite("Producers of a shared ring that are killed", .serialized)
struct KilledProducerTests {
    typealias Step = SteppedProducer.Step

    /// What a consumer found after two looks at least.
    private struct Outcome {
        var sizes: [Int] = []
        var holes: UInt64 = 0
        var report: String?
    }

    private func read(
        _ consumer: inout RingConsumer,
        looks: Int = 3
    ) throws -> Outcome {
        var outcome = Outcome()
        for _ in 0..<looks {
            let snapshot = try consumer.snapshot()
            outcome.holes = snapshot.holes
            outcome.sizes += consumer.withBytes(count: snapshot.available) { span in
                SharedRingTests.sizes(
                    of: (0..<span.byteCount).map { span.load(at: $0, as: UInt8.self) ?? 0 }
                )
            }
            consumer.release(snapshot.available)
            outcome.report = consumer.takeReport() ?? outcome.report
        }
        return outcome
    }

    /// Every pair of steps after which two producers die, in each order in which they can get
    /// there, with sizes that are the same, smaller and larger, before and after the wrap.
    @Test("leave what the consumer skips, frees and counts", arguments: Step.allCases)
    func everyState(first: Step) throws {
        let dead = ProducerLiveness { process, _ in process != 77 }
        let (owner, producer) = try SharedRingTests.owner()
        var consumer = owner.consumer(cpu: 0, liveness: dead)
        var holeCount: UInt64 = 0
        // Once around, so that words of an earlier lap lie everywhere.
        for round in 0..<1_600 {
            #expect(producer.put(id: 10, payload: SharedRingTests.payload(round, words: 9)))
            if round % 100 == 99 { _ = try read(&consumer, looks: 1) }
        }
        for second in Step.allCases {
            for (a, b) in [(3, 3), (2, 5), (5, 2), (0, 8), (8, 2), (1, 3)] {
                let one = SteppedProducer(producer, thread: 1, words: a)
                let two = SteppedProducer(producer, thread: 2, words: b)
                let (records, holes) = try die(one, first, two, second)
                // Live producers go on around them.
                let bytes = [UInt8](repeating: 1, count: 56)
                for _ in 0..<4 { #expect(producer.put(id: 8, payload: bytes)) }
                let outcome = try read(&consumer)
                let label = "\(first) \(second) \(a) \(b)"
                #expect(outcome.sizes == records + [8, 8, 8, 8], "\(label)")
                #expect(outcome.holes == holeCount + holes, "\(label)")
                holeCount += holes
                #expect(outcome.report == nil)
                try expectAllSlotsFree(producer, label)
            }
        }
    }

    /// Lets two producers go as far as they are told and says what there is to be found.
    private func die(
        _ one: SteppedProducer,
        _ first: Step,
        _ two: SteppedProducer,
        _ second: Step
    ) throws -> ([Int], UInt64) {
        let all = [(one, first), (two, second)]
        for (producer, step) in all where step != .nothing { try #require(producer.claimSlot()) }
        // Both look at the same head, so that one of them can lose.
        for (producer, step) in all where step.rawValue >= Step.intended.rawValue {
            try #require(producer.intend())
        }
        var records: [Int] = []
        var holes: UInt64 = 0
        for (producer, step) in all where step.rawValue >= Step.reserved.rawValue {
            if !producer.reserve() {
                try #require(producer.intend())
                try #require(producer.reserve())
            }
            producer.proceed(to: step)
            if step.rawValue >= Step.committed.rawValue {
                records.append(producer.words + 1)
            } else {
                holes += 1
            }
        }
        // Where nobody has won yet, a loser's place goes to whoever comes next.
        return (records, holes)
    }

    private func expectAllSlotsFree(_ producer: RingProducer, _ label: String) throws {
        var claimed = 0
        for slot in 0..<Int(PLUME_SHARED_SLOT_COUNT) {
            let offset = Int(PLUME_SHARED_SLOTS) + slot * Int(PLUME_SHARED_SLOT_SIZE)
            let word = unsafe producer.ring.pointee.shared + offset
            if unsafe plume_load_acquire(word) != 0 { claimed += 1 }
        }
        #expect(claimed == 0, "\(label)")
    }

    @Test("at one place with different sizes: the next record tells who had it")
    func twoDeadClaimants() throws {
        let dead = ProducerLiveness { process, _ in process != 77 }
        for (winnerWords, loserWords) in [(2, 5), (5, 2), (0, 1), (1, 0), (3, 9), (9, 3)] {
            for follower in [0, 1, 2, 5] {
                let (owner, producer) = try SharedRingTests.owner()
                var consumer = owner.consumer(cpu: 0, liveness: dead)
                let loser = SteppedProducer(producer, thread: 1, words: loserWords)
                let winner = SteppedProducer(producer, thread: 2, words: winnerWords)
                try #require(loser.claimSlot() && loser.intend())
                try #require(winner.claimSlot() && winner.intend() && winner.reserve())
                // The loser has not noticed. What follows is none, records, or another hole.
                var expected: [Int] = []
                var holes: UInt64 = 1
                for words in 0..<follower {
                    let bytes = SharedRingTests.payload(words, words: words)
                    #expect(producer.put(id: UInt16(words + 1), payload: bytes))
                    expected.append(words + 1)
                }
                if follower == 5 {
                    let third = SteppedProducer(producer, thread: 3, words: 4)
                    try #require(third.claimSlot() && third.intend() && third.reserve())
                    holes += 1
                    #expect(producer.put(id: 3, payload: .init(repeating: 7, count: 16)))
                    expected.append(3)
                }
                let outcome = try read(&consumer)
                #expect(outcome.sizes == expected, "\(winnerWords) \(loserWords) \(follower)")
                #expect(outcome.holes == holes)
                // If nothing followed, the loser's place is the end now, and may stay claimed.
                #expect(producer.put(id: 1, payload: []))
                #expect(try read(&consumer).sizes == [1])
                try expectAllSlotsFree(producer, "\(winnerWords) \(loserWords) \(follower)")
            }
        }
    }

    @Test("and live ones that are slow are told apart: nothing is lost, somebody is told once")
    func stopped() throws {
        let (owner, producer) = try SharedRingTests.owner()
        var consumer = owner.consumer(cpu: 0, liveness: ProducerLiveness { _, _ in true })
        let slow = SteppedProducer(producer, thread: 456, words: 3)
        try #require(slow.claimSlot() && slow.intend() && slow.reserve())
        #expect(producer.put(id: 5, payload: .init(repeating: 1, count: 32)))
        #expect(try read(&consumer).sizes.isEmpty)
        Clock.sleep(nanoseconds: 1_050_000_000)
        let report = try read(&consumer).report
        #expect(report?.contains("process 77 (thread 456) is stopped inside an event") == true)
        let again = try read(&consumer)
        #expect(again.report == nil && again.sizes.isEmpty)
        slow.proceed(to: .freed)
        #expect(try read(&consumer).sizes == [4, 5])
        // At the end of a session it is left out and counted.
        let late = SteppedProducer(producer, thread: 9, words: 1)
        try #require(late.claimSlot() && late.intend() && late.reserve())
        #expect(producer.put(id: 1, payload: []))
        let last = try consumer.snapshot(isLast: true)
        #expect(last.available == 8 && last.lost == 1 && last.holes == 0)
    }

    @Test("do not use up the slots")
    func slots() throws {
        let (owner, producer) = try SharedRingTests.owner()
        var consumer = owner.consumer(
            cpu: 0,
            liveness: ProducerLiveness { process, _ in process != 77 }
        )
        for thread in 0..<UInt32(PLUME_SHARED_SLOT_COUNT) {
            let claimant = SteppedProducer(producer, thread: thread, words: 1)
            try #require(claimant.claimSlot())
        }
        #expect(!producer.put(id: 1, payload: []))
        let lost = try consumer.snapshot().lost
        #expect(lost == 1)
        // The questions for the living are limited, so this takes some looks.
        _ = try read(&consumer, looks: 12)
        #expect(producer.put(id: 1, payload: []))
        try expectAllSlotsFree(producer, "swept")
    }

    @Test("do not stop a ring that overwrites once they are swept")
    func overwriting() throws {
        let (owner, producer) = try SharedRingTests.owner(.overwrite)
        let sweeper = owner.sweeper(liveness: ProducerLiveness { process, _ in process != 77 })
        let dead = SteppedProducer(producer, thread: 5, words: 6)
        try #require(dead.claimSlot() && dead.intend() && dead.reserve())
        var published: UInt64 = 0
        var refused: UInt64 = 0
        for round in 0..<3_000 {
            let bytes = SharedRingTests.payload(round, words: 9)
            if producer.put(id: 10, payload: bytes) { published += 1 } else { refused += 1 }
        }
        // It came around to what is still being written.
        #expect(refused > 0)
        let before = try owner.capture(cpu: 0)
        #expect(before.committedCount == published && before.lost == refused)
        #expect(SharedRingTests.sizes(of: before.bytes).allSatisfy { $0 == 10 })
        #expect(sweeper.sweep())
        #expect(!sweeper.sweep())
        #expect(sweeper.holeCount == 1)
        for round in 0..<3_000 {
            #expect(producer.put(id: 10, payload: SharedRingTests.payload(round, words: 9)))
        }
        let after = try owner.capture(cpu: 0)
        #expect(after.committedCount == published + 3_000 && after.holes == 1)
        #expect(after.bytes.count > 60_000)
    }
}
