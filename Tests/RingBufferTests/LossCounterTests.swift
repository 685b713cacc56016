// SPDX-License-Identifier: Apache-2.0

import CPlume
import SystemCalls
import Testing

@testable import RingBuffer

@Suite("Counts of lost events in memory that others write")
struct LossCounterTests {
    @Test("a count grows, and stands where a reading cannot be right")
    func readings() {
        var counter = LossCounter()
        let right: [UInt64] = [0, 5, 5]
        #expect(right.map { counter.take($0) } == [true, true, true])
        let wrong: [UInt64] = [4, .max, 1 << 63, 1 << 41]
        #expect(wrong.map { counter.take($0) } == [false, false, false, false])
        #expect(counter.value == 5)
        let isTaken = counter.take(1_000_000)
        #expect(isTaken && counter.value == 1_000_000)
        #expect(LossCounter.plausible(.max) == 0 && LossCounter.plausible(7) == 7)
    }

    @Test("what a program writes over the counts of a ring is said once and not counted")
    func overwritten() throws {
        let geometry = try #require(
            RingGeometry(cpuCount: 1, sizeBytes: RingGeometry.minimumSizeBytes)
        )
        let owner = try RingBufferOwner(geometry: geometry, clock: .monotonic)
        for cpu in 0..<geometry.ringCount {
            var consumer = owner.consumer(cpu: cpu)
            #expect(try consumer.snapshot().lost == 0)
            let page = try AddressRange(reservingBytes: 4_096)
            try page.map(owner.file, fileOffset: geometry.fileOffset(cpu: cpu), bytes: 4_096, at: 0)
            let lost = Int(geometry.isShared(cpu) ? PLUME_SHARED_LOST : PLUME_RING_LOST)
            unsafe page.base.storeBytes(of: UInt64.max, toByteOffset: lost, as: UInt64.self)
            let snapshot = try consumer.snapshot()
            #expect(snapshot.lost == 0 && snapshot.missing == 0)
            let isWrong = consumer.hasWrongCounts
            let report = consumer.takeReport()
            #expect(isWrong && report?.contains("impossible") ?? false)
            _ = try consumer.snapshot()
            let again = consumer.takeReport()
            #expect(again == nil)
        }
    }
}
