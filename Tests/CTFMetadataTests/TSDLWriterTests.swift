// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import Testing
import TraceModel

@Suite("TSDL writer")
struct TSDLWriterTests {
    private let byte = FieldClass.integer(IntegerFieldClass(BitLayout(lengthBits: 8)))

    private func metadata(
        header: StructureFieldClass? = nil,
        context: StructureFieldClass? = nil,
        _ members: [StructureFieldClass.Member],
        clock: Bool = false
    ) -> TraceMetadata {
        TraceMetadata(
            format: .ctf1,
            traceClass: TraceClass(packetHeader: header),
            clockClasses: clock ? [ClockClass(id: "c", identity: Identity(name: "c"))] : [],
            dataStreamClasses: [
                DataStreamClass(defaultClockClassID: clock ? "c" : nil, packetContext: context)
            ],
            eventRecordClasses: [EventRecordClass(payload: StructureFieldClass(members))]
        )
    }

    private func text(_ metadata: TraceMetadata) throws(CTFError) -> String {
        String(decoding: try TSDLWriter.text(metadata), as: UTF8.self)
    }

    private func error(_ metadata: TraceMetadata) -> CTFError? {
        do throws(CTFError) {
            _ = try text(metadata)
            return nil
        } catch {
            return error
        }
    }

    private func error(_ fieldClass: FieldClass) -> CTFError? {
        error(metadata([StructureFieldClass.Member("f", fieldClass)]))
    }

    @Test("Names which would be changed by reading are protected")
    func names() throws {
        let names = ["", "_", "a", "_a", "__a", "string", "event", "0x", "ok"]
        let model = metadata(names.map { StructureFieldClass.Member($0, byte) })
        #expect(try TSDLParser.parse(TSDLWriter.text(model)) == model)
        for name in ["a b", "é", "a-b"] {
            let wrong = metadata([StructureFieldClass.Member(name, byte)])
            #expect(error(wrong)?.problem == "the name \"\(name)\" is not an identifier")
        }
    }

