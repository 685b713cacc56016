// SPDX-License-Identifier: Apache-2.0

import CTFReader
import CTFWriter
import SideDescription
import Testing
import TraceModel

@testable import Consumer
@testable import RingRecovery

@Suite("Whatever the fields of an event are called, its trace is readable")
struct NameTests {
    private let scratch = Scratch()
    private static let text = SideType(.string)
    private static let number = SideType(.integer(bits: 32, isSigned: false))
    private static let numbers = SideType(.array(number))

    /// The metadata of a trace with one event, as a reader sees them.
    private func read(
        _ event: SideEventDescription,
        contexts: [SideField] = [],
        _ format: MetadataFormat = .ctf2
    ) throws -> TraceMetadata {
        let path = scratch.path("\(format)-\(UInt64.random(in: 0 ... .max))")
        let folder = try TraceFolderWriter(
            path: path,
            trace: TraceClass(packetHeader: TraceSkeleton.packetHeader),
            channels: [
                RecordedChannelClass(id: 0, name: "c", contexts: contexts, hasCPUs: true)
            ],
            clock: try #require(Channel.description.clock),
            format: format
        )
        try folder.append(EventRecordClass(id: 1, event))
        return try CompiledTrace(try CTFTrace.metadata(of: path)).metadata
    }

    /// The names of the members of the event's payload.
    private func names(
        _ fields: [SideField],
        _ format: MetadataFormat = .ctf2
    ) throws -> [String] {
        let event = SideEventDescription(provider: "p", name: "n", fields: fields)
        let payload = try read(event, format).eventRecordClasses.first?.payload
        return try #require(payload).members.map(\.name)
    }

