// SPDX-License-Identifier: Apache-2.0

import Bytes
import CTFReader
import Foundation
import SystemCalls
import Testing
import TraceGraph
import TraceModel
import TraceTestSupport
import TraceText

@Suite("The details of messages")
struct DetailsPrinterTests {
    private let clock = ClockClass(
        id: "c",
        identity: Identity(name: "mono"),
        frequencyHertz: 1_000_000_000,
        origin: .unixEpoch,
        offsetSeconds: 1_000
    )

    private func text(
        _ messages: [Message],
        _ change: (inout DetailsOptions) -> Void = { _ in }
    ) -> String {
        var options = DetailsOptions()
        change(&options)
        var printer = DetailsPrinter(options)
        var text = TextBuffer()
        for message in messages { printer.print(message, into: &text) }
        return String(decoding: text.bytes(), as: UTF8.self)
    }

    private func noMetadata(_ options: inout DetailsOptions) { options.showsMetadata = false }

    @Test("Each field class has its words")
    func classes() throws {
        let maker = try MessageMaker(MessageMaker.metadata(AllKinds.members))
        let text = text([maker.message(.streamBeginning)]) { $0.showsData = false }
        #expect(
            text == """
                Trace class:
                  Stream class (ID 0):
                    Supports packets: Yes
                    Packets have beginning default clock snapshot: No
                    Packets have end default clock snapshot: No
                    Supports discarded events: No
                    Supports discarded packets: No
                    Event class `my:event` (ID 3):
                      Payload field class: Structure (22 members):
                        bits: Bit array (16-bit, 0 flags)
                        map: Bit array (8-bit, 2 flags):
                          high: [6] [7]
                          low: [0]
                        yes: Boolean
                        hex: Unsigned integer (32-bit, Base 16)
                        neg: Signed integer (16-bit, Base 10)
                        oct: Unsigned integer (16-bit, Base 8)
                        bin: Signed integer (8-bit, Base 2)
                        wide: Unsigned integer (72-bit, Base 10)
                        enum: Signed enumeration (8-bit, Base 10, 2 mappings):
                          A: [2]
                          B: [-1] [2]
                        leb: Unsigned integer (64-bit, Base 10)
                        single: Single-precision real
                        double: Double-precision real
                        text: String
                        utf16: String
                        blob: Static BLOB (Length 3, Media type image/png)
                        n: Unsigned integer (8-bit, Base 10)
                        list: Dynamic array (with length field) (Length field location \
                [Event payload: n]):
                          Element: Unsigned integer (16-bit, Base 10)
                        fixed: Static array (Length 0):
                          Element: String
                        option: Option (boolean selector) (Selector field location \
                [Event payload: yes]):
                          Selector is reversed: No
                          Content: Unsigned integer (8-bit, Base 10)
                        ranged: Option (unsigned integer selector) (Selector field location \
                [Event payload: n]):
                          Selector ranges: [9]
                          Content: Unsigned integer (8-bit, Base 10)
                        variant: Variant (unsigned integer selector) (2 options, Selector \
                field location [Event payload: n]):
                          S: [2]: Structure (1 member):
                            a: String
                          I: [3]: Unsigned integer (8-bit, Base 10)
                        empty: Structure (0 members)

                """
        )
    }

    @Test("Each value has its form")
    func values() throws {
        let maker = try MessageMaker(MessageMaker.metadata(AllKinds.members))
        let text = text([maker.event(AllKinds.items, AllKinds.window)], noMetadata)
        #expect(
            text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) == [
                "{Trace 0, Stream class ID 0, Stream ID 0}",
                "Event `my:event` (Class ID 3):",
                "  Payload:",
                "    bits: 0xbeef",
                "    map: 0x41 (low, high)",
                "    yes: Yes",
                "    hex: 0x12:3456",
                "    neg: -12,345",
                "    oct: 017:755",
                "    bin: -0x2",
                "    wide: 18,446,744,073,833,008,405",
                "    enum: 2",
                "    leb: 18,446,744,073,709,551,615",
                "    single: 0.100000",
                "    double: -1.500000",
                "    text: say \"hi\",",
                "\\\u{FFFD}",
                "    utf16: Aé",
                "    blob: Length 3:",
                "      00 01 fe",
                "    n: 2",
                "    list: Length 2:",
                "      [0]: 1",
                "      [1]: 65,535",
                "    fixed: Empty",
                "    option: 7",
                "    ranged: None",
                "    variant:",
                "      a: x",
                "    empty: Empty",
                "",
            ]
        )
    }

    @Test("A BLOB has rows of sixteen bytes, wherever it stands", arguments: [0, 1, 16, 17])
    func blobs(count: Int) throws {
        let blob = FieldClass.blob(BLOBFieldClass(lengthBytes: .fixed(UInt64(count))))
        let list = FieldClass.array(ArrayFieldClass(length: .fixed(1), element: blob))
        let maker = try MessageMaker(MessageMaker.metadata([AllKinds.Member("l", list)]))
        let item = FieldItem(0, byteCount: UInt32(count))
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 + 0xF0) }
        let text = text([maker.event([FieldItem(1), item], bytes)], noMetadata)
        let row = "        f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 fa fb fc fd fe ff\n"
        let expected =
            switch count {
            case 0: "Empty\n"
            case 1: "Length 1:\n        f0\n"
            case 16: "Length 16:\n" + row
            default: "Length 17:\n" + row + "        00\n"
            }
        #expect(text.hasSuffix("      [0]: " + expected), "\(text)")
    }

    @Test(
        "Numbers within four digits have no separators",
        arguments: [
            (9_999, "9999"), (10_000, "10,000"), (0, "0"), (1_234_567, "1,234,567"),
        ] as [(UInt64, String)]
    )
    func grouping(value: UInt64, expected: String) throws {
        let members = [AllKinds.Member("v", .unsigned(bits: 64))]
        let maker = try MessageMaker(MessageMaker.metadata(members))
        #expect(text([maker.event([FieldItem(value)])], noMetadata).contains("v: \(expected)\n"))
    }

    @Test("Lengths in headers and fields for readers are not shown")
    func hidden() throws {
        let context = StructureFieldClass([
            AllKinds.Member("size", .unsigned(bits: 8, roles: [.packetTotalLength])),
            AllKinds.Member("cpu", .unsigned(bits: 8)),
            AllKinds.Member("end", .unsigned(bits: 8, roles: [.packetEndDefaultClockTimestamp])),
            AllKinds.Member(
                "losses",
                .unsigned(bits: 8, roles: [.discardedEventRecordCounterSnapshot])
            ),
        ])
        func list(_ location: FieldLocation) -> FieldClass {
            .array(ArrayFieldClass(length: .field(location), element: .unsigned(bits: 8)))
        }
        let metadata = MessageMaker.metadata(
            [
                AllKinds.Member("a", list(FieldLocation(origin: .packetContext, "size"))),
                AllKinds.Member("b", list(FieldLocation(origin: .packetContext, "cpu"))),
            ],
            packetContext: context,
            clock: clock
        )
        let maker = try MessageMaker(metadata)
        let text = text([
            maker.message(.streamBeginning),
            maker.packet([FieldItem(64), FieldItem(5), FieldItem(9), FieldItem(0)], at: 7),
        ])
        #expect(text.contains("Packet context field class: Structure (1 member):\n      cpu: U"))
        #expect(text.contains("a: Dynamic array (no length field):\n"))
        #expect(text.contains("b: Dynamic array (with length field) (Length field location ["))
        #expect(text.contains("[Packet context: cpu]):\n"))
        #expect(text.contains("Packets have end default clock snapshot: Yes\n"))
        #expect(text.contains("Discarded events have default clock snapshots: No\n"))
        // Without a role for it, the beginning of a packet has no time.
        #expect(text.hasSuffix("ID 0}\nPacket beginning:\n  Context:\n    cpu: 5\n"))
    }

    @Test("A stream beginning names the trace and lists its data streams")
    func streamBeginning() throws {
        var metadata = MessageMaker.metadata([], clock: clock)
        metadata = TraceMetadata(
            uuid: MetadataUUID(bytes: Array(0..<16)),
            traceClass: TraceClass(environment: [
                TraceClass.EnvironmentEntry("vpid", .integer(10_352)),
                TraceClass.EnvironmentEntry("domain", .string("ust")),
            ]),
            clockClasses: metadata.clockClasses,
            dataStreamClasses: metadata.dataStreamClasses
        )
        let maker = try MessageMaker(metadata, otherStreams: [12_000])
        let expected = """
            [Unknown]
            {Trace 0, Stream class ID 0, Stream ID 0}
            Stream beginning:
              Name: stream
              Trace `trace`:
                UUID: 00010203-0405-0607-0809-0a0b0c0d0e0f
                Environment (2 entries):
                  domain: ust
                  vpid: 10,352
                Stream (ID 0, Class ID 0)
                Stream (ID 12,000, Class ID 0)

            """
        let message = maker.message(.streamBeginning)
        #expect(text([message], noMetadata) == expected)
        let bare = text([message]) {
            $0.showsMetadata = false
            $0.showsStreamName = false
            $0.showsTraceName = false
            $0.showsUUID = false
            $0.showsTime = false
        }
        let lines = expected.split(separator: "\n").filter {
            !$0.contains("Name:") && !$0.contains("UUID") && !$0.contains("Unknown")
        }
        #expect(
            bare.split(separator: "\n")
                == lines.map { $0.contains("Trace `") ? "  Trace:" : $0 }
        )
    }

    @Test("Compact messages take one line each, with an empty line around classes")
    func compact() throws {
        let metadata = MessageMaker.metadata(
            [AllKinds.Member("v", .unsigned(bits: 8))],
            clock: clock
        )
        let (first, second) = (try MessageMaker(metadata), try MessageMaker(metadata, id: 7))
        let text = text([
            first.message(.streamBeginning), first.event([FieldItem(1)], at: 20_000),
            second.message(.streamBeginning), first.message(.streamEnd),
        ]) { $0.isCompact = true }
        let parts = text.components(separatedBy: "\n\n")
        #expect(parts.count == 4)
        #expect(parts[0].hasPrefix("Trace class:\n"))
        #expect(
            parts[1] == """
                [Unknown] {0 0 0} Stream beginning
                [20,000 1,000,000,020,000] {0 0 0} Event `my:event` (3)
                """
        )
        #expect(parts[2] == parts[0])
        #expect(
            parts[3] == """
                [Unknown] {1 0 7} Stream beginning
                [Unknown] {0 0 0} Stream end

                """
        )
    }

    @Test("Losses have two times if packets have both, and a count if it is known")
    func losses() throws {
        let context = StructureFieldClass([
            AllKinds.Member("begin", .unsigned(bits: 8, roles: [.defaultClockTimestamp])),
            AllKinds.Member("end", .unsigned(bits: 8, roles: [.packetEndDefaultClockTimestamp])),
        ])
        let maker = try MessageMaker(
            MessageMaker.metadata([], packetContext: context, clock: clock)
        )
        #expect(
            text([maker.loss(.discardedPackets, 2, 40, 41)], noMetadata) == """
                [40 cycles, 1,000,000,000,040 ns from origin]
                [41 cycles, 1,000,000,000,041 ns from origin]
                {Trace 0, Stream class ID 0, Stream ID 0}
                Discarded packets (2 packets)

                """
        )
        let untimed = try MessageMaker(MessageMaker.metadata([]))
        let lines = text(
            [
                untimed.loss(.discardedEvents, 1, nil, nil),
                untimed.loss(.discardedEvents, nil, nil, nil),
            ],
            noMetadata
        ).split(separator: "\n")
        #expect(lines[1] == "Discarded events (1 events)")
        #expect(lines[3] == "Discarded events")
    }

    @Test("A time that does not fit shows its cycles, inactivity its clock")
    func times() throws {
        let maker = try MessageMaker(MessageMaker.metadata([], clock: clock))
        var message = maker.message(.streamEnd, at: 5)
        message.nanoseconds = nil
        #expect(text([message], noMetadata).hasPrefix("[5 cycles]\n"))
        let inactivity = Message(inactivityUntil: 1, of: clock)
        #expect(
            text([inactivity]) == """
                [1 cycles, 1,000,000,000,001 ns from origin]
                Message iterator inactivity:
                  Clock class:
                    Name: mono
                    Frequency (Hz): 1,000,000,000
                    Precision (cycles): 0
                    Offset (s): 1000
                    Offset (cycles): 0
                    Origin is Unix epoch: Yes

                """
        )
    }

    /// Metadata with properties that CTF 1.8 does not have.
    private func newMetadata() -> TraceMetadata {
        let clock = ClockClass(
            id: "c",
            identity: Identity(namespace: "ns", name: "mono", uid: "u1"),
            frequencyHertz: 1_000,
            origin: .custom(namespace: "on", name: "boot", uid: "b7"),
            precisionCycles: 3,
            accuracyCycles: 4
        )
        let member = AllKinds.Member(
            "v",
            .integer(
                IntegerFieldClass(
                    BitLayout(lengthBits: 8),
                    mappings: AllKinds.mappings,
                    attributes: ["ns": .object(["list": .array([.integer(1), .null])])]
                )
            ),
            attributes: ["other": .boolean(true)]
        )
        return TraceMetadata(
            traceClass: TraceClass(identity: Identity(namespace: "tn", name: "t", uid: "tu")),
            clockClasses: [clock],
            dataStreamClasses: [
                DataStreamClass(
                    identity: Identity(namespace: "sn", name: "chan", uid: "su"),
                    defaultClockClassID: "c"
                )
            ],
            eventRecordClasses: [
                EventRecordClass(
                    identity: Identity(namespace: "en", name: "e", uid: "eu"),
                    payload: StructureFieldClass([member]),
                    attributes: [
                        "lttng.org,2009": .object([
                            "log-level": .string("debug:line"), "kept": .real(0.5),
                        ])
                    ]
                )
            ]
        )
    }

    @Test("What only CTF 2 has is shown with the classes")
    func ctf2() throws {
        let metadata = newMetadata()
        let text = text([try MessageMaker(metadata).message(.streamBeginning)]) {
            $0.showsData = false
        }
        #expect(
            text == """
                Trace class:
                  Name: t
                  Namespace: tn
                  UID: tu
                  Stream class `chan` (ID 0):
                    Namespace: sn
                    UID: su
                    Supports packets: Yes
                    Packets have beginning default clock snapshot: No
                    Packets have end default clock snapshot: No
                    Supports discarded events: No
                    Supports discarded packets: No
                    Default clock class:
                      Namespace: ns
                      UID: u1
                      Name: mono
                      Frequency (Hz): 1000
                      Precision (cycles): 3
                      Accuracy (cycles): 4
                      Offset (s): 0
                      Offset (cycles): 0
                      Origin is Unix epoch: No
                      Origin namespace: on
                      Origin name: boot
                      Origin UID: b7
                    Event class `e` (ID 0):
                      Namespace: en
                      UID: eu
                      User attributes:
                        lttng.org,2009:
                          kept: 0.500000
                      Log level: Debug (line)
                      Payload field class: Structure (1 member):
                        v: Unsigned enumeration (8-bit, Base 10, 2 mappings):
                          User attributes:
                            ns:
                              list: Length 2:
                                [0]: 1
                                [1]: Null
                          Member user attributes:
                            other: Yes
                          Mappings:
                            A: [2]
                            B: [-1] [2]

                """
        )
    }

    @Test("Colours begin and end around each part")
    func colors() throws {
        let members = [
            AllKinds.Member("yes", .boolean(BooleanFieldClass(BitLayout(lengthBits: 1))))
        ]
        let maker = try MessageMaker(MessageMaker.metadata(members, clock: clock))
        let text = text([maker.event([FieldItem(0)], at: 1)]) {
            $0.isColored = true
            $0.showsMetadata = false
        }
        let readable = text.replacing("\u{1B}", with: "^")
        #expect(
            readable == """
                [^[1m^[1m^[34m1^[0m cycles, ^[1m^[1m^[34m1,000,000,000,001^[0m ns from origin]
                ^[36m{Trace ^[1m^[1m^[36m0^[0m^[36m, Stream class ID ^[1m^[1m^[36m0^[0m^[36m, \
                Stream ID ^[1m^[1m^[36m0^[0m^[36m}^[0m
                ^[1m^[1m^[33mEvent^[0m `^[32mmy:event^[0m` (Class ID ^[1m3^[0m):
                  ^[35mPayload^[0m:
                    ^[36myes^[0m: ^[1m^[1m^[31mNo^[0m

                """
        )
    }
}
