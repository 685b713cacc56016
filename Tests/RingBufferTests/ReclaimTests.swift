// SPDX-License-Identifier: Apache-2.0

import Bytes
import Foundation
import RingBuffer
import SystemCalls
import Testing

@Suite("Memory that is given back while programs write", .serialized)
struct ReclaimTests {
    private final class Box {
        var ring: RingConsumer
        /// The next number of each writer.
        var next: [UInt64: UInt64] = [:]

        init(_ ring: consuming RingConsumer) {
            self.ring = ring
        }
    }

    private static let words = 16
    private static let recordBytes = 8 + words * 8

    private func memory(_ allocation: RingAllocation) throws -> (RingBufferOwner, RingProducer) {
        let geometry = try #require(
            RingGeometry(
                allocation: allocation,
                cpuCount: Host.possibleCPUCount(),
                sizeBytes: 512 << 10
            )
        )
        let clock = RingClock.timeStampCounter
        let owner = try RingBufferOwner(geometry: geometry, clock: clock)
        return (owner, try RingProducer(owner.file, geometry: geometry, clock: clock))
    }

    /// A payload of a writer: each word tells the writer, the number and the word.
    private static func payload(_ writer: UInt64, _ number: UInt64) -> [UInt8] {
        (0..<words).flatMap { word in
            let value = writer << 56 | number << 8 | UInt64(word)
            return (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
    }

    /// Reads everything and checks every word; how many records there were.
    private func drain(_ box: Box) throws -> Int {
        let snapshot = try box.ring.snapshot()
        let torn = box.ring.withBytes(count: snapshot.available) { span in
            var torn = 0
            for record in stride(from: 0, to: span.byteCount, by: Self.recordBytes) {
                let first = span.load(at: record + 8, as: UInt64.self) ?? 0
                for word in 0..<Self.words {
                    let value = span.load(at: record + 8 + word * 8, as: UInt64.self) ?? 0
                    if value != first + UInt64(word) { torn += 1 }
                }
                let number = (first << 8) >> 16
                if number < box.next[first >> 56, default: 0] { torn += 1 }
                box.next[first >> 56] = number + 1
            }
            return torn
        }
        #expect(torn == 0)
        box.ring.release(snapshot.available)
        return snapshot.available / Self.recordBytes
    }

    @Test(
        "every record is whole and counted, however often memory is given back",
        arguments: RingAllocation.allCases
    )
    func whileWriting(allocation: RingAllocation) throws {
        let (owner, producer) = try memory(allocation)
        let writerCount = 3
        let each: UInt64 = 40_000
        let refused = Monitor([Int]())
        for writer in 0..<UInt64(writerCount) {
            Thread.detachNewThread {
                var count = 0
                for number in 0..<each {
                    if !producer.put(id: 1, payload: Self.payload(writer, number)) { count += 1 }
                    // Now and then the ring is idle, so that all of it can be given back.
                    if number % 2_000 == 0 { usleep(2_000) }
                }
                refused.change { $0.append(count) }
            }
        }
        let boxes = (0..<owner.geometry.ringCount).map { Box(owner.consumer(cpu: $0)) }
        var recorded = 0
        var reclaimed = 0
        while refused.change({ $0.count }) < writerCount {
            for box in boxes {
                recorded += try drain(box)
                if box.ring.reclaimFreeSpace(of: owner) { reclaimed += 1 }
            }
        }
        var lost = 0
        for box in boxes {
            recorded += try drain(box)
            let snapshot = try box.ring.snapshot()
            lost += Int(snapshot.lost)
        }
        #expect(recorded + lost == writerCount * Int(each))
        #expect(lost == refused.change { $0.reduce(0, +) })
        #expect(recorded > lost && reclaimed > 20, "\(reclaimed)")
    }

    @Test("an idle ring keeps next to nothing", arguments: RingAllocation.allCases)
    func idle(allocation: RingAllocation) throws {
        let (owner, producer) = try memory(allocation)
        let boxes = (0..<owner.geometry.ringCount).map { Box(owner.consumer(cpu: $0)) }
        // Twice around, so that every page was used.
        for number in 0..<20_000 as Range<UInt64> {
            _ = producer.put(id: 1, payload: Self.payload(1, number))
            if number % 500 == 499 { for box in boxes { _ = try drain(box) } }
        }
        #expect(owner.heldBytes >= 512 << 10)
        for box in boxes {
            _ = try drain(box)
            let isDone = box.ring.reclaimFreeSpace(of: owner)
            #expect(isDone)
        }
        // The session page, and of each ring the control pages and the page that is written next.
        let pages = 1 + owner.geometry.cpuCount * 2 + 4
        #expect(owner.heldBytes <= pages * 4_096, "\(owner.heldBytes)")
        #expect(producer.put(id: 1, payload: Self.payload(1, 20_000)))
        #expect(try boxes.reduce(0) { try $0 + drain($1) } == 1)
    }
}
