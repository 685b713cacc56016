// SPDX-License-Identifier: Apache-2.0

import CTFReader
import CTFWriter
import RingBuffer
import Testing
import TraceModel

@testable import Consumer

@Suite("Several snapshots that are read together", .serialized)
struct SnapshotUnionTests {
    private let scratch = Scratch()
    private let uuid = MetadataUUID(bytes: Array(1...16))

    /// Numbers with the rings they are in, so that equal records of different rings count twice.
    private struct Contents {
        var numbers: [UInt64] = []
        var discarded: UInt64 = 0
        var isInOrder = true
        /// Whether packets have numbers that follow each other.
        var areNumbered = true
    }

    private func contents(_ paths: [String]) throws -> Contents {
        var contents = Contents()
        for stream in try CTFTrace(paths: paths).streams {
            contents.discarded += stream.packets.last?.info.discardedCount ?? 0
            let packets = stream.packets.map(\.info)
            for (before, after) in zip(packets, packets.dropFirst()) {
                contents.areNumbered =
                    contents.areNumbered && after.sequenceNumber == (before.sequenceNumber ?? 0) + 1
            }
            let cursor = DataStreamCursor(stream)
            var time: UInt64 = 0
            while let message = try cursor.next() {
                guard message == .event else { continue }
                contents.numbers.append(cursor.items[2].bits)
                contents.isInOrder = contents.isInOrder && cursor.clock ?? 0 >= time
                time = cursor.clock ?? 0
            }
        }
        contents.numbers.sort()
        return contents
    }

    private func take(
        _ name: String,
        of channel: Channel,
        _ history: SnapshotHistory,
        _ limits: ChannelSnapshot.Limits = ChannelSnapshot.Limits()
    ) throws -> String {
        let folder = try TraceFolderWriter(
            path: scratch.path(name),
            trace: TraceClass(
                environment: [TraceClass.EnvironmentEntry("tracer_name", .string("plume"))],
                packetHeader: TraceSkeleton.packetHeader
            ),
            clock: try #require(Channel.description.clock),
            uuid: uuid
        )
        try folder.append(EventRecordClass(id: 1, Channel.event))
        var snapshot = ChannelSnapshot(
            ChannelConsumer.Settings(directory: folder.path, uuid: folder.uuid)
        )
        snapshot.define(id: 1, Channel.event)
        var summary = ChannelStatistics()
        try snapshot.write(
            channel.owner,
            history: history,
            limits: limits,
            adding: &summary,
            warn: { Issue.record("\($0)") }
        )
        return folder.path
    }

    private func history(_ channel: Channel) -> SnapshotHistory {
        SnapshotHistory(ringCount: channel.owner.geometry.ringCount)
    }

    @Test("have each record once, two equal ones twice")
    func equal() throws {
        let channel = try Channel(.overwrite)
        let history = history(channel)
        var paths: [String] = []
        for part in UInt64(0)..<5 {
            channel.write(part * 10..<part * 10 + 10)
            channel.write(part * 10..<part * 10 + 10)
            paths.append(try take("\(part)", of: channel, history))
        }
        let twice = (UInt64(0)..<50).flatMap { [$0, $0] }
        for paths in [paths, paths.reversed(), [paths[4]]] {
            let numbers = try contents(paths).numbers
            let difference = zip(numbers, twice).first { $0 != $1 }
            #expect(difference == nil)
            #expect(numbers.count == twice.count)
        }
        #expect(try contents(paths).discarded == 0)
    }

    @Test("miss what was overwritten between them, and say how much")
    func lost() throws {
        let channel = try Channel(.overwrite)
        let history = history(channel)
        channel.write(0..<5_000)
        let first = try take("first", of: channel, history)
        channel.write(5_000..<10_000)
        let second = try take("second", of: channel, history)
        let (one, two) = (try contents([first]), try contents([second]))
        let both = try contents([first, second])
        #expect(one.numbers.count + Int(one.discarded) == 5_000)
        #expect(two.numbers.count + Int(two.discarded) == 10_000)
        // Where the thread changed its CPU, the first one has records that the second has, too.
        let union = Set(one.numbers).union(two.numbers)
        #expect(both.numbers.count == union.count)
        #expect(both.numbers.count + Int(both.discarded) == 10_000)
    }

    @Test("have each record once whatever was left out of which", arguments: UInt64(1)...20)
    func random(seed: UInt64) throws {
        var random = SmallRandom(state: seed &* 0x9E37_79B9_7F4A_7C15)
        let channel = try Channel(.overwrite)
        let history = history(channel)
        var paths: [String] = []
        var kept: Set<UInt64> = []
        var next: UInt64 = 0
        for number in 0..<12 {
            // The smallest ring holds about a hundred records.
            let count = UInt64.random(in: 0...90, using: &random)
            channel.write(next..<next + count)
            next += count
            var limits = ChannelSnapshot.Limits()
            if Bool.random(using: &random) {
                limits.maximumBytes = Int.random(in: 1...4_000, using: &random)
            }
            paths.append(try take("\(number)", of: channel, history, limits))
            let single = try contents([paths[number]])
            kept.formUnion(single.numbers)
            #expect(single.areNumbered)
            #expect(single.numbers.count + Int(single.discarded) == Int(next))
        }
        let all = try contents(paths.shuffled(using: &random))
        let difference = zip(all.numbers, kept.sorted()).first { $0 != $1 }
        #expect(difference == nil)
        #expect(all.numbers.count == kept.count)
        #expect(all.isInOrder)
        #expect(all.numbers.count + Int(all.discarded) == Int(next))
    }
}
