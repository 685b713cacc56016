// SPDX-License-Identifier: Apache-2.0

import CTFReader
import CTFWriter
import Foundation
import Testing
import TraceModel

@testable import TraceInspection

/// What is readable of a damaged trace must become a whole one, and the rest be told.
@Suite struct RecoveryTests {
    private let source = NSTemporaryDirectory() + "plume-" + UUID().uuidString
    private let output = NSTemporaryDirectory() + "plume-" + UUID().uuidString

    /// The bytes of a packet with three records.
    private static let packetBytes = PacketDescription.headerBytes + 3 * 24

    /// A trace of a data stream with five packets of three event records.
    private func makeTrace(_ format: MetadataFormat = .ctf2) throws {
        let folder = try TraceFolderWriter(
            path: source,
            trace: TraceClass(packetHeader: TraceSkeleton.packetHeader),
            clock: ClockClass(id: "c", frequencyHertz: 1_000_000_000, origin: .unixEpoch),
            format: format
        )
        for id in UInt64(1)...2 {
            let payload = StructureFieldClass([
                StructureFieldClass.Member("value", .unsigned(bits: 64))
            ])
            try folder.append(
                EventRecordClass(id: id, identity: Identity(name: "p:e\(id)"), payload: payload)
            )
        }
        let stream = try DataStreamWriter(
            directory: source,
            name: "stream-0",
            uuid: folder.uuid,
            identity: DataStreamIdentity(streamID: 0, cpu: 0)
        )
        for packet in UInt8(0)..<5 {
            var bytes: [UInt8] = []
            for record in UInt8(0)..<3 {
                bytes += [1, 0, packet * 10 + record, 0, 0, 0, 0, 0]
                bytes += [9, 0, 0, 0, 9, 0, 0, 0, packet, record, 0, 0, 0, 0, 0, 0]
            }
            let begin = UInt64(packet) * 10
            // SAFETY: the span is used while the array lives.
            try unsafe stream.append(
                .init(beginTimestamp: begin, endTimestamp: begin + 2, discardedCount: 0),
                records: bytes.span.bytes,
                recordBytes: bytes.count,
                contentBytes: bytes.count
            )
        }
    }

    private func change(_ file: String, _ body: (inout Data) -> Void) throws {
        let url = URL(filePath: "\(source)/\(file)")
        var data = try Data(contentsOf: url)
        body(&data)
        try data.write(to: url)
    }

    /// The kinds of messages in the output, and how many event records there are.
    private func readOutput() throws -> (events: Int, lostPackets: UInt64) {
        defer {
            try? FileManager.default.removeItem(atPath: source)
            try? FileManager.default.removeItem(atPath: output)
        }
        let trace = try CTFTrace(paths: [output])
        #expect(trace.failures.isEmpty)
        let stream = try #require(trace.streams.first)
        #expect(stream.failure == nil)
        let cursor = DataStreamCursor(stream)
        var events = 0
        var lostPackets: UInt64 = 0
        while let message = try cursor.next() {
            if message == .event { events += 1 }
            if message == .discardedPackets { lostPackets += cursor.loss?.count ?? 0 }
        }
        return (events, lostPackets)
    }

    @Test("A whole trace loses nothing", arguments: [MetadataFormat.ctf1, .ctf2])
    func whole(format: MetadataFormat) throws {
        try makeTrace(format)
        let report = try TraceRecovery.recover(source, to: output)
        #expect(report.isWhole)
        #expect(report.packetCount == 5)
        #expect(try readOutput() == (15, 0))
    }

    @Test("A broken packet header is skipped up to the next magic number")
    func brokenHeader() throws {
        try makeTrace()
        let offset = Self.packetBytes
        try change("stream-0") { $0[offset] ^= 1 }
        let report = try TraceRecovery.recover(source, to: output)
        #expect(report.losses.count == 1)
        #expect(report.losses.first?.offset == UInt64(offset))
        #expect(report.losses.first?.endOffset == UInt64(2 * offset))
        #expect(try readOutput() == (12, 1))
    }

    @Test("A broken event record costs the rest of its packet")
    func brokenRecord() throws {
        try makeTrace()
        let record = 2 * Self.packetBytes + PacketDescription.headerBytes + 24
        try change("stream-0") { $0[record] = 77 }
        let report = try TraceRecovery.recover(source, to: output)
        #expect(report.losses.count == 1)
        #expect(report.losses.first?.offset == UInt64(record))
        #expect(report.losses.first?.endOffset == UInt64(3 * Self.packetBytes))
        #expect(try readOutput() == (13, 0))
    }

    @Test("A wrong packet length does not hide the packets after it")
    func wrongLength() throws {
        try makeTrace()
        // The total and the content length of the second packet, in its context.
        let place = Self.packetBytes + 72
        try change("stream-0") { data in
            data[place + 1] = 0x77
            data[place + 9] = 0x77
        }
        let report = try TraceRecovery.recover(source, to: output)
        #expect(report.losses.count == 1)
        #expect(try readOutput() == (15, 0))
    }

    @Test("A file that was cut keeps the event records before the cut")
    func cutFile() throws {
        try makeTrace()
        try change("stream-0") { $0.removeLast(30) }
        let report = try TraceRecovery.recover(source, to: output)
        #expect(report.losses.count == 1)
        #expect(try readOutput() == (13, 0))
    }

    @Test("Metadata that was cut keeps its whole parts", arguments: [MetadataFormat.ctf1, .ctf2])
    func cutMetadata(format: MetadataFormat) throws {
        try makeTrace(format)
        try change("metadata") { $0.removeLast(20) }
        let report = try TraceRecovery.recover(source, to: output)
        #expect(report.metadataLosses.count == 1)
        #expect(try readOutput() == (15, 0))
    }

    @Test("A broken fragment of the metadata is left out", arguments: [MetadataFormat.ctf1, .ctf2])
    func brokenMetadata(format: MetadataFormat) throws {
        try makeTrace(format)
        try change("metadata") { data in
            let name = Data("p:e2".utf8)
            guard let range = data.range(of: name) else { return }
            data[range.lowerBound - 1] = UInt8(ascii: "}")
        }
        let report = try TraceRecovery.recover(source, to: output)
        #expect(report.metadataLosses.count == 1)
        #expect(try readOutput() == (15, 0))
    }

    @Test("Any damage leaves a trace that can be read, or an error", arguments: 0..<150)
    func anyDamage(seed: Int) throws {
        try makeTrace(seed % 2 == 0 ? .ctf2 : .ctf1)
        defer {
            try? FileManager.default.removeItem(atPath: source)
            try? FileManager.default.removeItem(atPath: output)
        }
        // Numbers that look random, from the seed.
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        try change(seed % 3 == 0 ? "metadata" : "stream-0") { data in
            for _ in 0...next(4) { data[next(data.count)] ^= 1 << UInt8(next(8)) }
            if next(3) == 0 { data.removeLast(next(data.count)) }
        }
        let report: RecoveryReport
        do {
            report = try TraceRecovery.recover(source, to: output)
        } catch {
            #expect(error.kind == .metadata || error.kind == .unsupported, "\(error)")
            return
        }
        let trace = try CTFTrace(paths: [output])
        #expect(trace.failures.isEmpty)
        var records: UInt64 = 0
        for stream in trace.streams {
            #expect(stream.failure == nil)
            let cursor = DataStreamCursor(stream)
            while let message = try cursor.next() {
                if message == .event { records += 1 }
            }
        }
        #expect(records == report.recordCount)
    }
}