    @Test("A role gives a field its name, and a field without the role does not get it")
    func roles() throws {
        func integer(_ roles: [FieldRole]) -> FieldClass {
            .integer(IntegerFieldClass(BitLayout(lengthBits: 64), roles: roles))
        }
        let model = metadata(
            context: StructureFieldClass([
                StructureFieldClass.Member("length", integer([.packetTotalLength])),
                StructureFieldClass.Member("timestamp_end", integer([])),
                StructureFieldClass.Member("begin", integer([.defaultClockTimestamp])),
            ]),
            [StructureFieldClass.Member("packet_size", byte)],
            clock: true
        )
        let again = try TSDLParser.parse(TSDLWriter.text(model))
        let context = try #require(again.dataStreamClasses.first?.packetContext)
        #expect(context.members.map(\.name) == ["packet_size", "timestamp_end", "begin"])
        #expect(
            context.members.map(\.fieldClass) == [
                integer([.packetTotalLength]), integer([]), integer([.defaultClockTimestamp]),
            ]
        )
        #expect(again.eventRecordClasses == model.eventRecordClasses)
        let two = integer([.packetTotalLength, .packetContentLength])
        let wrong = metadata(
            context: StructureFieldClass([StructureFieldClass.Member("a", two)]),
            []
        )
        #expect(error(wrong)?.place == "$.packet-context.a")
    }

    @Test("What reads bytes differently from CTF 1.8 is refused with its name")
    func limits() {
        let layout = BitLayout(lengthBits: 8, byteOrder: .littleEndian, bitOrder: .lastToFirst)
        let selector = FieldLocation("f")
        let cases: [(FieldClass, String)] = [
            (.variableLengthInteger(VariableLengthIntegerFieldClass()), "variable length"),
            (.integer(IntegerFieldClass(layout)), "bits are not in the order"),
            (.string(StringFieldClass(encoding: .utf16LittleEndian)), "UTF-16"),
            (.optional(OptionalFieldClass(byte, selector: selector)), "optional"),
            (.floatingPoint(FloatingPointFieldClass(BitLayout(lengthBits: 128))), "128 bits"),
            (
                .array(
                    ArrayFieldClass(length: .fixed(1), element: byte, minimumAlignmentBits: 64)
                ), "alignment of its own"
            ),
        ]
        for (fieldClass, problem) in cases {
            let error = error(fieldClass)
            #expect(error?.problem.contains(problem) == true)
            #expect(error?.place == "event \"0\", $.event-record-payload.f")
            #expect(error?.kind == .unsupported)
        }
    }

    @Test("A variant needs labels with the values of its options")
    func variants() throws {
        func model(_ label: String, _ values: IntegerRangeSet) -> TraceMetadata {
            let tag = FieldClass.integer(
                IntegerFieldClass(
                    BitLayout(lengthBits: 8),
                    mappings: [Mapping(name: label, ranges: IntegerRangeSet(values: 1))]
                )
            )
            let option = VariantFieldClass.Option(name: "o", byte, ranges: values)
            let origin = FieldScope.eventRecordPayload
            let selector = FieldLocation(origin: origin, "t")
            return metadata([
                StructureFieldClass.Member("t", tag),
                StructureFieldClass.Member(
                    "v",
                    .variant(VariantFieldClass([option], selector: selector))
                ),
            ])
        }
        for label in ["o", "_o"] {
            let wanted = model(label, IntegerRangeSet(values: 1))
            #expect(try TSDLParser.parse(TSDLWriter.text(wanted)) == wanted)
        }
        #expect(error(model("x", IntegerRangeSet(values: 1)))?.problem.contains("label") == true)
        #expect(error(model("o", IntegerRangeSet(values: 2)))?.problem.contains("values") == true)
    }

    @Test("Classes that CTF 1.8 has not become others of the same layout")
    func oneWay() throws {
        let layout = BitLayout(lengthBits: 5, byteOrder: .bigEndian)
        let model = metadata([
            StructureFieldClass.Member("a", .boolean(BooleanFieldClass(layout))),
            StructureFieldClass.Member("b", .bitArray(BitArrayFieldClass(layout))),
            StructureFieldClass.Member("c", .blob(BLOBFieldClass(lengthBytes: .fixed(3)))),
        ])
        let fields = try TSDLParser.parse(TSDLWriter.text(model)).eventRecordClasses[0].payload
        let bits = FieldClass.integer(IntegerFieldClass(layout, base: .hexadecimal))
        #expect(fields?.members[0].fieldClass == bits)
        #expect(fields?.members[1].fieldClass == bits)
        guard case .array(let array) = fields?.members[2].fieldClass else {
            Issue.record("not an array")
            return
        }
        #expect(array.length == .fixed(3) && array.element.alignmentBits == 8)
    }

    @Test("The text is laid out for people")
    func layout() throws {
        let model = metadata([
            StructureFieldClass.Member("n", byte),
            StructureFieldClass.Member(
                "s",
                .string(StringFieldClass(lengthBytes: .field(FieldLocation("n"))))
            ),
        ])
        #expect(
            try text(model) == """
                /* CTF 1.8 */

                trace {
                \tmajor = 1;
                \tminor = 8;
                \tbyte_order = le;
                };

                event {
                \tname = "";
                \tid = 0;
                \tfields := struct {
                \t\tinteger { size = 8; align = 1; } n;
                \t\tinteger { size = 8; align = 8; encoding = UTF8; } s[n];
                \t};
                };

                """
        )
    }

    @Test("Texts in the metadata are escaped")
    func strings() throws {
        let value = "a\"b\\c\nd\u{1}é"
        let model = TraceMetadata(
            format: .ctf1,
            traceClass: TraceClass(
                environment: [TraceClass.EnvironmentEntry("event", .string(value))]
            ),
            dataStreamClasses: []
        )
        #expect(try TSDLParser.parse(TSDLWriter.text(model)) == model)
        let null = TraceMetadata(
            traceClass: TraceClass(environment: [TraceClass.EnvironmentEntry("a", .string("\0"))]),
            dataStreamClasses: []
        )
        #expect(error(null)?.place == "environment entry \"a\"")
    }
}
