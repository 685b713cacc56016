// SPDX-License-Identifier: Apache-2.0

import Bytes
import CPlume
import Foundation
import RingBuffer
import SystemCalls
import Testing

@Suite("The shared ring", .serialized)
struct SharedRingTests {
    /// A payload that tells its number.
    static func payload(_ number: Int, words: Int) -> [UInt8] {
        (0..<(words * 8)).map { UInt8(truncatingIfNeeded: number &* 31 &+ $0) }
    }

    static func owner(
        _ lossMode: EventLossMode = .discard,
        clock: RingClock = .timeStampCounter,
        sizeBytes: Int = RingGeometry.minimumSizeBytes
    ) throws -> (RingBufferOwner, RingProducer) {
        let geometry = try #require(
            RingGeometry(
                allocation: .perChannel,
                cpuCount: 0,
                sizeBytes: sizeBytes,
                lossMode: lossMode
            )
        )
        let owner = try RingBufferOwner(geometry: geometry, clock: clock)
        return (owner, try RingProducer(owner.file, geometry: geometry, clock: clock))
    }

    @Test("keeps every record whole for every size at every position, across the wrap")
    func everySizeAndPosition() throws {
        let (owner, producer) = try Self.owner()
        var consumer = owner.consumer(cpu: 0)
        // The step is odd in units of 8 bytes, so that all positions are visited.
        for round in 0..<40_000 {
            let words = round % 14
            let bytes = Self.payload(round, words: words)
            #expect(producer.put(id: UInt16(words + 1), payload: bytes))
            let snapshot = try consumer.snapshot()
            #expect(snapshot.available == 8 + bytes.count)
            guard snapshot.available == 8 + bytes.count else { return }
            consumer.withBytes(count: snapshot.available) { span in
                let header: UInt64? = span.load(at: 0)
                #expect(header.map { $0 & 0xFFFF } == UInt64(words + 1))
                #expect(header.map { $0 >> 16 } == snapshot.stamp & ((1 << 48) - 1))
                let read = (8..<span.byteCount).compactMap { span.load(at: $0, as: UInt8.self) }
                #expect(read == bytes)
            }
            consumer.release(snapshot.available)
        }
    }

    @Test("completes times with all 64 bits", arguments: [RingClock.timeStampCounter, .monotonic])
    func times(clock: RingClock) throws {
        let (owner, producer) = try Self.owner(clock: clock)
        var consumer = owner.consumer(cpu: 0)
        func now() -> UInt64 {
            clock == .monotonic ? Clock.monotonicNanoseconds() : Clock.timeStampCounter()
        }
        var last = now()
        for _ in 0..<1_000 {
            #expect(producer.put(id: 1, payload: []))
            let snapshot = try consumer.snapshot()
            #expect(snapshot.stamp >= last && snapshot.stamp <= now())
            last = snapshot.stamp
            consumer.release(snapshot.available)
        }
    }

    @Test("refuses and counts what does not fit, and takes again after a release")
    func full() throws {
        let (owner, producer) = try Self.owner()
        var consumer = owner.consumer(cpu: 0)
        let bytes = Self.payload(1, words: 126)
        for _ in 0..<128 { #expect(producer.put(id: 1, payload: bytes)) }
        for _ in 0..<10 { #expect(!producer.put(id: 1, payload: bytes)) }
        let snapshot = try consumer.snapshot()
        #expect(snapshot.available == 128 * 1_016)
        #expect(snapshot.lost == 10)
        #expect(!producer.put(id: 1, payload: bytes))
        consumer.release(snapshot.available)
        #expect(producer.put(id: 1, payload: bytes))
    }

    @Test("counts records that no ring can hold by themselves")
    func tooBig() throws {
        for allocation in [RingAllocation.perCPU, .perChannel] {
            let geometry = try #require(
                RingGeometry(allocation: allocation, cpuCount: 2, sizeBytes: 128 << 10)
            )
            let owner = try RingBufferOwner(geometry: geometry, clock: .timeStampCounter)
            let producer = try RingProducer(
                owner.file,
                geometry: geometry,
                clock: .timeStampCounter
            )
            #expect(producer.put(id: 1, payload: Self.payload(1, words: 8_192)))
            #expect(!producer.put(id: 1, payload: Self.payload(1, words: 16_384)))
            var tooBig: UInt64 = 0
            var lost: UInt64 = 0
            for ring in 0..<geometry.ringCount {
                var consumer = owner.consumer(cpu: ring)
                let snapshot = try consumer.snapshot()
                tooBig += snapshot.tooBig
                lost += snapshot.lost
            }
            #expect(tooBig == 1 && lost == 0, "\(allocation)")
        }
    }

    @Test("takes records of threads in order of time, and loses none")
    func concurrent() throws {
        let (owner, producer) = try Self.owner(sizeBytes: 1 << 20)
        let finished = Monitor(0)
        let writerCount = 4
        let each = 30_000
        for writer in 0..<writerCount {
            Thread.detachNewThread {
                var number = 0
                while number < each {
                    let value = UInt64(writer) << 32 | UInt64(number)
                    let payload = (0..<(8 * (1 + number % 5))).map {
                        UInt8(truncatingIfNeeded: value >> (8 * UInt64($0 % 8)))
                    }
                    if producer.put(id: UInt16(1 + number % 5), payload: payload) { number += 1 }
                }
                finished.change { $0 += 1 }
            }
        }
        var consumer = owner.consumer(cpu: 0)
        var next = [UInt64](repeating: 0, count: writerCount)
        var time: UInt64 = 0
        var wrong = 0
        var isDone = false
        while true {
            let wasDone = isDone
            isDone = finished.change { $0 } == writerCount
            let available = try consumer.snapshot().available
            if available == 0, wasDone { break }
            consumer.withBytes(count: available) { span in
                var offset = 0
                while offset < available {
                    let header = span.load(at: offset, as: UInt64.self) ?? 0
                    let words = Int(header & 0xFFFF)
                    let values = Set(
                        (1...max(1, words)).map {
                            span.load(at: offset + $0 * 8, as: UInt64.self) ?? .max
                        }
                    )
                    let value = values.first ?? .max
                    let writer = Int(value >> 32)
                    if words == 0 || values.count != 1 || writer >= writerCount
                        || value & 0xFFFF_FFFF != next[writer] || header >> 16 < time
                    {
                        wrong += 1
                        break
                    }
                    next[writer] += 1
                    time = header >> 16
                    offset += 8 + words * 8
                }
            }
            consumer.release(available)
        }
        #expect(wrong == 0)
        #expect(next == Array(repeating: UInt64(each), count: writerCount))
    }

    @Test("takes memory when it is written, and gives back what was read")
    func memory() throws {
        let (owner, producer) = try Self.owner(sizeBytes: 1 << 20)
        var consumer = owner.consumer(cpu: 0, reclaimsConsumed: true)
        #expect(owner.heldBytes <= 4 * 4_096)
        var held = 0
        for round in 0..<8_192 {
            #expect(producer.put(id: 9, payload: Self.payload(round, words: 126)))
            guard round % 64 == 63 else { continue }
            let snapshot = try consumer.snapshot()
            #expect(snapshot.available == 64 * 1_016)
            consumer.release(snapshot.available)
            held = max(held, owner.heldBytes)
        }
        #expect(held <= 256 << 10)
    }

    @Test("overwrites the oldest records, keeps the newest whole, and counts all")
    func overwriting() throws {
        let (owner, producer) = try Self.owner(.overwrite)
        var putBytes = 0
        for round in 0..<12_000 {
            let words = round % 61
            #expect(producer.put(id: UInt16(words + 1), payload: Self.payload(round, words: words)))
            putBytes += 16 + words * 8
            guard round % 41 == 0 else { continue }
            let capture = try owner.capture(cpu: 0, isFreezing: round % 2 == 0)
            #expect(capture.committedCount == UInt64(round + 1))
            let sizes = Self.sizes(of: capture.bytes)
            // The last ones, without a gap.
            #expect(sizes == (0..<sizes.count).map { (round + 1 - sizes.count + $0) % 61 + 1 })
            if putBytes < 100_000 { #expect(sizes.count == round + 1) }
            if putBytes > 200_000 { #expect(capture.bytes.count > 60_000) }
        }
        #expect(putBytes > 8 * owner.geometry.sharedSizeBytes)
    }

    @Test(
        "goes on where the numbers of places no longer fit a commit word",
        arguments: [1 << 37, 1 << 38, 3 << 40, 1 << 46] as [UInt64]
    )
    func farPositions(place: UInt64) throws {
        let (owner, producer) = try Self.owner(.overwrite)
        // As if it had been written for years.
        let control = unsafe try #require(producer.ring.pointee.shared)
        unsafe plume_store_release(control + Int(PLUME_SHARED_HEAD), place - 64_000)
        unsafe plume_store_release(control + Int(PLUME_SHARED_COUNT), 5)
        for round in 0..<4_000 {
            let words = round % 61
            #expect(producer.put(id: UInt16(words + 1), payload: Self.payload(round, words: words)))
            guard round % 200 == 199 else { continue }
            let capture = try owner.capture(cpu: 0)
            #expect(capture.committedCount == UInt64(round + 6))
            let sizes = Self.sizes(of: capture.bytes)
            #expect(sizes == (0..<sizes.count).map { (round + 1 - sizes.count + $0) % 61 + 1 })
            // Until a sub-buffer was entered, no place to begin is known.
            if round > 1_000 { #expect(capture.bytes.count > 60_000) }
        }
    }

    @Test("does not trap whatever is written into it", arguments: 1...200)
    func hostile(seed: UInt64) throws {
        for lossMode in [EventLossMode.discard, .overwrite] {
            let (owner, producer) = try Self.owner(lossMode)
            var consumer = owner.consumer(
                cpu: 0,
                liveness: ProducerLiveness { _, _ in seed % 2 == 0 }
            )
            let sweeper = owner.sweeper(liveness: ProducerLiveness { _, thread in thread % 2 == 0 })
            var random = seed &* 0x9E37_79B9_7F4A_7C15
            func next() -> UInt64 {
                random ^= random << 13
                random ^= random >> 7
                random ^= random << 17
                return random
            }
            let control = unsafe try #require(producer.ring.pointee.shared)
            for _ in 0..<40 {
                for _ in 0..<20 { _ = producer.put(id: 3, payload: Self.payload(1, words: 2)) }
                let size = UInt64(owner.geometry.sharedSizeBytes)
                let offset: UInt64 =
                    switch next() % 3 {
                    case 0: next() % 10 * 8
                    case 1: next() % UInt64(PLUME_SHARED_CONTROL_SIZE) & ~7
                    default: UInt64(PLUME_SHARED_CONTROL_SIZE) + (next() % 4_096) & ~7
                    }
                let values = [next(), next() % size, size, .max, 0, next() % 4_096 & ~7]
                // SAFETY: the offset lies in the control area or at the beginning of the data.
                unsafe plume_store_release(control + Int(offset), values[Int(next() % 6)])
                _ = try? owner.capture(cpu: 0)
                sweeper.sweep()
                if let snapshot = try? consumer.snapshot(isLast: next() % 64 == 0) {
                    consumer.withBytes(count: snapshot.available) { #expect($0.byteCount >= 0) }
                    consumer.release(snapshot.available)
                }
            }
        }
    }

    /// The ids of records one after the other; each tells its size in words, plus 1.
    static func sizes(of bytes: [UInt8]) -> [Int] {
        var sizes: [Int] = []
        var offset = 0
        while offset + 8 <= bytes.count {
            let id = Int(bytes[offset]) | Int(bytes[offset + 1]) << 8
            guard id > 0 else { return sizes + [-1] }
            sizes.append(id)
            offset += id * 8
        }
        return sizes
    }
}
