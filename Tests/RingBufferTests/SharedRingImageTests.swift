// SPDX-License-Identifier: Apache-2.0

import CPlume
import RingBuffer
import SystemCalls
import Testing

@Suite("A shared ring found after its controller was killed", .serialized)
struct SharedRingImageTests {
    private func image(_ owner: RingBufferOwner) throws -> SharedRingImage {
        let geometry = owner.geometry
        let reader = try FileReader(path: "/proc/self/fd/\(owner.file.rawValue)")
        var bytes: [UInt8] = []
        try reader.fill(
            &bytes,
            at: UInt64(geometry.fileOffset(cpu: geometry.cpuCount)),
            count: SharedRingImage.byteCount(geometry)
        )
        return try SharedRingImage(bytes, geometry)
    }

    private func leaveHole(_ producer: RingProducer) throws {
        let dead = SteppedProducer(producer, thread: 1, words: 3)
        try #require(dead.claimSlot() && dead.intend() && dead.reserve())
    }

    private func put(_ producer: RingProducer, _ count: Int) {
        for _ in 0..<count {
            #expect(producer.put(id: 10, payload: SharedRingTests.payload(9, words: 9)))
        }
    }

    /// The controller may be killed after it wrote a packet and before it gave its place back, so
    /// what the packet holds is not wanted, and its holes are still to be counted.
    @Test("counts each hole once, whatever the consumer had released", arguments: [0, 2, 3, 5])
    func holes(released: Int) throws {
        let (owner, producer) = try SharedRingTests.owner()
        let dead = ProducerLiveness { process, _ in process != 77 }
        var consumer = owner.consumer(cpu: 0, liveness: dead)
        put(producer, 2)
        try leaveHole(producer)
        put(producer, 3)
        var found = try consumer.snapshot()
        while found.holes == 0 { found = try consumer.snapshot() }
        #expect(found.available == 5 * 80)
        consumer.release(released * 80)
        let image = try image(owner)
        for wanted in [0, 1, 2, 5] {
            let place = consumer.position(after: max(0, (5 - wanted - released) * 80))
            let records = image.records(from: max(place, image.consumed))
            #expect(records.problem == nil)
            #expect(records.missing == 1)
            #expect(records.bytes.count == min(wanted, 5 - released) * 80)
        }
    }
}
