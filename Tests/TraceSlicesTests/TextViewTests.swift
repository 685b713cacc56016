// SPDX-License-Identifier: Apache-2.0

import Bytes
import CTFMetadata
import CTFReader
import EventFilter
import Foundation
import Synchronization
import SystemCalls
import Testing
import TraceComponents
import TraceFields
import TraceGraph
import TraceModel
import TraceSlices
import TraceText

@Suite("The text view")
struct TextViewTests {
    /// A trace with one event class and two data streams, each a single packet without header.
    private func makeTrace(
        _ payload: StructureFieldClass,
        _ records: [[UInt8]],
        packetContext: StructureFieldClass? = nil
    ) throws -> String {
        let path = NSTemporaryDirectory() + "/plume-view-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let header = StructureFieldClass([
            StructureFieldClass.Member("t", .unsigned(bits: 8, roles: [.defaultClockTimestamp]))
        ])
        let metadata =
            CTF2MetadataWriter.preamble(uuid: MetadataUUID(bytes: Array(0..<16)))
            + CTF2MetadataWriter.clockClass(
                ClockClass(
                    id: "c",
                    frequencyHertz: 1_000_000_000,
                    origin: .unixEpoch,
                    offsetSeconds: 1_000
                )
            )
            + CTF2MetadataWriter.dataStreamClass(
                DataStreamClass(
                    defaultClockClassID: "c",
                    packetContext: packetContext,
                    eventRecordHeader: header
                )
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

    private func view(
        _ path: String,
        isForPeople: Bool = false,
        selection: EventSelection = EventSelection(),
        range: MessageTrimmer.Range = MessageTrimmer.Range(begin: nil, end: nil)
    ) throws -> String {
        var options = PrettyOptions()
        options.isUTC = true
        options.isForPeople = isForPeople
        let trace = try CTFTrace(paths: [path])
        let bytes = Mutex<[UInt8]>([])
        let view = TextView([trace], options: options, selection: selection)
        let result = try view.trimmed(to: range).run(
            output: { text, range in
                bytes.withLock { $0 += text.bytes()[range] }
                return true
            },
            warn: { _ in }
        )
        #expect(result.damages.isEmpty)
        let text = bytes.withLock { $0 }
        return String(decoding: text, as: UTF8.self)
    }

    @Test("merges streams by time and unwraps a clock of 8 bits")
    func merging() throws {
        let path = try makeTrace(
            StructureFieldClass([StructureFieldClass.Member("v", .unsigned(bits: 8))]),
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

    @Test("leaves out what is not selected by time, name or fields")
    func selection() throws {
        let path = try makeTrace(
            StructureFieldClass([
                StructureFieldClass.Member("v", .unsigned(bits: 8)),
                StructureFieldClass.Member("s", .string(StringFieldClass())),
            ]),
            [[1, 10, 0x61, 0, 5, 11, 0x62, 0x63, 0, 9, 12, 0]]
        )
        func values(_ expression: String) throws -> [String] {
            let text = try view(path, selection: EventSelection(filter: FilterProgram(expression)))
            return text.matches(of: /v = (\d+)/).map { String($0.1) }
        }
        #expect(try values("v >= 11") == ["11", "12"])
        #expect(try values("s == \"b*\" || v == 10") == ["10", "11"])
        #expect(try values("s == \"\"") == ["12"])
        #expect(try values("!(other == 1)") == [])
        #expect(try values("v == 10 || other == 1") == ["10"])
        #expect(try view(path, selection: EventSelection { $0 == "x" }) == "")
        #expect(try view(path, selection: EventSelection { $0 == "e" }).contains("v = 12"))
        let range = MessageTrimmer.Range(
            begin: .timeOfDay(nanoseconds: 1_000_000_000_000 + 5),
            end: .sinceOrigin(nanoseconds: 1_000_000_000_005)
        )
        #expect(throws: GraphError.self) { try view(path, range: range) }
        let seconds = MessageTrimmer.Range(
            begin: .sinceOrigin(nanoseconds: 1_000_000_000_005),
            end: .sinceOrigin(nanoseconds: 1_000_000_000_005)
        )
        #expect(try view(path, range: seconds).matches(of: /v = (\d+)/).map(\.1) == ["11"])
    }

    @Test("shows people what was recorded, and not how")
    func people() throws {
        let length = ArrayFieldClass(
            length: .field(FieldLocation("_list_length")),
            element: .unsigned(bits: 8)
        )
        let path = try makeTrace(
            StructureFieldClass([
                StructureFieldClass.Member("_list_length", .unsigned(bits: 8)),
                StructureFieldClass.Member("list", .array(length)),
                StructureFieldClass.Member("_own", .unsigned(bits: 8)),
                StructureFieldClass.Member("text", .string(StringFieldClass())),
            ]),
            [[1, 2, 3, 4, 5] + Array("what's \"é\"?\u{1B}[31m\u{9B}\n\\".utf8) + [0xFF, 0]]
        )
        let fields =
            #"{ list = [ [0] = 3, [1] = 4 ], _own = 5, text = "what's \"é\"?"#
            + #"\e[31m\xc2\x9b\n\\\xff" }"#
        #expect(try view(path, isForPeople: true).hasSuffix("e: \(fields)\n"))
        #expect(try view(path).contains("{ _list_length = 2, list = [ [0] = 3, [1] = 4 ], "))
        #expect(try view(path).contains(#"\?"#))
    }

    @Test("keeps texts of a packet's context while its window moves on")
    func packetContext() throws {
        let context = StructureFieldClass([
            StructureFieldClass.Member("host", .string(StringFieldClass()))
        ])
        let records: [UInt8] = (0..<140_000).flatMap { (time: Int) -> [UInt8] in
            [UInt8(truncatingIfNeeded: time), 7]
        }
        let path = try makeTrace(
            StructureFieldClass([StructureFieldClass.Member("v", .unsigned(bits: 8))]),
            [Array("north".utf8) + [0] + records],
            packetContext: context
        )
        let lines = try view(path).split(separator: "\n")
        #expect(lines.count == 140_000)
        #expect(lines.last?.hasSuffix(#"e: { host = "north" }, { v = 7 }"#) == true)
    }

    @Test("prints each kind of value in Babeltrace's form")
    func values() throws {
        func layout(_ bits: Int) -> BitLayout {
            BitLayout(lengthBits: bits, alignmentBits: 8)
        }
        func integer(
            _ bits: Int,
            _ base: DisplayBase,
            signed: Bool,
            mappings: [Mapping] = []
        ) -> FieldClass {
            .integer(
                IntegerFieldClass(layout(bits), isSigned: signed, base: base, mappings: mappings)
            )
        }
        func mapping(_ name: String, _ values: Int128...) -> Mapping {
            Mapping(name: name, ranges: IntegerRangeSet(values.map { IntegerRange($0) }))
        }
        let labels = [mapping("A", 0, 1), mapping("B", 2), mapping("C", 1, 2)]
        let byte = FieldClass.unsigned(bits: 8)
        let members: [(String, FieldClass)] = [
            ("hex", integer(16, .hexadecimal, signed: false)),
            ("neg", integer(8, .decimal, signed: true)),
            ("bin", integer(8, .binary, signed: false)),
            ("oct", integer(16, .octal, signed: false)),
            ("nhex", integer(8, .hexadecimal, signed: true)),
            ("e1", integer(8, .decimal, signed: false, mappings: labels)),
            ("e2", integer(8, .decimal, signed: false, mappings: labels)),
            ("f", .floatingPoint(FloatingPointFieldClass(layout(32)))),
            ("s", .string(StringFieldClass())),
            ("a", .array(ArrayFieldClass(length: .fixed(2), element: byte))),
            ("empty", .structure(StructureFieldClass([]))),
            ("leb", .variableLengthInteger(VariableLengthIntegerFieldClass(isSigned: true))),
            ("arr0", .array(ArrayFieldClass(length: .fixed(0), element: byte))),
        ]
        let payload = StructureFieldClass(members.map { StructureFieldClass.Member($0.0, $0.1) })
        var record: [UInt8] = [9, 0xEF, 0xBE, 0xFB, 5, 0xED, 0x01, 0xFE, 2, 9, 0, 0, 0xC0, 0xBF]
        record += Array("he said \"hi\"\n\t\\?\u{1}".utf8) + [0, 1, 255, 0x7F]
        let path = try makeTrace(payload, [record])
        let expected = #"""
            { hex = 0xBEEF, neg = -5, bin = 0b00000101, oct = 0755, nhex = 0xFE, e1 = ( "B", "C" : container = 2 ), e2 = ( <unknown> : container = 9 ), f = -1.5, s = "he said \"hi\"\n\t\\\?\x01", a = [ [0] = 1, [1] = 255 ], empty = { }, leb = -1, arr0 = [ ] }
            """#
        #expect(try view(path).hasSuffix(expected + "\n"))
    }
}
