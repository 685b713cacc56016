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
            clock: ClockClass(id: "c", frequency: 1_000_000_000, isUnixEpoch: true)
        )
        try folder.append(EventRecordClass(id: 1, identity: Identity(name: "p:e")))
        let stream = try DataStreamWriter(
            directory: path,
            name: "stream-0",
            uuid: folder.uuid,
            streamID: 0
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
        let reader = try #require(try TraceFolder(path: path).streams.first)
        var records = 0
        var losses: [UInt64] = []
        while try reader.next() {
            records += 1
            losses += reader.takeLosses().map(\.count)
            #expect(reader.nanoseconds == 5)
        }
        #expect(records == 2)
        #expect(losses == [3])
    }
}
