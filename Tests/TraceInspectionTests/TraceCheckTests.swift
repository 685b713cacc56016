// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import Foundation
import Testing
import TraceInspection
import TraceModel

@Suite("Check of a trace")
struct TraceCheckTests {
    /// A packet whose fields are all unsigned integers of 64 bits.
    private struct Packet {
        var begin: UInt64 = 10
        var end: UInt64 = 20
        var number: UInt64 = 0
        var discarded: UInt64 = 0
        var times: [UInt64] = [11, 12]

        var bytes: [UInt8] {
            let total = UInt64(5 + times.count) * 64
            return ([total, begin, end, number, discarded] + times).flatMap { value in
                (0..<8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
            }
        }
    }

    private static let metadata: TraceMetadata = {
        func member(_ name: String, _ role: FieldRole) -> StructureFieldClass.Member {
            StructureFieldClass.Member(name, .unsigned(bits: 64, roles: [role]))
        }
        return TraceMetadata(
            clockClasses: [ClockClass(id: "clock")],
            dataStreamClasses: [
                DataStreamClass(
                    defaultClockClassID: "clock",
                    packetContext: StructureFieldClass([
                        member("total", .packetTotalLength),
                        member("begin", .defaultClockTimestamp),
                        member("end", .packetEndDefaultClockTimestamp),
                        member("number", .packetSequenceNumber),
                        member("discarded", .discardedEventRecordCounterSnapshot),
                    ]),
                    eventRecordHeader: StructureFieldClass([
                        member("time", .defaultClockTimestamp)
                    ])
                )
            ],
            eventRecordClasses: [EventRecordClass(identity: Identity(name: "event"))]
        )
    }()

    private func check(
        _ packets: [Packet],
        further: [UInt8] = [],
        index: [UInt8]? = nil
    ) throws -> CheckReport {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        let indexes = folder.appending(path: "index")
        try FileManager.default.createDirectory(at: indexes, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let metadata = CTF2MetadataWriter.metadataStream(Self.metadata)
        try Data(metadata).write(to: folder.appending(path: "metadata"))
        try Data(packets.flatMap(\.bytes) + further).write(to: folder.appending(path: "stream"))
        if let index { try Data(index).write(to: indexes.appending(path: "stream.idx")) }
        return TraceCheck.check(folder.path)
    }

    @Test("A sound trace has no problem, and its losses are counted")
    func sound() throws {
        let second = Packet(begin: 20, end: 30, number: 3, discarded: 7, times: [20, 30])
        let report = try check([Packet(), second])
        #expect(report.isSound, "\(report.lines)")
        let stream = try #require(report.streams.first)
        #expect(stream.packetCount == 2)
        #expect(stream.eventRecordCount == 4)
        #expect(stream.missingPacketCount == 2)
        #expect(stream.discardedEventRecordCount == 7)
    }

    @Test(
        "Each irregularity is told with its place",
        arguments: [
            (
                times: [12, 11], place: "byte 48 (bit 384)",
                text: "the clock goes back from 12 to 11"
            ),
            ([9, 12], "byte 40 (bit 320)", "before its packet begins at 10"),
            ([11, 21], "byte 48 (bit 384)", "after its packet ends at 20"),
        ]
    )
    func recordTimes(times: [UInt64], place: String, text: String) throws {
        let report = try check([Packet(times: times)])
        #expect(report.allProblems.map(\.severity) == [.irregularity])
        #expect(report.allProblems.first?.place == place)
        #expect(report.allProblems.first?.text.contains(text) == true, "\(report.lines)")
    }

    @Test("Packets must follow each other")
    func packets() throws {
        func problem(_ second: Packet) throws -> String? {
            let problems = try check([Packet(number: 5, discarded: 5), second]).allProblems
            #expect(problems.count == 1)
            #expect(problems.first?.place == "byte 56 (bit 448)")
            return problems.first?.text
        }
        let good = Packet(begin: 20, end: 30, number: 6, discarded: 5, times: [])
        var bad = good
        bad.number = 5
        #expect(try problem(bad)?.contains("packet number 5 follows number 5") == true)
        bad = good
        bad.discarded = 4
        #expect(try problem(bad)?.contains("goes back from 5 to 4") == true)
        bad = good
        bad.begin = 19
        #expect(try problem(bad)?.contains("before the previous one ends") == true)
        bad = good
        bad.end = 19
        #expect(try problem(bad)?.contains("before it begins") == true)
    }

    @Test("A cut packet is damage")
    func cut() throws {
        let report = try check([Packet()], further: Array(Packet().bytes.prefix(30)))
        #expect(report.allProblems.map(\.severity) == [.damage])
        #expect(report.streams.first?.eventRecordCount == 2)
    }

    @Test("An index must agree with its file")
    func index() throws {
        func words(_ values: [UInt64], _ size: Int) -> [UInt8] {
            values.flatMap { value in
                (0..<size).map { UInt8(truncatingIfNeeded: value >> ((size - 1 - $0) * 8)) }
            }
        }
        let header = words([0xC1F1_DCC1, 1, 1, 72], 4)
        let entry: [UInt64] = [0, 448, 448, 10, 20, 0, 0, 0, 0]
        #expect(try check([Packet()], index: header + words(entry, 8)).isSound)
        var wrong = entry
        wrong[4] = 21
        let problems = try check([Packet()], index: header + words(wrong, 8)).allProblems
        #expect(problems.map(\.text) == ["entry 0: the end time is 21, and 20 in the packet"])
        #expect(problems.first?.place == "byte 48 (bit 384)")
        #expect(try check([Packet()], index: header).isSound == false)
        #expect(try check([Packet()], index: [1, 2, 3]).isSound == false)
    }
}
