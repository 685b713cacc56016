// SPDX-License-Identifier: Apache-2.0

import Foundation
import RingBuffer
import SystemCalls
import Testing

@Suite("A ring that nobody drains any more", .serialized)
struct AbandonedRingTests {
    @Test(
        "lets those go on who wait for room, and lets nobody wait",
        arguments: [RingAllocation.perCPU, .perChannel, .perConcurrencyID]
    )
    func release(allocation: RingAllocation) throws {
        let geometry = try #require(
            RingGeometry(
                allocation: allocation,
                cpuCount: allocation == .perChannel ? 0 : Host.possibleCPUCount(),
                sizeBytes: RingGeometry.minimumSizeBytes
            )
        )
        let owner = try RingBufferOwner(geometry: geometry, clock: .timeStampCounter)
        owner.setActive(true)
        // Nobody waits an hour: without the release the test would not end.
        let producer = try RingProducer(
            owner.file,
            geometry: geometry,
            clock: .timeStampCounter,
            blockingNanoseconds: 3_600_000_000_000
        )
        let written = Monitor(0)
        let refused = Monitor(0)
        let payload = [UInt8](repeating: 1, count: 1_016)
        Thread.detachNewThread {
            for _ in 0..<100_000 {
                if producer.put(id: 1, payload: payload) {
                    written.change { $0 += 1 }
                } else {
                    refused.change { $0 += 1 }
                }
            }
        }
        // Once the count stays, the thread waits.
        var seen = -1
        while count(written) != seen || seen == 0 {
            seen = count(written)
            usleep(50_000)
        }
        #expect(count(refused) == 0)
        producer.isAbandoned = true
        while count(written) + count(refused) < 100_000 { usleep(1_000) }
        #expect(count(refused) > 0)
        #expect(try lost(owner) == UInt64(count(refused)))
    }

    private func count(_ monitor: Monitor<Int>) -> Int { monitor.change { $0 } }

    /// What all rings of a channel counted as lost.
    private func lost(_ owner: RingBufferOwner) throws -> UInt64 {
        try (0..<owner.geometry.ringCount).reduce(0) { sum, ring in
            var consumer = owner.consumer(cpu: ring)
            return try sum + consumer.snapshot().lost
        }
    }
}
