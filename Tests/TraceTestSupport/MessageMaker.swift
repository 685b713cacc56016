// SPDX-License-Identifier: Apache-2.0

package import CTFReader
package import TraceGraph
package import TraceModel

/// Makes messages of a data stream with a single event record class.
package struct MessageMaker {
    package let stream: MessageStream

    package init(
        _ metadata: TraceMetadata,
        name: String? = "stream",
        traceName: String? = "trace",
        id: UInt64 = 0,
        otherStreams: [UInt64] = []
    ) throws {
        let trace = MessageTrace(
            compiled: try CompiledTrace(metadata),
            name: traceName,
            streams: (otherStreams + [id]).map { MessageTrace.Stream(id: $0, classID: 0) }
        )
        stream = MessageStream(
            trace: trace,
            streamClass: trace.compiled.streams[0],
            id: id,
            name: name
        )
    }

    /// A trace whose events have a payload and nothing else.
    package static func metadata(
        _ payload: [StructureFieldClass.Member],
        packetContext: StructureFieldClass? = nil,
        commonContext: StructureFieldClass? = nil,
        specificContext: StructureFieldClass? = nil,
        clock: ClockClass? = nil
    ) -> TraceMetadata {
        TraceMetadata(
            clockClasses: clock.map { [$0] } ?? [],
            dataStreamClasses: [
                DataStreamClass(
                    defaultClockClassID: clock?.id,
                    packetContext: packetContext,
                    eventRecordCommonContext: commonContext
                )
            ],
            eventRecordClasses: [
                EventRecordClass(
                    id: 3,
                    identity: Identity(name: "my:event"),
                    specificContext: specificContext,
                    payload: StructureFieldClass(payload)
                )
            ]
        )
    }

    package func message(_ kind: Message.Kind, at cycles: UInt64? = nil) -> Message {
        var message = Message(kind, stream: stream)
        message.cycles = cycles
        message.nanoseconds = cycles.flatMap { message.clock?.nanosecondsFromOrigin(cycles: $0) }
        return message
    }

    package func event(
        _ items: [FieldItem],
        _ window: [UInt8] = [],
        at cycles: UInt64? = nil
    ) -> Message {
        var message = message(.event, at: cycles)
        message.event = stream.streamClass.events[0]
        message.fields = FieldRecord(items: items, window: window)
        return message
    }

    package func packet(
        _ items: [FieldItem],
        _ window: [UInt8] = [],
        at cycles: UInt64? = nil
    ) -> Message {
        var message = message(.packetBeginning, at: cycles)
        message.packetContext = FieldRecord(items: items, window: window)
        return message
    }

    package func loss(
        _ kind: Message.Kind,
        _ count: UInt64?,
        _ begin: UInt64?,
        _ end: UInt64?
    ) -> Message {
        var message = message(kind, at: begin)
        message.count = count
        message.endCycles = end
        message.endNanoseconds = end.flatMap { message.clock?.nanosecondsFromOrigin(cycles: $0) }
        return message
    }
}

/// One field of each kind, with values.
package enum AllKinds {
    package typealias Member = StructureFieldClass.Member

    private static func layout(_ bits: Int) -> BitLayout { BitLayout(lengthBits: bits) }

    private static func integer(
        _ bits: Int,
        isSigned: Bool = false,
        base: DisplayBase = .decimal,
        mappings: [Mapping] = []
    ) -> FieldClass {
        .integer(
            IntegerFieldClass(layout(bits), isSigned: isSigned, base: base, mappings: mappings)
        )
    }

    package static let mappings = [
        Mapping(name: "B", ranges: IntegerRangeSet([IntegerRange(2), IntegerRange(-1)])),
        Mapping(name: "A", ranges: IntegerRangeSet(values: 2)),
    ]

    package static let members: [Member] = [
        Member("bits", .bitArray(BitArrayFieldClass(layout(16)))),
        Member(
            "map",
            .bitMap(
                BitMapFieldClass(
                    layout(8),
                    flags: [
                        Mapping(name: "low", ranges: IntegerRangeSet(values: 0)),
                        Mapping(name: "high", ranges: IntegerRangeSet(values: 6, 7)),
                    ]
                )
            )
        ),
        Member("yes", .boolean(BooleanFieldClass(layout(1)))),
        Member("hex", integer(32, base: .hexadecimal)),
        Member("neg", integer(16, isSigned: true)),
        Member("oct", integer(16, base: .octal)),
        Member("bin", integer(8, isSigned: true, base: .binary)),
        Member("wide", integer(72)),
        Member("enum", integer(8, isSigned: true, mappings: mappings)),
        Member("leb", .variableLengthInteger(VariableLengthIntegerFieldClass())),
        Member("single", .floatingPoint(FloatingPointFieldClass(layout(32)))),
        Member("double", .floatingPoint(FloatingPointFieldClass(layout(64)))),
        Member("text", .string(StringFieldClass())),
        Member("utf16", .string(StringFieldClass(encoding: .utf16LittleEndian))),
        Member("blob", .blob(BLOBFieldClass(lengthBytes: .fixed(3), mediaType: "image/png"))),
        Member("n", integer(8)),
        Member(
            "list",
            .array(ArrayFieldClass(length: .field(FieldLocation("n")), element: integer(16)))
        ),
        Member(
            "fixed",
            .array(ArrayFieldClass(length: .fixed(0), element: .string(StringFieldClass())))
        ),
        Member(
            "option",
            .optional(OptionalFieldClass(integer(8), selector: FieldLocation("yes")))
        ),
        Member(
            "ranged",
            .optional(
                OptionalFieldClass(
                    integer(8),
                    selector: FieldLocation("n"),
                    selectorRanges: IntegerRangeSet(values: 9)
                )
            )
        ),
        Member(
            "variant",
            .variant(
                VariantFieldClass(
                    [
                        VariantFieldClass.Option(
                            name: "S",
                            .structure(
                                StructureFieldClass([Member("a", .string(StringFieldClass()))])
                            ),
                            ranges: IntegerRangeSet(values: 2)
                        ),
                        VariantFieldClass.Option(
                            name: "I",
                            integer(8),
                            ranges: IntegerRangeSet(values: 3)
                        ),
                    ],
                    selector: FieldLocation("n")
                )
            )
        ),
        Member("empty", .structure(StructureFieldClass([]))),
    ]

    /// The bytes that the items refer to.
    package static let window: [UInt8] =
        [0x15, 0xCD, 0x5B, 0x07, 0, 0, 0, 0, 1]
        + Array("say \"hi\",\n\\".utf8) + [0xFF]
        + [0x41, 0, 0xE9, 0]
        + [0, 1, 0xFE]
        + Array("x".utf8)

    package static let items: [FieldItem] = [
        FieldItem(0xBEEF), FieldItem(0x41), FieldItem(1), FieldItem(0x12_3456),
        FieldItem(UInt64(bitPattern: -12_345)), FieldItem(0o17755),
        FieldItem(UInt64(bitPattern: -2)), FieldItem(0), FieldItem(2),
        FieldItem(.max), FieldItem(UInt64(Float(0.1).bitPattern)),
        FieldItem((-1.5).bitPattern), FieldItem(9, byteCount: 12), FieldItem(21, byteCount: 4),
        FieldItem(25, byteCount: 3), FieldItem(2), FieldItem(2), FieldItem(1), FieldItem(65_535),
        FieldItem(0), FieldItem(1), FieldItem(7), FieldItem(0), FieldItem(0),
        FieldItem(28, byteCount: 1),
    ]
}
