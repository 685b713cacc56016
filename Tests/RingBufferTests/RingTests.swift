// SPDX-License-Identifier: Apache-2.0

import Bytes
import RingBuffer
import SystemCalls
import Testing

@Suite("The per-CPU ring", .serialized)
struct RingTests {
    private let geometry: RingGeometry
    private let owner: RingBufferOwner
    private let producer: RingProducer

    init() throws {
        geometry = try #require(
            RingGeometry(
                cpuCount: Host.possibleCPUCount(),
                sizeBytes: RingGeometry.minimumSizeBytes
            )
        )
        owner = try RingBufferOwner(geometry: geometry, clock: .timeStampCounter)
        producer = try RingProducer(owner.file, geometry: geometry, clock: .timeStampCounter)
        try #require(RingProducer.isSupported)
    }

    /// A payload that tells its number.
    private func payload(_ number: Int, words: Int) -> [UInt8] {
        (0..<(words * 8)).map { UInt8(truncatingIfNeeded: number &* 31 &+ $0) }
    }

    @Test("keeps every record whole for every size at every position, across the wrap")
    func everySizeAndPosition() throws {
        var consumers = (0..<geometry.cpuCount).map { Box(owner.consumer(cpu: $0)) }
        var number = 0
        // Records of 0 to 12 words step through all positions of the ring, several times around.
        for round in 0..<9_000 {
            let words = round % 13
            let bytes = payload(number, words: words)
            #expect(producer.put(id: UInt16(words + 1), payload: bytes))
            number += 1
            var found = 0
            for index in consumers.indices {
                let snapshot = try consumers[index].ring.snapshot()
                guard snapshot.available > 0 else { continue }
                found += 1
                #expect(snapshot.available == 8 + bytes.count)
                consumers[index].ring.withBytes(count: snapshot.available) { span in
                    let header: UInt64? = span.load(at: 0)
                    #expect(header.map { $0 & 0xFFFF } == UInt64(words + 1))
                    // The stamp is a whole time not below the record's.
                    #expect(header.map { $0 >> 16 } == snapshot.stamp & ((1 << 48) - 1))
                    let read = (8..<span.byteCount).compactMap { span.load(at: $0, as: UInt8.self) }
                    #expect(read == bytes)
                }
                consumers[index].ring.release(snapshot.available)
            }
            #expect(found == 1)
        }
        consumers.removeAll()
    }

    @Test("refuses and counts what does not fit, and takes again after a release")
    func full() throws {
        var accepted = 0
        var refused = 0
        let bytes = payload(1, words: 127)
        for _ in 0..<2_000 {
            if producer.put(id: 1, payload: bytes) { accepted += 1 } else { refused += 1 }
        }
        var available = 0
        var lost: UInt64 = 0
        for cpu in 0..<geometry.cpuCount {
            var ring = owner.consumer(cpu: cpu)
            let snapshot = try ring.snapshot()
            available += snapshot.available
            lost += snapshot.lost
            ring.release(snapshot.available)
        }
        #expect(available == accepted * 1_024)
        #expect(lost == UInt64(refused))
        #expect(refused > 0)
        #expect(producer.put(id: 1, payload: bytes))
    }

    @Test("with CLOCK_MONOTONIC never goes back in time")
    func monotonic() throws {
        let owner = try RingBufferOwner(geometry: geometry, clock: .monotonic)
        let producer = try RingProducer(owner.file, geometry: geometry, clock: .monotonic)
        for _ in 0..<1_000 { #expect(producer.put(id: 2, payload: [])) }
        for cpu in 0..<geometry.cpuCount {
            var ring = owner.consumer(cpu: cpu)
            let available = try ring.snapshot().available
            ring.withBytes(count: available) { span in
                let times = stride(from: 0, to: available, by: 8).map {
                    (span.load(at: $0, as: UInt64.self) ?? 0) >> 16
                }
                #expect(times == times.sorted())
            }
        }
    }

    @Test("its file cannot be mapped when it is too small or not sealed")
    func unusableFile() throws {
        let small = try SharedMemory.create(name: "plume-test", sizeBytes: 4_096)
        #expect(throws: SystemError.self) {
            try RingProducer(small, geometry: geometry, clock: .timeStampCounter)
        }
    }

    private final class Box {
        var ring: RingConsumer

        init(_ ring: consuming RingConsumer) {
            self.ring = ring
        }
    }

    @Test("takes memory when it is written, or all at once, and gives back what was read")
    func memory() throws {
        let geometry = try #require(RingGeometry(cpuCount: geometry.cpuCount, sizeBytes: 1 << 20))
        let clock = RingClock.timeStampCounter
        let whole = try RingBufferOwner(geometry: geometry, clock: clock, isPreallocated: true)
        #expect(whole.heldBytes >= geometry.definitionsFileOffset)
        for reclaims in [false, true] {
            let owner = try RingBufferOwner(geometry: geometry, clock: clock)
            let producer = try RingProducer(owner.file, geometry: geometry, clock: clock)
            #expect(owner.heldBytes <= 3 * 4_096)
            var consumers = (0..<geometry.cpuCount).map {
                Box(owner.consumer(cpu: $0, reclaimsConsumed: reclaims))
            }
            var held = 0
            // Eight times around, with what stood there before written anew.
            for round in 0..<8_192 {
                let bytes = payload(round, words: 127)
                #expect(producer.put(id: 9, payload: bytes))
                guard round % 64 == 63 else { continue }
                for index in consumers.indices {
                    let snapshot = try consumers[index].ring.snapshot()
                    consumers[index].ring.withBytes(count: snapshot.available) { span in
                        for record in stride(from: 0, to: span.byteCount, by: 1_024) {
                            let header: UInt64? = span.load(at: record)
                            #expect(header.map { $0 & 0xFFFF } == 9)
                        }
                    }
                    consumers[index].ring.release(snapshot.available)
                }
                held = max(held, owner.heldBytes)
            }
            let largest = reclaims ? geometry.cpuCount * (256 << 10) : geometry.fileBytes
            #expect(held <= largest, "reclaims: \(reclaims)")
            #expect(reclaims || held >= 1 << 20)
            consumers.removeAll()
        }
    }
}