    @Test("an optional in an optional has two presences")
    func optionals() throws {
        let twice = SideType(.optional(SideType(.optional(Self.number))))
        #expect(try names([SideField("n", twice)]) == ["_n_present", "_n_present_", "n"])
        #expect(try names([SideField("n", twice)], .ctf1) == ["_n_present", "n"])
        let list = SideType(.optional(SideType(.optional(Self.numbers))))
        #expect(
            try names([SideField("n", list)])
                == ["_n_present", "_n_present_", "_n_length", "n"]
        )
    }

    @Test("lengths, presences and selectors give way to fields of the same name")
    func helpers() throws {
        let variant = SideType(
            .variant(selector: Self.number, options: [SideVariantOption(0...9, Self.text)])
        )
        let fields = [
            SideField("a", Self.numbers), SideField("_a_length", Self.number),
            SideField("_o_present", Self.text), SideField("o", SideType(.optional(Self.text))),
            SideField("v", variant), SideField("_v_selector", Self.number),
            SideField("_v_selector_", Self.number),
        ]
        let expected = [
            "_a_length_", "a", "_a_length", "_o_present", "_o_present_", "o", "_v_selector__", "v",
            "_v_selector", "_v_selector_",
        ]
        #expect(try names(fields) == expected)
        #expect(try names(fields, .ctf1) == expected)
        // The same inside of a structure.
        let nested = [SideField("s", SideType(.structure(fields)))]
        #expect(try names(nested) == ["s"])
        #expect(try names(nested, .ctf1) == ["s"])
    }

    @Test("fields that have one name get others, those with names of their own keep them")
    func duplicates() throws {
        let fields = ["a", "a", "a_", "a"].map { SideField($0, Self.number) }
        #expect(try names(fields) == ["a", "a__", "a_", "a___"])
        // Equal to Unicode, and yet not the same bytes.
        let accents = ["\u{E9}", "e\u{301}"].map { SideField($0, Self.numbers) }
        let found = try names(accents).map { Array($0.utf8) }
        #expect(found[1] == Array("\u{E9}".utf8))
        #expect(found[3] == Array("e\u{301}".utf8))
        #expect(Set(try names(accents, .ctf1)).count == 4)
    }

    @Test(
        "any text is the name of a field, of an event, of a label and of an option",
        arguments: [
            "", " ", "2 n", "a:b", "\"", "\\", "\n", "\u{1}\u{7F}", "int", "_int", "__int",
            "struct", "variant", "_", "é", "\u{1F600}", "value", "none", "content", "id",
            "timestamp",
            "a\u{300}\u{301}", "a.b", "*", "trace", "stream", "enum", "\u{FFFD}",
        ]
    )
    func anyText(_ name: String) throws {
        let labels = [
            SideEnumerationLabel(name, 0...0), SideEnumerationLabel(name, 5...9),
            SideEnumerationLabel("_" + name, 1...1), SideEnumerationLabel("is_1", 2...2),
        ]
        let selector = SideType(.enumeration(bits: 8, isSigned: false, labels: labels))
        let options = [0...0, 5...9, 1...1, 2...2, 11...12].map {
            SideVariantOption($0, Self.numbers)
        }
        let variant = SideType(.variant(selector: selector, options: options))
        let event = SideEventDescription(
            provider: name + "p",
            name: "n" + name,
            fields: [
                SideField(name, variant), SideField("_" + name, SideType(.optional(variant))),
                SideField("e", selector),
                SideField("m", SideType(.bitmap(bits: 8, labels: labels))),
            ],
            attributes: [
                SideAttribute("log-level", .real(.infinity)), SideAttribute(name, .boolean(true)),
                SideAttribute(name, .string(name)),
            ]
        )
        for format in [MetadataFormat.ctf1, .ctf2] {
            let found = try #require(try read(event, format).eventRecordClasses.first)
            #expect(found.identity.name == "\(name)p:n\(name)")
        }
        #expect(try names(event.fields)[1] == name)
    }

    @Test(
        "the level of an event is the word that readers of CTF 2 know",
        arguments: [
            (LogLevel.emergency, "emergency", 0), (.warning, "warning", 4), (.info, "info", 6),
            (.debug, "debug", 14),
        ]
    )
    func levels(level: LogLevel, word: String, number: Int64) throws {
        let event = SideEventDescription(
            provider: "p",
            name: "n",
            logLevel: level,
            attributes: [SideAttribute("owner", .string("me"))]
        )
        let found = try #require(try read(event, .ctf2).eventRecordClasses.first)
        let value = AttributeValue.object(["log-level": .string(word)])
        #expect(
            found.attributes == [
                "babeltrace.org,2020": value, "lttng.org,2009": value,
                "plume": .object(["owner": .string("me")]),
            ]
        )
        for format in [MetadataFormat.ctf1, .ctf2] {
            #expect(try read(event, format).eventRecordClasses.first?.logLevel == number)
        }
    }

    @Test("contexts that are called alike, or like what each record has, are told apart")
    func contexts() throws {
        let contexts = ["vpid", "c", "c"].map { SideField($0, Self.numbers) }
        let event = SideEventDescription(provider: "p", name: "n")
        for format in [MetadataFormat.ctf1, .ctf2] {
            let stream = try read(event, contexts: contexts, format).dataStreamClasses[0]
            let members = try #require(stream.eventRecordCommonContext).members.map(\.name)
            #expect(
                members == [
                    "_vpid__length", "vpid_", "_c_length", "c", "_c__length", "c_", "vpid", "vtid",
                ]
            )
        }
    }

    @Test("labels and options of unsigned numbers name them from 0 to the largest")
    func ranges() throws {
        let selector = SideType(.integer(bits: 64, isSigned: false))
        let options = [SideVariantOption(-2...1, Self.text), SideVariantOption(2...3, Self.number)]
        let labels = [SideEnumerationLabel("around", -2...1), SideEnumerationLabel("x", -9...(-8))]
        let event = SideEventDescription(
            provider: "p",
            name: "n",
            fields: [
                SideField("v", SideType(.variant(selector: selector, options: options))),
                SideField("e", SideType(.enumeration(bits: 64, isSigned: false, labels: labels))),
                SideField("m", SideType(.bitmap(bits: 8, labels: []))),
            ]
        )
        for format in [MetadataFormat.ctf1, .ctf2] {
            let found = try #require(try read(event, format).eventRecordClasses.first?.payload)
            guard case .variant(let variant) = found.members[1].fieldClass,
                case .integer(let labelled) = found.members[2].fieldClass
            else {
                Issue.record("\(found)")
                return
            }
            let high = Int128(UInt64.max)
            let around = [
                IntegerRange(lower: 0, upper: 1), IntegerRange(lower: high - 1, upper: high),
            ]
            #expect(variant.options[0].ranges == IntegerRangeSet(around.compactMap { $0 }))
            #expect(labelled.mappings[0].ranges == variant.options[0].ranges)
        }
    }
}
