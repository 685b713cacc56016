// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import Testing
import TraceModel

@Suite("CTF 2 metadata")
struct MetadataTests {
    private func parse(_ fragments: String...) throws -> Metadata {
        try Metadata(parsing: fragments.flatMap { [0x1E] + Array($0.utf8) + [0x0A] })
    }

    private let preamble = #"{"type":"preamble","version":2}"#

    @Test("read back is what was written, for every kind of field class")
    func roundTrip() throws {
        let length = FixedLength(bits: 12, byteOrder: .big, isBitReversed: true, alignment: 4)
        let location = FieldLocation(origin: .packetContext, path: ["a", nil, "b"])
        let kinds: [FieldClass.Kind] = [
            .bitArray(length), .bitMap(length, flags: [Mapping("x", [0...3, 5...5])]),
            .boolean(length),
            .integer(
                length,
                IntegerProperties(
                    isSigned: true,
                    displayBase: 16,
                    mappings: [Mapping("m", [-5...(-1)])]
                )
            ),
            .integer(length, IntegerProperties(isSigned: false, roles: [.eventRecordClassID])),
            .float(FixedLength(bits: 32, byteOrder: .little)),
            .variableLengthInteger(IntegerProperties(isSigned: false)),
            .string(.terminated, .utf16LittleEndian), .string(.fixed(9), .utf8),
            .string(.dynamic(location), .utf32BigEndian),
            .blob(.fixed(16), mediaType: "image/png", roles: [.metadataStreamUUID]),
            .blob(.dynamic(location), mediaType: "application/octet-stream", roles: []),
            .array(.fixed(2), element: .unsigned(bits: 8), minimumAlignment: 32),
            .array(.dynamic(location), element: .unsigned(bits: 8), minimumAlignment: 1),
            .optional(.unsigned(bits: 8), Selector(location)),
            .optional(.unsigned(bits: 8), Selector(location, ranges: [1...1])),
            .variant(
                [VariantOption(name: "o", ranges: [0...0], fieldClass: .unsigned(bits: 8))],
                location
            ),
        ]
        let members = kinds.enumerated().map {
            StructureMember("f\($0.offset)", FieldClass($0.element))
        }
        let event = EventRecordClass(
            id: 3,
            identity: Identity(namespace: "n", name: "e", uid: "u"),
            attributes: .object([
                "x": .array([.null, .boolean(true), .integer(-1), .string("\u{1}\"")])
            ]),
            payload: StructureClass(members, minimumAlignment: 64)
        )
        let clock = ClockClass(
            id: "c",
            frequency: 2_300_000_000,
            isUnixEpoch: true,
            offsetSeconds: -5,
            offsetCycles: 7,
            precision: 3,
            description: "d"
        )
        let stream = DataStreamClass(id: 0, defaultClockID: "c")
        let trace = TraceClass(
            environment: [
                EnvironmentEntry("a", .string("x")), EnvironmentEntry("b", .integer(-2)),
            ])
        let bytes =
            CTF2MetadataWriter.preamble(uuid: Array(0..<16)) + CTF2MetadataWriter.traceClass(trace)
            + CTF2MetadataWriter.clockClass(clock) + CTF2MetadataWriter.dataStreamClass(stream)
            + CTF2MetadataWriter.eventRecordClass(event)
        let metadata = try Metadata(parsing: bytes)
        #expect(metadata.uuid == Array(0..<16))
        #expect(metadata.trace == trace)
        #expect(metadata.clocks["c"] == clock)
        #expect(metadata.streams[0] == stream)
        #expect(metadata.events[0]?[3] == event)
    }

    @Test(
        "that breaks a rule is refused with its place",
        arguments: [
            (#"{"type":"trace-class"}"#, "preamble"),
            (#"{"type":"preamble","version":3}"#, "$.version"),
            (#"{"type":"preamble","version":2,"uuid":[1]}"#, "$.uuid"),
            (#"{"type":"preamble","version":2,"extensions":{"x":{"y":null}}}"#, "$.extensions"),
            (#"{"type":"preamble","version":2} x"#, "byte"),
            (#"{"type":"preamble","version":2,}"#, "byte"),
            (#"{"type":"preamble","type":"preamble","version":2}"#, "byte"),
        ]
    )
    func preambles(text: String, place: String) {
        #expect {
            try parse(text)
        } throws: { error in
            "\(error)".contains(place)
        }
    }

    @Test(
        "with a wrong later fragment is refused with its place",
        arguments: [
            (#"{"type":"x"}"#, "fragment 2, $.type"),
            (#"{"type":"clock-class","id":"c","frequency":0}"#, "$.frequency"),
            (#"{"type":"data-stream-class","default-clock-class-id":"c"}"#, "no clock class"),
            (#"{"type":"event-record-class"}"#, "no data stream class"),
            (
                #"{"type":"data-stream-class","packet-context-field-class":"a"}"#,
                "no field class alias"
            ),
            (
                #"{"type":"data-stream-class","packet-context-field-class":{"type":"structure","member-classes":[{"name":"a","field-class":{"type":"fixed-length-boolean","length":0,"byte-order":"little-endian"}}]}}"#,
                "member-classes[0].field-class.length"
            ),
        ]
    )
    func fragments(text: String, place: String) {
        #expect {
            try parse(preamble, text)
        } throws: { error in
            "\(error)".contains(place)
        }
    }

    @Test("of other forms is recognised")
    func otherForms() {
        for bytes: [UInt8] in [[], Array("/* CTF 1.8 */".utf8), [0x57, 0x1D, 0xD1, 0x75, 0]] {
            #expect(throws: MetadataError.self) { try Metadata(parsing: bytes) }
        }
    }
}
