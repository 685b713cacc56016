// SPDX-License-Identifier: Apache-2.0

import CTFReader
import CTFWriter
import RingBuffer
import Testing
import TraceModel

@testable import Consumer

@Suite("A trace that goes on in another folder", .serialized)
struct RotationTests {
    private let scratch = Scratch()

    /// The numbers of a folder's records, and the packets' numbers and losses.
    private func contents(_ path: String) throws -> (numbers: [UInt64], packets: [PacketInfo]) {
        var numbers: [UInt64] = []
        var packets: [PacketInfo] = []
        for stream in try CTFTrace(paths: [path]).streams {
            packets += stream.packets.map(\.info)
            let cursor = DataStreamCursor(stream)
            while let message = try cursor.next() {
                if message == .event { numbers.append(cursor.items[2].bits) }
            }
        }
        return (numbers.sorted(), packets)
    }

    @Test("has each record in one of the folders, each of which is a trace of its own")
    func folders() throws {
        let channel = try Channel()
        let clock = try #require(Channel.description.clock)
        let folder = try TraceFolderWriter(
            path: scratch.path("0"),
            trace: TraceClass(packetHeader: TraceSkeleton.packetHeader),
            clock: clock
        )
        let consumer = ChannelConsumer(
            ChannelConsumer.Settings(directory: folder.path, uuid: folder.uuid),
            warn: { Issue.record("\($0)") }
        )
        consumer.add(channel.owner)
        consumer.define(id: 1, Channel.event)
        for part in UInt64(0)..<4 {
            if part > 0 {
                try folder.rotate(to: scratch.path("\(part)"))
                try consumer.rotate(to: folder.path)
            }
            if part == 0 { try folder.append(EventRecordClass(id: 1, Channel.event)) }
            channel.write(part * 100..<part * 100 + 60)
            try consumer.drain(consumer.look())
            // What is in the ring when the trace goes on elsewhere belongs there.
            channel.write(part * 100 + 60..<part * 100 + 100)
        }
        try consumer.finish()
        let parts = try (0..<4).map { try contents(scratch.path("\($0)")) }
        #expect(parts.map(\.numbers.count) == [60, 100, 100, 140])
        #expect(parts.flatMap(\.numbers) == Array(0..<400))
        let numbers = parts.flatMap(\.packets).compactMap(\.sequenceNumber)
        #expect(numbers == Array(0..<UInt64(numbers.count)))
        #expect(consumer.statistics.recordedCount == 400)
    }
}
