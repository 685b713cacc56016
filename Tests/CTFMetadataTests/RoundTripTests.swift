// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import Testing
import TraceModel

@Suite("Metadata round trip")
struct RoundTripTests {
    private let layout = BitLayout(lengthBits: 32, alignmentBits: 8)

    private var allClasses: [StructureFieldClass.Member] {
        let ranges = IntegerRangeSet(
            [IntegerRange(lower: -5, upper: 7), IntegerRange(lower: 9, upper: 9)]
                .compactMap { $0 }
        )
        let text = Attributes([
            .init(
                name: "example.com,2026",
                value: .object(["list": .array([.null, .boolean(true), .real(1.5)])])
            )
        ])
        let reversed = BitLayout(
            lengthBits: 12,
            byteOrder: .bigEndian,
            bitOrder: .firstToLast,
            alignmentBits: 4
        )
        let small = IntegerRangeSet(values: 1, 2)
        return [
            .init("bits", .bitArray(BitArrayFieldClass(reversed, attributes: text))),
            .init(
                "map",
                .bitMap(BitMapFieldClass(layout, flags: [.init(name: "f", ranges: small)]))
            ),
            .init("flag", .boolean(BooleanFieldClass(layout)), attributes: text),
            .init(
                "signed",
                .integer(
                    IntegerFieldClass(
                        layout,
                        isSigned: true,
                        base: .hexadecimal,
                        mappings: [.init(name: "a b", ranges: ranges)]
                    )
                )
            ),
            .init("tag", .integer(IntegerFieldClass(layout, base: .octal))),
            .init("leb", .variableLengthInteger(.init(base: .binary))),
            .init("sleb", .variableLengthInteger(.init(isSigned: true))),
            .init("real", .floatingPoint(FloatingPointFieldClass(layout))),
            .init("zero", .string(StringFieldClass(encoding: .utf16LittleEndian))),
            .init("fixed", .string(StringFieldClass(lengthBytes: .fixed(4)))),
            .init("dynamic", .string(StringFieldClass(lengthBytes: .field(.init("leb"))))),
            .init("blob", .blob(BLOBFieldClass(lengthBytes: .fixed(0), mediaType: "image/png"))),
            .init("dblob", .blob(BLOBFieldClass(lengthBytes: .field(.init("leb"))))),
            .init(
                "array",
                .array(
                    ArrayFieldClass(
                        length: .fixed(3),
                        element: .structure(StructureFieldClass([], minimumAlignmentBits: 16)),
                        minimumAlignmentBits: 64
                    )
                )
            ),
            .init(
                "optional",
                .optional(
                    OptionalFieldClass(
                        .variableLengthInteger(.init()),
                        selector: .init(origin: .eventRecordPayload, "tag"),
                        selectorRanges: small
                    )
                )
            ),
            .init(
                "variant",
                .variant(
                    VariantFieldClass(
                        [
                            .init(name: "one", .string(StringFieldClass()), ranges: small),
                            .init(.string(StringFieldClass()), ranges: .init(values: 3)),
                        ],
                        selector: .init("tag")
                    )
                )
            ),
        ]
    }

