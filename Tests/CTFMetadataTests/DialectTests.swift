// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import Testing
import TraceModel

@Suite("Dialects")
struct DialectTests {
    private static let draftClock =
        "{'type':'clock-class','name':'c','frequency':8,'uuid':"
        + "[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]}"
    private static let draftStream =
        "{'type':'data-stream-class','default-clock-class-name':'c','colour':'red'}"

    @Test("The draft dialect is read as what it means in CTF 2")
    func draft() throws {
        let metadata = try MetadataParser.parse(
            Rule.bytes([
                Rule.preamble, Self.draftClock, Self.draftStream,
                "{'type':'event-record-class','user-attributes':{'x':1},'payload-field-class':"
                    + "{'type':'structure','member-classes':[{'name':'tag','field-class':"
                    + "{'type':'fixed-length-unsigned-enumeration','length':8,"
                    + "'byte-order':'big-endian','mappings':{'a':[[1,2]]}}},"
                    + "{'name':'o','field-class':{'type':'optional','field-class':"
                    + "{'type':'null-terminated-string'},'selector-field-ranges':[[1,1]],"
                    + "'selector-field-location':['event-record-payload','tag']}}]}}",
            ])
        )
        #expect(metadata.clockClasses.first?.id == "c")
        let uid = metadata.clockClasses.first?.identity.uid
        #expect(uid == "00010203-0405-0607-0809-0a0b0c0d0e0f")
        #expect(metadata.dataStreamClasses.first?.defaultClockClassID == "c")
        let event = try #require(metadata.eventRecordClasses.first)
        #expect(event.attributes == ["x": .integer(1)])
        guard case .integer(let tag) = event.payload?.members[0].fieldClass,
            case .optional(let optional) = event.payload?.members[1].fieldClass
        else {
            Issue.record("The members have other classes.")
            return
        }
        #expect(
            tag.mappings == [
                Mapping(
                    name: "a",
                    ranges: IntegerRangeSet([.init(lower: 1, upper: 2)].compactMap { $0 })
                )
            ]
        )
        #expect(optional.selector == FieldLocation(origin: .eventRecordPayload, "tag"))
    }

    @Test(
        "What only the draft has is refused elsewhere",
        arguments: [
            "{'type':'clock-class','name':'c','frequency':8}",
            "{'type':'data-stream-class','id':1,'colour':'red'}",
            "{'type':'trace-class','environment':{},'colour':'red'}",
        ]
    )
    func strict(fragment: String) {
        #expect(throws: CTFError.self) {
            try MetadataParser.parse(Rule.bytes([Rule.preamble, fragment, Rule.stream]))
        }
        #expect(throws: Never.self) {
            try MetadataParser.parse(
                Rule.bytes([
                    Rule.preamble, fragment, "{'type':'data-stream-class','user-attributes':{}}",
                ])
            )
        }
    }

    @Test(
        "Each thing that only the draft has tells the dialect",
        arguments: [
            draftClock, "{'type':'trace-class','user-attributes':{}}",
            "{'type':'trace-class','uuid':[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]}",
            "{'type':'data-stream-class','id':1,'packet-context-field-class':{'type':'structure',"
                + "'member-classes':[{'name':'u','field-class':"
                + "{'type':'variable-length-unsigned-integer'}},{'name':'s','field-class':"
                + "{'type':'dynamic-length-string','length-field-location':"
                + "['packet-context','u']}}]}}",
        ]
    )
    func markers(fragment: String) {
        let unknown = "{'type':'data-stream-class','colour':'red'}"
        #expect(throws: Never.self) {
            try MetadataParser.parse(Rule.bytes([Rule.preamble, fragment, unknown]))
        }
    }

    @Test(
        "What merely looks like the draft is refused",
        arguments: [
            "'length-field-location':[23,45]", "'length-field-location':['u']",
            "'length-field-location':['packet-context']", "'length-field-location':[]",
            "'length-field-location':'u'",
        ]
    )
    func notMarkers(property: String) {
        let fragment =
            "{'type':'data-stream-class','id':1,'packet-context-field-class':{'type':'structure',"
            + "'member-classes':[{'name':'u','field-class':"
            + "{'type':'variable-length-unsigned-integer'}},{'name':'s','field-class':"
            + "{'type':'dynamic-length-string',\(property)}}]}}"
        #expect(throws: CTFError.self) {
            try MetadataParser.parse(Rule.bytes([Rule.preamble, fragment]))
        }
    }

    @Test("Metadata from CTF 1.8 keeps only the roles that CTF 2 allows")
    func roles() throws {
        let layout = BitLayout(lengthBits: 32)
        func structure(_ roles: FieldRole...) -> StructureFieldClass {
            StructureFieldClass([
                .init("first", .integer(IntegerFieldClass(layout, roles: roles))),
                .init("second", .integer(IntegerFieldClass(layout, roles: roles))),
            ])
        }
        let all = FieldRole.allCases
        func metadata(_ format: MetadataFormat) -> TraceMetadata {
            TraceMetadata(
                format: format,
                traceClass: TraceClass(
                    packetHeader: structure(.packetMagicNumber, .dataStreamID, .eventRecordClassID)
                ),
                clockClasses: [ClockClass(id: "c", origin: .unixEpoch, offsetSeconds: 7)],
                dataStreamClasses: [
                    DataStreamClass(packetContext: structure(.defaultClockTimestamp)),
                    DataStreamClass(
                        id: 1,
                        defaultClockClassID: "c",
                        packetContext: structure(.defaultClockTimestamp, .packetTotalLength)
                    ),
                ],
                eventRecordClasses: [
                    EventRecordClass(payload: structure(.defaultClockTimestamp, all[0]))
                ]
            )
        }
        let read = try MetadataParser.parse(CTF2MetadataWriter.metadataStream(metadata(.ctf1)))
        func roles(_ structure: StructureFieldClass?) -> [[FieldRole]] {
            (structure?.members ?? []).map { member in
                if case .integer(let integer) = member.fieldClass { integer.roles } else { [] }
            }
        }
        #expect(
            roles(read.traceClass.packetHeader)
                == [[.packetMagicNumber, .dataStreamID], [.dataStreamID]]
        )
        #expect(roles(read.dataStreamClasses[0].packetContext) == [[], []])
        let both: [FieldRole] = [.defaultClockTimestamp, .packetTotalLength]
        #expect(roles(read.dataStreamClasses[1].packetContext) == [both, both])
        #expect(roles(read.eventRecordClasses[0].payload) == [[], []])
        #expect(read.clockClasses == metadata(.ctf1).clockClasses)
        // Metadata of CTF 2 is written as it is, and this one is wrong.
        #expect(throws: CTFError.self) {
            try MetadataParser.parse(CTF2MetadataWriter.metadataStream(metadata(.ctf2)))
        }
    }
}
