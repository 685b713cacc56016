// SPDX-License-Identifier: Apache-2.0

import Foundation
import RingBuffer
import SystemCalls
import Testing

@Suite("A ring that overwrites", .serialized)
struct OverwriteTests {
    private let geometry: RingGeometry
    private let owner: RingBufferOwner
    private let producer: RingProducer

    init() throws {
        geometry = try #require(
            RingGeometry(
                cpuCount: Host.possibleCPUCount(),
                sizeBytes: RingGeometry.minimumSizeBytes,
                lossMode: .overwrite
            )
        )
        owner = try RingBufferOwner(geometry: geometry, clock: .timeStampCounter)
        producer = try RingProducer(owner.file, geometry: geometry, clock: .timeStampCounter)
        try #require(RingProducer.isSupported)
    }

    /// A payload whose first word is a number and whose other words follow from it.
    private static func payload(_ number: UInt64, words: Int) -> [UInt8] {
        (0..<words).flatMap { word in
            let value = number &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(word)
            let shown = word == 0 ? number : value
            return (0..<8).map { UInt8(truncatingIfNeeded: shown >> (8 * $0)) }
        }
    }

    /// The numbers of the records in a capture, each of which must be whole; the id of an event is
    /// the number of its words.
    private static func numbers(_ capture: RingCapture) -> [UInt64] {
        let bytes = capture.bytes
        var found: [UInt64] = []
        var offset = 0
        while offset < bytes.count {
            let words = Int(bytes[offset]) | Int(bytes[offset + 1]) << 8
            let end = offset + 8 + words * 8
            guard words > 0, end <= bytes.count else {
                Issue.record("a torn record at \(offset) of \(bytes.count)")
                return found
            }
            let number = (0..<8).reduce(UInt64(0)) {
                $0 | UInt64(bytes[offset + 8 + $1]) << (8 * $1)
            }
            guard bytes[(offset + 8)..<end].elementsEqual(payload(number, words: words))
            else {
                Issue.record("a record of \(words) words at \(offset) is not number \(number)")
                return found
            }
            found.append(number)
            offset = end
        }
        return found
    }

    @Test("keeps the newest records, whole, for every size at every position")
    func everySizeAndPosition() throws {
        var number: UInt64 = 0
        var putBytes = 0
        for round in 0..<6_000 {
            let words = 1 + round % 61
            #expect(producer.put(id: UInt16(words), payload: Self.payload(number, words: words)))
            number += 1
            putBytes += 8 + words * 8
            guard round % 41 == 0 else { continue }
            let captures = try (0..<geometry.cpuCount).map { try owner.capture(cpu: $0) }
            let numbers = captures.map(Self.numbers)
            #expect(numbers.joined().contains(number - 1))
            for list in numbers { #expect(list == list.sorted()) }
            #expect(captures.compactMap(\.committedCount).reduce(0, +) == number)
            // Before anything had to make room, nothing is missing.
            if putBytes < geometry.sizeBytes - geometry.subBufferBytes {
                #expect(numbers.joined().count == Int(number))
            }
            for capture in captures where (capture.committedCount ?? 0) > 2_000 {
                // What is given up is less than one sub-buffer and the room for one record.
                #expect(capture.bytes.count > geometry.sizeBytes - 3 * geometry.subBufferBytes)
            }
        }
        #expect(putBytes > 8 * geometry.sizeBytes)
    }

    @Test("refuses and counts records larger than a sub-buffer")
    func tooBig() throws {
        let largest = geometry.subBufferBytes / 8 - 1
        #expect(producer.put(id: UInt16(largest), payload: Self.payload(7, words: largest)))
        #expect(!producer.put(id: 1, payload: Self.payload(8, words: largest + 1)))
        let captures = try (0..<geometry.cpuCount).map { try owner.capture(cpu: $0) }
        #expect(captures.map(\.lost).reduce(0, +) == 0)
        #expect(captures.map(\.tooBig).reduce(0, +) == 1)
        #expect(captures.flatMap(Self.numbers) == [7])
    }

    @Test("is captured whole while threads write without a pause")
    func concurrent() throws {
        let stop = Monitor(false)
        let producer = producer
        let writers = (0..<3).map { writer in
            Thread {
                var number = UInt64(writer) << 48
                while !stop.change({ $0 }) {
                    for _ in 0..<512 {
                        let words = 1 + Int(number & 31)
                        _ = producer.put(
                            id: UInt16(words),
                            payload: Self.payload(number, words: words)
                        )
                        number += 1
                    }
                }
            }
        }
        for writer in writers { writer.start() }
        var records = 0
        var rounds = 0
        // Enough captures of a ring that was written around at least once.
        while rounds < 60 && records < 10_000_000 {
            for cpu in 0..<geometry.cpuCount {
                let numbers = Self.numbers(try owner.capture(cpu: cpu))
                records += numbers.count
                if numbers.count > 100 { rounds += 1 }
                // While it is frozen nothing is overwritten: missing are at most the two oldest of
                // eight sub-buffers, up to the first record of the next one.
                let frozen = try owner.capture(cpu: cpu, isFreezing: true)
                #expect(frozen.bytes.count > frozen.heldBytes / 8 * 5 || frozen.heldBytes == 0)
                _ = Self.numbers(frozen)
                for writer in 0..<3 {
                    let own = numbers.filter { $0 >> 48 == UInt64(writer) }
                    #expect(own == own.sorted())
                }
            }
        }
        stop.change { $0 = true }
        #expect(records > 0)
    }
}
