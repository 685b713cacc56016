// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import Testing
import TraceModel

@Suite("TSDL blocks")
struct TSDLBlockTests {
    @Test(
        "Wrong blocks are refused",
        arguments: [
            ("", 1, 1), ("trace { major = 1; minor = 8; };", 1, 1),
            ("trace { major = 2; minor = 8; byte_order = le; };", 1, 17),
            ("trace { major = 1; minor = 8; byte_order = native; };", 1, 44),
            ("trace { major = 1; minor = 8; byte_order = le; uuid = \"1\"; };", 1, 55),
            (TSDLTexts.trace + TSDLTexts.trace, 2, 1),
            (TSDLTexts.trace + "env { a = b; };", 2, 11),
            (TSDLTexts.trace + "env { }; env { };", 2, 10),
            (TSDLTexts.trace + "env { a = 1; a = 1; };", 2, 14),
            (TSDLTexts.trace + "clock { freq = 5; };", 2, 1),
            (TSDLTexts.trace + "clock { name = a; freq = 0; };", 2, 26),
            (TSDLTexts.trace + "clock { name = a; }; clock { name = a; };", 2, 22),
            (TSDLTexts.trace + "clock { name = a; absolute = 2; };", 2, 30),
            (TSDLTexts.trace + "stream { id = -1; };", 2, 15),
            (TSDLTexts.trace + "stream { packet.context := string; };", 2, 28),
            (TSDLTexts.trace + "stream { }; stream { };", 2, 13),
            (TSDLTexts.trace + "stream { }; stream { id = 1; };", 1, 1),
            (TSDLTexts.trace + "stream { }; event { };", 2, 13),
            (TSDLTexts.trace + "event { stream_id = 1; };", 2, 1),
            (TSDLTexts.trace + "event { }; event { };", 2, 12),
            (TSDLTexts.trace + "event { id = 0; }", 2, 18),
            (TSDLTexts.trace + "integer { size = 8; } a;", 2, 1),
            (TSDLTexts.trace + "struct { string s; } a;", 2, 1),
        ]
    )
    func wrong(text: String, line: Int, column: Int) {
        #expect(TSDLTexts.error(text)?.place == "line \(line), column \(column)")
    }