    @Test("Every field class and property survives writing and parsing")
    func everything() throws {
        let uuid = try #require(MetadataUUID(bytes: Array(0..<16)))
        func header(_ roles: FieldRole...) -> StructureFieldClass {
            StructureFieldClass([
                .init("value", .integer(IntegerFieldClass(layout, roles: roles)))
            ])
        }
        let metadata = TraceMetadata(
            uuid: uuid,
            traceClass: TraceClass(
                identity: Identity(namespace: "n", name: "\"quoted\"\n\u{1}", uid: "u"),
                environment: [.init("vpid", .integer(12)), .init("hostname", .string("h"))],
                packetHeader: header(.packetMagicNumber)
            ),
            clockClasses: [
                ClockClass(
                    id: "clock",
                    identity: Identity(name: "monotonic", uid: "boot"),
                    frequencyHertz: 3_000_000_000,
                    origin: .unixEpoch,
                    offsetSeconds: -3,
                    offsetCycles: 17,
                    precisionCycles: 2,
                    accuracyCycles: 3,
                    summary: "a clock"
                ),
                ClockClass(id: "other", origin: .custom(namespace: nil, name: "o", uid: "x")),
            ],
            dataStreamClasses: [
                DataStreamClass(
                    id: 18_446_744_073_709_551_615,
                    identity: Identity(name: "stream"),
                    defaultClockClassID: "clock",
                    packetContext: header(.packetTotalLength, .defaultClockTimestamp),
                    eventRecordHeader: header(.eventRecordClassID),
                    eventRecordCommonContext: header()
                )
            ],
            eventRecordClasses: [
                EventRecordClass(
                    id: 7,
                    dataStreamClassID: .max,
                    identity: Identity(namespace: "ns", name: "event"),
                    specificContext: header(),
                    payload: StructureFieldClass(allClasses, minimumAlignmentBits: 8),
                    attributes: EventRecordClass.attributes(logLevel: 13, emfURI: "u")
                )
            ]
        )
        let bytes = CTF2MetadataWriter.metadataStream(metadata)
        #expect(try MetadataParser.parse(bytes) == metadata)
    }

    @Test("Attributes of all kinds survive everywhere, and those of the preamble too")
    func attributes() throws {
        let values: [AttributeValue] = [
            .null, .boolean(false), .integer(.min), .integer(.max), .real(0.1), .real(-1e300),
            .real(.leastNonzeroMagnitude), .real(1), .real(.infinity), .real(-.infinity),
            .string("\u{7F}\u{1F600}"),
            .string("\\\"\u{0}/"), .array([]), .object([:]), .object(["": .array([.null])]),
        ]
        let attributes: Attributes = ["x": .array(values)]
        let metadata = TraceMetadata(
            traceClass: TraceClass(attributes: attributes),
            clockClasses: [ClockClass(id: "é", attributes: attributes)],
            dataStreamClasses: [
                DataStreamClass(
                    packetContext: StructureFieldClass([], attributes: attributes),
                    attributes: attributes
                )
            ],
            attributes: attributes
        )
        let bytes = CTF2MetadataWriter.metadataStream(metadata)
        #expect(try MetadataParser.parse(bytes) == metadata)
    }

    @Test("Properties with their default value are left out")
    func defaults() {
        let member = StructureFieldClass.Member(
            "a",
            .integer(IntegerFieldClass(BitLayout(lengthBits: 8, byteOrder: .bigEndian)))
        )
        let metadata = TraceMetadata(
            clockClasses: [ClockClass(id: "c", frequencyHertz: 1, offsetSeconds: 5)],
            dataStreamClasses: [DataStreamClass()],
            eventRecordClasses: [
                EventRecordClass(payload: StructureFieldClass([member])),
                EventRecordClass(id: 1, payload: StructureFieldClass([])),
            ]
        )
        let expected = [
            "{'type':'preamble','version':2}",
            "{'type':'clock-class','id':'c','frequency':1,'offset-from-origin':{'seconds':5}}",
            "{'type':'data-stream-class'}",
            "{'type':'event-record-class','payload-field-class':{'type':'structure',"
                + "'member-classes':[{'name':'a','field-class':"
                + "{'type':'fixed-length-unsigned-integer','length':8,"
                + "'byte-order':'big-endian'}}]}}",
            "{'type':'event-record-class','id':1,'payload-field-class':{'type':'structure'}}",
        ]
        #expect(CTF2MetadataWriter.metadataStream(metadata) == Rule.bytes(expected))
    }

    @Test("A fragment is a record separator, one line of JSON, and a line feed")
    func fragmentForm() {
        let text = String(decoding: CTF2MetadataWriter.preamble(), as: UTF8.self)
        #expect(text == "\u{1E}{\"type\":\"preamble\",\"version\":2}\n")
    }
}
