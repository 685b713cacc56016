// SPDX-License-Identifier: Apache-2.0

import CTFReader
import CTFWriter
import Foundation
import Testing
import TraceComponents
import TraceModel

/// Writes a trace with several packets, and converts it whole and damaged.
@Suite("Copies of packets")
final class UnchangedCopyTests {
    private let root = NSTemporaryDirectory() + "/plume-copy-" + UUID().uuidString
    private var source: String { root + "/source" }
    private var output: String { root + "/output" }

    init() throws {
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        let folder = try TraceFolderWriter(
            path: source,
            trace: TraceClass(packetHeader: TraceSkeleton.packetHeader),
            clock: ClockClass(id: "c", frequencyHertz: 1_000_000_000, origin: .unixEpoch)
        )
        try folder.append(EventRecordClass(id: 1, identity: Identity(name: "p:e")))
        for number in 0..<2 {
            let stream = try DataStreamWriter(
                directory: source,
                name: "stream-\(number)",
                uuid: folder.uuid,
                identity: DataStreamIdentity(
                    streamID: UInt32(number),
                    cpu: UInt32(number)
                )
            )
            for packet in 1...4 {
                let time = UInt8(packet * 10)
                let record: [UInt8] = [1, 0, time, 0, 0, 0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0]
                // SAFETY: the span is used while the array lives.
                try unsafe stream.append(
                    .init(
                        beginTimestamp: UInt64(time),
                        endTimestamp: UInt64(time),
                        discardedCount: 0
                    ),
                    records: record.span.bytes,
                    recordBytes: record.count,
                    contentBytes: record.count
                )
            }
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    private func bytes(_ path: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    }

    private func isCopied() throws -> Bool {
        try bytes(output + "/stream-0") == bytes(source + "/stream-0")
            && bytes(output + "/stream-1") == bytes(source + "/stream-1")
    }

    @Test("have the same bytes and records")
    func copy() throws {
        let result = try TraceConversion(try CTFTrace(paths: [source]), to: output)
        #expect(result.streams.map(\.recordCount) == [4, 4])
        #expect(result.streams.allSatisfy { $0.failure == nil })
        #expect(try isCopied())
        #expect(try CTFTrace(paths: [output]).streams.map(\.packets.count) == [4, 4])
    }

    @Test("are not made when something else was asked for")
    func otherWays() throws {
        let trace = try CTFTrace(paths: [source])
        for (number, options) in [
            TraceTranslation.Options(ignoresDiscardedEvents: true),
            TraceTranslation.Options(ignoresDiscardedPackets: true),
        ].enumerated() {
            let path = "\(output)-\(number)"
            let result = try TraceConversion(trace, to: path, options: options)
            #expect(result.streams.map(\.recordCount) == [4, 4])
            #expect(try bytes(path + "/stream-0") != bytes(source + "/stream-0"))
        }
        _ = try TraceConversion(trace, to: output, mayKeepLayout: false)
        #expect(try !isCopied())
    }

    @Test("are not made of packets with records that cannot be read")
    func damage() throws {
        var data = try bytes(source + "/stream-1")
        let trace = try CTFTrace(paths: [source])
        let packet = try #require(trace.streams.last?.packets[2].info)
        // The record of the third packet gets the id of no class.
        data[Int(packet.offset + packet.contentBits / 8) - 16] = 77
        try Data(data).write(to: URL(fileURLWithPath: source + "/stream-1"))
        let result = try TraceConversion(try CTFTrace(paths: [source]), to: output)
        #expect(result.streams.map(\.recordCount) == [4, 2])
        #expect(result.streams.map { $0.failure == nil } == [true, false])
        #expect(try !isCopied())
        let written = try CTFTrace(paths: [output])
        #expect(MessageTally(written.streams).counts.events == 6)
    }
}
