// SPDX-License-Identifier: Apache-2.0

import CPlume
import RingBuffer
import SystemCalls
import Testing

@Suite("What a stranger reads of a channel's memory", .serialized)
struct ImageTests {
    private let geometry: RingGeometry

    init() throws {
        geometry = try #require(
            RingGeometry(
                cpuCount: Host.possibleCPUCount(),
                sizeBytes: RingGeometry.minimumSizeBytes
            )
        )
    }

    private func bytes(
        of file: borrowing FileDescriptor,
        at offset: Int,
        _ count: Int
    ) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let read = try unsafe bytes.withUnsafeMutableBytes {
            try unsafe file.read(into: $0, at: UInt64(offset))
        }
        #expect(read == count)
        return bytes
    }

    @Test("is the geometry, the clock, and the definitions up to what is committed")
    func header() throws {
        let owner = try RingBufferOwner(geometry: geometry, clock: .monotonic)
        var writer = owner.definitions()
        let isWritten = [writer.append(kind: 7, [1, 2, 3]), writer.append(kind: 8, Array(9...24))]
        #expect(isWritten == [true, true])
        let page = try bytes(of: owner.file, at: 0, RingGeometry.sessionPageBytes)
        let header = try RingImageHeader(page)
        #expect(header.geometry == geometry)
        #expect(header.clock == .monotonic)
        #expect(header.definitionsLength == 16 + 24)
        let written = try bytes(of: owner.file, at: geometry.definitionsFileOffset, 48)
        #expect(written[..<16] == [7, 0, 0, 0, 3, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0])
        #expect(written[16..<24] == [8, 0, 0, 0, 16, 0, 0, 0])
        #expect(written[24..<40] == Array(9...24)[...])
        #expect(written[40...] == [0, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test("is no definitions any more when the recording has ended")
    func ended() throws {
        let owner = try RingBufferOwner(geometry: geometry, clock: .monotonic)
        var writer = owner.definitions()
        let isWritten = writer.append(kind: 7, Array(repeating: 7, count: 100_000))
        let before = owner.heldBytes
        #expect(isWritten && before >= 100_000)
        owner.releaseMemory()
        let page = try bytes(of: owner.file, at: 0, RingGeometry.sessionPageBytes)
        #expect(try RingImageHeader(page).definitionsLength == 0)
        #expect(owner.heldBytes < 20_000)
    }

    @Test("cannot be more than the area holds")
    func fullDefinitions() throws {
        let owner = try RingBufferOwner(geometry: geometry, clock: .monotonic)
        var writer = owner.definitions()
        let large = [UInt8](repeating: 1, count: RingGeometry.definitionsBytes / 2)
        let isWritten = [
            writer.append(kind: 1, large), writer.append(kind: 1, large),
            writer.append(kind: 1, [UInt8](repeating: 1, count: 100)),
        ]
        #expect(isWritten == [true, false, true])
        let page = try bytes(of: owner.file, at: 0, RingGeometry.sessionPageBytes)
        #expect(try RingImageHeader(page).definitionsLength == large.count + 8 + 112)
    }

    @Test("is refused, or harmless, whatever is changed in a session page")
    func mutatedHeaders() throws {
        let owner = try RingBufferOwner(geometry: geometry, clock: .monotonic)
        let page = try bytes(of: owner.file, at: 0, RingGeometry.sessionPageBytes)
        var refused = 0
        for offset in 0..<64 {
            for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
                var changed = page
                changed[offset] = value
                do throws(RingImageHeader.Refusal) {
                    let header = try RingImageHeader(changed)
                    #expect(header.definitionsLength <= RingGeometry.definitionsBytes)
                    // The sizes tell where the definitions begin, so they cannot be changed alone.
                    #expect(header.geometry.fileBytes == geometry.fileBytes)
                } catch {
                    refused += 1
                }
            }
        }
        #expect(refused > 100)
        for count in 0..<64 {
            #expect(throws: RingImageHeader.Refusal.self) {
                try RingImageHeader(Array(page[..<count]))
            }
        }
    }

    @Test("is where the records lie, as the consumer and the producers left it")
    func control() throws {
        let owner = try RingBufferOwner(geometry: geometry, clock: .timeStampCounter)
        let producer = try RingProducer(owner.file, geometry: geometry, clock: .timeStampCounter)
        for _ in 0..<10 { #expect(producer.put(id: 1, payload: Array(repeating: 1, count: 24))) }
        var heads: UInt64 = 0
        for cpu in 0..<geometry.cpuCount {
            var ring = owner.consumer(cpu: cpu)
            let available = try ring.snapshot().available
            if available > 0 { ring.release(32) }
            let page = try bytes(of: owner.file, at: geometry.fileOffset(cpu: cpu), 4_096)
            let control = try #require(RingImageControl(page, geometry))
            #expect(control.tail == (available > 0 ? 32 : 0))
            #expect(control.head == UInt64(available))
            #expect(control.lost == 0)
            #expect(control.committedCount == nil)
            heads += control.head
        }
        #expect(heads == 320)
    }

    @Test("is nothing where head and tail cannot be right")
    func impossibleControl() {
        func control(head: UInt64, consumed: UInt64) -> RingImageControl? {
            var page = [UInt8](repeating: 0, count: 4_096)
            for index in 0..<8 {
                page[Int(PLUME_RING_HEAD) + index] = UInt8(truncatingIfNeeded: head >> (8 * index))
                page[Int(PLUME_RING_CONSUMED) + index] = UInt8(
                    truncatingIfNeeded: consumed >> (8 * index)
                )
            }
            return RingImageControl(page, geometry)
        }
        let size = UInt64(geometry.sizeBytes)
        #expect(control(head: 64, consumed: 64) != nil)
        #expect(control(head: 64, consumed: 72) == nil)
        #expect(control(head: 65, consumed: 0) == nil)
        #expect(control(head: size, consumed: 0) != nil)
        #expect(control(head: size + 8, consumed: 0) == nil)
        #expect(control(head: .max - 7, consumed: .max - 7) == nil)
        #expect(RingImageControl([], geometry)?.head == 0)
    }

    @Test("begins, where records overwrite, with the record at which a capture begins")
    func oldest() throws {
        let overwriting = try #require(
            RingGeometry(
                cpuCount: Host.possibleCPUCount(),
                sizeBytes: RingGeometry.minimumSizeBytes,
                lossMode: .overwrite
            )
        )
        let owner = try RingBufferOwner(geometry: overwriting, clock: .timeStampCounter)
        let producer = try RingProducer(owner.file, geometry: overwriting, clock: .timeStampCounter)
        for number in 0..<20_000 {
            let words = number % 13
            #expect(producer.put(id: 1, payload: Array(repeating: 1, count: words * 8)))
        }
        for cpu in 0..<overwriting.cpuCount {
            let page = try bytes(of: owner.file, at: overwriting.fileOffset(cpu: cpu), 4_096)
            let control = try #require(RingImageControl(page, overwriting))
            let capture = try owner.capture(cpu: cpu)
            #expect(control.head - control.oldest == UInt64(capture.bytes.count))
            #expect(control.committedCount == capture.committedCount)
        }
    }
}