    @Test("A clock's offset is less than a second beyond its whole seconds")
    func clock() throws {
        let text = """
            clock { name = "c"; uuid = "2A6422D0-6cee-11e0-8c08-cb07d7b3a564"; freq = 10;
                    offset_s = -3; offset = 25; precision = 2; description = "d"; absolute = 1; };
            """
        let clock = try TSDLTexts.parse(TSDLTexts.trace + text).clockClasses.first
        #expect(
            clock
                == ClockClass(
                    id: "c",
                    identity: Identity(name: "c", uid: "2a6422d0-6cee-11e0-8c08-cb07d7b3a564"),
                    frequencyHertz: 10,
                    origin: .unixEpoch,
                    offsetSeconds: -1,
                    offsetCycles: 5,
                    precisionCycles: 2,
                    summary: "d"
                )
        )
        let overflow = "clock { name = c; freq = 1; offset = 1; offset_s = 9223372036854775807; };"
        #expect(TSDLTexts.error(TSDLTexts.trace + overflow)?.place == "line 2, column 1")
    }

    @Test("The monotonic clock of LTTng counts from the Unix epoch")
    func lttngClock() throws {
        for (tracer, origin) in [("lttng-ust", ClockClass.Origin.unixEpoch), ("other", nil)] {
            let text = "clock { name = monotonic; }; env { tracer_name = \"\(tracer)\"; };"
            let clocks = try TSDLTexts.parse(TSDLTexts.trace + text).clockClasses
            #expect(clocks.first?.origin == origin)
        }
    }

    @Test("Special names are roles, as far as their types allow")
    func roles() throws {
        let text = """
            trace { major = 1; minor = 8; byte_order = le;
                packet.header := struct { u32 magic; u8 uuid[16]; u8 stream_id; u8 _stream_id; };
            };
            stream {
                packet.context := struct { u32 packet_size; string content_size;
                    u32 timestamp_begin; u32 timestamp_end; u8 packet_seq_num; };
                event.header := struct { enum : u8 { x } id; variant <id> {
                    struct { u32 id; u32 timestamp; } x; } v; };
            };
            """
        let metadata = try TSDLTexts.parse(TSDLTexts.types + text)
        let header = try #require(metadata.traceClass.packetHeader)
        #expect(
            header.members.map { $0.fieldClass.roles } == [
                [.packetMagicNumber], [.metadataStreamUUID], [.dataStreamClassID], [],
            ]
        )
        let stream = try #require(metadata.dataStreamClasses.first)
        #expect(
            stream.packetContext?.members.map { $0.fieldClass.roles } == [
                [.packetTotalLength], [], [.defaultClockTimestamp],
                [.packetEndDefaultClockTimestamp],
                [.packetSequenceNumber],
            ]
        )
        guard case .variant(let variant) = stream.eventRecordHeader?.members[1].fieldClass,
            case .structure(let option) = variant.options[0].fieldClass
        else {
            Issue.record("not a variant")
            return
        }
        #expect(
            option.members.map { $0.fieldClass.roles } == [
                [.eventRecordClassID], [.defaultClockTimestamp],
            ]
        )
        #expect(stream.defaultClockClassID == "default")
        #expect(metadata.clockClasses.map(\.id) == ["default"])
        let magic =
            "trace { major = 1; minor = 8; byte_order = le;\n"
            + "packet.header := struct { u8 a; u32 magic; }; };"
        #expect(TSDLTexts.error(TSDLTexts.types + magic)?.place == "line 3, column 37")
    }

    @Test(
        "A clock's offset may count back",
        arguments: [
            ("offset_s = 10; offset = -5000000000;", 5, 0), ("offset = -1;", -1, 999_999_999),
            ("offset_s = 1; offset = -1;", 0, 999_999_999),
            ("offset = -9223372036854775808;", -9_223_372_037, 145_224_192),
            ("offset = 18446744073709551615;", 18_446_744_073, 709_551_615),
        ]
    )
    func negativeOffset(offset: String, seconds: Int64, cycles: UInt64) throws {
        let text = "clock { name = c; \(offset) };"
        let clock = try TSDLTexts.parse(TSDLTexts.trace + text).clockClasses.first
        #expect(clock?.offsetSeconds == seconds && clock?.offsetCycles == cycles)
    }

    @Test("Integers of the environment may be unsigned, and are written as they are")
    func environment() throws {
        let text = "env { a = 18446744073709551615; b = -9223372036854775808; };"
        let metadata = try TSDLTexts.parse(TSDLTexts.trace + text)
        let found = metadata.traceClass.environment
        #expect(found.map(\.value) == [.integer(Int128(UInt64.max)), .integer(Int128(Int64.min))])
        let again = try TSDLParser.parse(try TSDLWriter.text(metadata))
        #expect(again.traceClass.environment == found)
    }

    @Test("An event without bits needs a name")
    func emptyEvents() throws {
        let stream = TSDLTexts.trace + "stream { };\n"
        #expect(TSDLTexts.error(stream + "event { };")?.place == "line 3, column 1")
        let metadata = try TSDLTexts.parse(stream + "event { name = n; fields := struct { }; };")
        #expect(metadata.eventRecordClasses.map(\.identity.name) == ["n"])
    }

    @Test("A mapped integer is a timestamp wherever it stands, of one clock for each stream")
    func clocks() throws {
        func text(_ first: String, _ second: String) -> String {
            TSDLTexts.trace + "clock { name = a; }; clock { name = b; };\n"
                + "event { fields := struct { integer { size = 8; \(first) } x[2];\n"
                + "integer { size = 16; \(second) } y; }; };"
        }
        let map = "map = clock.a.value;"
        let metadata = try TSDLTexts.parse(text(map, map))
        #expect(metadata.dataStreamClasses.first?.defaultClockClassID == "a")
        let fields = metadata.eventRecordClasses.first?.payload?.members.map { $0.fieldClass.roles }
        #expect(fields == [[.defaultClockTimestamp], [.defaultClockTimestamp]])
        #expect(
            TSDLTexts.error(text(map, "map = clock.b.value;"))?.place == "line 4, column 28"
        )
    }

    @Test("An event's log level and model are attributes")
    func eventAttributes() throws {
        let text = "event { name = \"n\"; loglevel = -1; model.emf.uri = \"u\"; };"
        let event = try #require(TSDLTexts.parse(TSDLTexts.trace + text).eventRecordClasses.first)
        #expect(event.identity.name == "n")
        #expect(event.logLevel == -1 && event.emfURI == "u")
        let levels = [(0, "emergency"), (6, "info"), (7, "debug:system"), (14, "debug")]
        for (level, word) in levels {
            let other = "event { name = n; loglevel = \(level); };"
            let event = try #require(
                TSDLTexts.parse(TSDLTexts.trace + other).eventRecordClasses.first
            )
            let value = AttributeValue.object(["log-level": .string(word)])
            #expect(
                event.attributes == ["babeltrace.org,2020": value, "lttng.org,2009": value]
            )
            #expect(event.logLevel == Int64(level))
        }
        #expect(
            EventRecordClass(attributes: ["plume": .object(["log-level": .string("info")])])
                .logLevel == 6
        )
        #expect(
            EventRecordClass(
                attributes: [
                    "babeltrace.org,2020": .object(["log-level": .string("Debug (system)")])
                ]
            ).logLevel == 7
        )
        let lttng = EventRecordClass(
            attributes: [
                "lttng.org,2009": .object([
                    "log-level": .string("debug:function"), "emf-uri": .string("v"),
                ])
            ]
        )
        #expect(lttng.logLevel == 12 && lttng.emfURI == "v")
        #expect(EventRecordClass().logLevel == nil && EventRecordClass().emfURI == nil)
    }
}

extension FieldClass {
    /// The roles of a field, or of the elements of an array.
    fileprivate var roles: [FieldRole] {
        switch self {
        case .integer(let integer): integer.roles
        case .blob(let blob): blob.roles
        case .array(let array): array.element.roles
        default: []
        }
    }
}
