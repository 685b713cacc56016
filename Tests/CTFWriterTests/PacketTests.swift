// SPDX-License-Identifier: Apache-2.0

import CTFReader
import CTFWriter
import Foundation
import Testing
import TraceModel

@Suite("Packets")
struct PacketTests {
    @Test("without records are read as losses and not as records")
    func emptyPacket() throws {
        let path = NSTemporaryDirectory() + "/plume-packets-" + UUID().uuidString
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
        // One record: id 1, time 5, process and thread.
        let record: [UInt8] = [1, 0, 5, 0, 0, 0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0]
        for (bytes, lost) in [(record, UInt64(0)), ([], 3), (record, 3)] {
            // SAFETY: the span is used while the array lives.
            try unsafe stream.append(
                .init(beginTimestamp: 5, endTimestamp: 5, discardedCount: lost),
                records: bytes.span.bytes,
                recordBytes: bytes.count,
                contentBytes: bytes.count
            )
        }
        let trace = try CTFTrace(paths: [path])
        let cursor = DataStreamCursor(try #require(trace.streams.first))
        var records = 0
        var losses: [UInt64?] = []
        while let message = try cursor.next() {
            switch message {
            case .event:
                records += 1
                #expect(cursor.nanoseconds == 5)
            case .discardedEvents: losses.append(cursor.loss?.count)
            default: continue
            }
        }
        #expect(records == 2)
        #expect(losses == [3])
    }
}
