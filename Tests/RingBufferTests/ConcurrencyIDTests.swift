// SPDX-License-Identifier: Apache-2.0

import Bytes
import CPlume
import Foundation
import RingBuffer
import SystemCalls
import Testing

@Suite("Rings by concurrency id", .serialized, .enabled(if: RestartableSequences.hasConcurrencyID))
struct ConcurrencyIDTests {
    private func memory(
        _ lossMode: EventLossMode = .discard,
        count: Int = Host.possibleCPUCount()
    ) throws -> (RingBufferOwner, RingProducer) {
        let geometry = try #require(
            RingGeometry(
                allocation: .perConcurrencyID,
                cpuCount: count,
                sizeBytes: 1 << 20,
                lossMode: lossMode
            )
        )
        let owner = try RingBufferOwner(geometry: geometry, clock: .timeStampCounter)
        return (
            owner, try RingProducer(owner.file, geometry: geometry, clock: .timeStampCounter)
        )
    }

    /// The first word of each payload, ring by ring, and whether times rise in each.
    private func numbers(_ owner: RingBufferOwner) throws -> [[UInt64]] {
        try (0..<owner.geometry.ringCount).map { ring in
            var consumer = owner.consumer(cpu: ring)
            let available = try consumer.snapshot().available
            return consumer.withBytes(count: available) { span in
                var time: UInt64 = 0
                return stride(from: 0, to: available, by: 16).map { offset in
                    let now = (span.load(at: offset, as: UInt64.self) ?? 0) >> 16
                    #expect(now >= time)
                    time = now
                    return span.load(at: offset + 8, as: UInt64.self) ?? 0
                }
            }
        }
    }

    @Test("take the records of all threads, each in order")
    func threads() throws {
        let (owner, producer) = try memory()
        let finished = Monitor(0)
        let threadCount = 4
        let each = 10_000
        for thread in 0..<threadCount {
            Thread.detachNewThread {
                for number in 0..<each {
                    let value = UInt64(thread) << 32 | UInt64(number)
                    _ = producer.put(
                        id: 1,
                        payload: (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
                    )
                }
                finished.change { $0 += 1 }
            }
        }
        _ = finished.wait { $0 == threadCount ? true : nil }
        let numbers = try numbers(owner)
        #expect(numbers.joined().count == threadCount * each)
        #expect(Set(numbers.joined()).count == threadCount * each)
        for ring in numbers {
            for thread in 0..<threadCount {
                let own = ring.filter { $0 >> 32 == UInt64(thread) }
                #expect(own == own.sorted())
            }
        }
    }

    @Test("beyond the count take the shared ring")
    func beyond() throws {
        // The id of this thread may be 0 or not; with rings for all it is one of them.
        let (owner, producer) = try memory(count: 1)
        for number in 0..<1_000 {
            #expect(
                producer.put(id: 1, payload: [UInt8(number & 255)] + .init(repeating: 0, count: 7))
            )
        }
        #expect(try numbers(owner).joined().count == 1_000)
    }

    @Test("of a parent are not written by the child of a fork, which takes the shared ring")
    func fork() throws {
        for lossMode in [EventLossMode.discard, .overwrite] {
            let (owner, producer) = try memory(lossMode)
            #expect(producer.put(id: 1, payload: [1] + .init(repeating: 0, count: 7)))
            #expect(UInt32(truncatingIfNeeded: plume_get_thread_identity()) == UInt32(getpid()))
            let ring = unsafe producer.ring
            var words: [UInt64] = [2]
            let child = unsafe words.withUnsafeMutableBytes { bytes in
                let child = Glibc.fork()
                if child == 0 {
                    // Nothing here takes memory or a lock.
                    var refused: Int32 = 0
                    for _ in 0..<100 {
                        refused |= unsafe plume_ring_put(ring, 1, bytes.baseAddress, 8)
                    }
                    if refused != 0 { _exit(1) }
                    // It is itself, although nothing told it that it is a child.
                    let own = unsafe UInt32(truncatingIfNeeded: plume_shared_identity(ring))
                    _exit(own == UInt32(getpid()) ? 0 : 2)
                }
                return child
            }
            var status: Int32 = 0
            #expect(unsafe waitpid(child, &status, 0) == child)
            #expect(status == 0)
            #expect(producer.put(id: 1, payload: [3] + .init(repeating: 0, count: 7)))
            guard lossMode == .discard else {
                let shared = try owner.capture(cpu: owner.geometry.cpuCount)
                #expect(shared.committedCount == 100)
                continue
            }
            let numbers = try numbers(owner)
            #expect(Array(numbers.dropLast().joined()).sorted() == [1, 3])
            #expect(numbers.last == Array(repeating: 2, count: 100))
        }
    }
}
