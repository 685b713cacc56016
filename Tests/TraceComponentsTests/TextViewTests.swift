// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import Foundation
import Testing
import TraceComponents
import TraceModel

@Suite("The text view")
struct TextViewTests {
    /// A trace with one event class and two data streams, each a single packet without header.
    private func makeTrace(_ payload: StructureClass, _ records: [[UInt8]]) throws -> String {
        let path = NSTemporaryDirectory() + "/plume-view-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let header = StructureClass([
            StructureMember("t", .unsigned(bits: 8, roles: [.defaultClockTimestamp]))
        ])
        let metadata =
            CTF2MetadataWriter.preamble(uuid: Array(0..<16))
            + CTF2MetadataWriter.clockClass(
                ClockClass(
                    id: "c",
                    frequency: 1_000_000_000,
                    isUnixEpoch: true,
                    offsetSeconds: 1_000
                )
            )
            + CTF2MetadataWriter.dataStreamClass(
                DataStreamClass(defaultClockID: "c", eventRecordHeader: header)
            )
            + CTF2MetadataWriter.eventRecordClass(
                EventRecordClass(identity: Identity(name: "e"), payload: payload)
            )
        try Data(metadata).write(to: URL(fileURLWithPath: path + "/metadata"))
        for (index, record) in records.enumerated() {
            try Data(record).write(to: URL(fileURLWithPath: path + "/s\(index)"))
        }
        return path
    }

    private func view(_ path: String) throws -> String {
        var style = TextStyle()
        style.isUTC = true
        var text: [UInt8] = []
        let damages = try TextView(style: style).run(
            paths: [path],
            output: {
                text += $0
                return true
            },
            warn: { _ in }
        )
        #expect(damages.isEmpty)
        return String(decoding: text, as: UTF8.self)
    }

    @Test("merges streams by time and unwraps a clock of 8 bits")
    func merging() throws {
        let path = try makeTrace(
            StructureClass([StructureMember("v", .unsigned(bits: 8))]),
            [[1, 10, 5, 11, 3, 12], [2, 20, 200, 21]]
        )
        #expect(
            try view(path) == """
                [00:16:40.000000001] (+?.?????????) e: { v = 10 }
                [00:16:40.000000002] (+0.000000001) e: { v = 20 }
                [00:16:40.000000005] (+0.000000003) e: { v = 11 }
                [00:16:40.000000200] (+0.000000195) e: { v = 21 }
                [00:16:40.000000259] (+0.000000059) e: { v = 12 }

                """
        )
    }

    @Test("prints each kind of value in Babeltrace's form")
    func values() throws {
        func integer(
            _ bits: UInt64,
            _ base: UInt8,
            signed: Bool,
            mappings: [Mapping] = []
        ) -> FieldClass {
            FieldClass(
                .integer(
                    FixedLength(bits: bits, byteOrder: .little, alignment: 8),
                    IntegerProperties(isSigned: signed, displayBase: base, mappings: mappings)
                )
            )
        }
        let labels = [Mapping("A", [0...1]), Mapping("B", [2...2]), Mapping("C", [1...2])]
        let payload = StructureClass([
            StructureMember("hex", integer(16, 16, signed: false)),
            StructureMember("neg", integer(8, 10, signed: true)),
            StructureMember("bin", integer(8, 2, signed: false)),
            StructureMember("oct", integer(16, 8, signed: false)),
            StructureMember("nhex", integer(8, 16, signed: true)),
            StructureMember("e1", integer(8, 10, signed: false, mappings: labels)),
            StructureMember("e2", integer(8, 10, signed: false, mappings: labels)),
            StructureMember(
                "f",
                FieldClass(.float(FixedLength(bits: 32, byteOrder: .little, alignment: 8)))
            ),
            StructureMember("s", FieldClass(.string(.terminated, .utf8))),
            StructureMember(
                "a",
                FieldClass(.array(.fixed(2), element: .unsigned(bits: 8), minimumAlignment: 1))
            ),
            StructureMember("empty", FieldClass(.structure(StructureClass([])))),
            StructureMember(
                "leb",
                FieldClass(.variableLengthInteger(IntegerProperties(isSigned: true)))
            ),
            StructureMember(
                "arr0",
                FieldClass(.array(.fixed(0), element: .unsigned(bits: 8), minimumAlignment: 1))
            ),
        ])
        var record: [UInt8] = [9, 0xEF, 0xBE, 0xFB, 5, 0xED, 0x01, 0xFE, 2, 9, 0, 0, 0xC0, 0xBF]
        record += Array("he said \"hi\"\n\t\\?\u{1}".utf8) + [0, 1, 255, 0x7F]
        let path = try makeTrace(payload, [record])
        let expected = #"""
            { hex = 0xBEEF, neg = -5, bin = 0b00000101, oct = 0755, nhex = 0xFE, e1 = ( "B", "C" : container = 2 ), e2 = ( <unknown> : container = 9 ), f = -1.5, s = "he said \"hi\"\n\t\\\?\x01", a = [ [0] = 1, [1] = 255 ], empty = { }, leb = -1, arr0 = [ ] }
            """#
        #expect(try view(path).hasSuffix(expected + "\n"))
    }
}
