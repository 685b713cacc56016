// SPDX-License-Identifier: Apache-2.0

import CTFReader
import CTFWriter
import Foundation
import Testing
import TraceModel

/// Traces of five packets with an index, which a test changes.
@Suite("Index files")
final class IndexFileTests {
    private let path = NSTemporaryDirectory() + "/plume-index-" + UUID().uuidString
    private var index: String { path + "/index/stream-0.idx" }

    init() throws {
        let folder = try TraceFolderWriter(
            path: path,
            trace: TraceClass(packetHeader: TraceSkeleton.packetHeader),
            clock: ClockClass(id: "c", frequencyHertz: 1_000_000_000, origin: .unixEpoch)
        )
        try folder.append(EventRecordClass(id: 1, identity: Identity(name: "p:e")))
        let stream = try DataStreamWriter(
            directory: path,
            name: "stream-0",
            uuid: folder.uuid,
            identity: DataStreamIdentity(streamID: 0, cpu: 0)
        )
        for packet in 1...5 {
            let time = UInt8(packet * 10)
            let record: [UInt8] = [1, 0, time, 0, 0, 0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0]
            // SAFETY: the span is used while the array lives.
            try unsafe stream.append(
                .init(
                    beginTimestamp: UInt64(time),
                    endTimestamp: UInt64(time) + 2,
                    discardedCount: UInt64(packet)
                ),
                records: record.span.bytes,
                recordBytes: record.count,
                contentBytes: record.count
            )
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    private func packets(usingIndex: Bool) throws -> [PacketInfo] {
        let trace = try CTFTrace(paths: [path], usesIndexFiles: usingIndex)
        return try #require(trace.streams.first).packets.map(\.info)
    }

    /// Changes a byte of a field of an entry; all numbers are big-endian and have 8 bytes.
    private func change(entry: Int, field: Int, by difference: UInt8) throws {
        var bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: index)))
        bytes[16 + entry * 72 + field * 8 + 7] &+= difference
        try Data(bytes).write(to: URL(fileURLWithPath: index))
    }

    @Test("say the same as the packets")
    func agreement() throws {
        let read = try packets(usingIndex: false)
        #expect(read.count == 5)
        #expect(try packets(usingIndex: true) == read)
    }

    @Test("are believed where nothing speaks against them")
    func belief() throws {
        try change(entry: 2, field: 4, by: 1)
        #expect(try packets(usingIndex: true).map(\.endClock) == [12, 22, 33, 42, 52])
        #expect(try packets(usingIndex: false).map(\.endClock) == [12, 22, 32, 42, 52])
    }

    @Test(
        "are not believed when they cannot be right",
        arguments: [
            (0, 3), (0, 5), (4, 3), (4, 4), (4, 7), (4, 8), (2, 0), (2, 1), (3, 6), (0, 2),
        ]
    )
    func disbelief(entry: Int, field: Int) throws {
        let read = try packets(usingIndex: false)
        try change(entry: entry, field: field, by: 8)
        #expect(try packets(usingIndex: true) == read)
    }

    @Test("of another length are not believed", arguments: [0, 3, 12, 16, 17, 88, 304, 375])
    func length(bytes: Int) throws {
        let read = try packets(usingIndex: false)
        let whole = try Data(contentsOf: URL(fileURLWithPath: index))
        #expect(whole.count == 376)
        try whole.prefix(bytes).write(to: URL(fileURLWithPath: index))
        #expect(try packets(usingIndex: true) == read)
    }
}
