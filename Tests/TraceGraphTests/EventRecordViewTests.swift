// SPDX-License-Identifier: Apache-2.0

import CTFReader
import Testing
import TraceGraph
import TraceModel
import TraceTestSupport

@Suite("The view of an event record")
struct EventRecordViewTests {
    @Test("has each kind of value")
    func kinds() throws {
        let maker = try MessageMaker(MessageMaker.metadata(AllKinds.members))
        let message = maker.event(AllKinds.items, AllKinds.window)
        let record = try #require(message.record)
        #expect(record.eventClass.identity.name == "my:event")
        let payload = try #require(record.values(of: .eventRecordPayload))
        #expect(payload["bits"] == .integer(0xBEEF))
        #expect(payload["map"] == .labelled(0x41, ["low", "high"]))
        #expect(payload["yes"] == .boolean(true))
        #expect(payload["neg"] == .integer(-12_345))
        #expect(payload["wide"] == .integer(Int128(0x01_0000_0000_075B_CD15)))
        #expect(payload["enum"] == .labelled(2, ["B", "A"]))
        #expect(payload["double"] == .real(-1.5))
        #expect(payload["text"] == .string("say \"hi\",\n\\\u{FFFD}"))
        #expect(payload["utf16"] == .string("A\u{E9}"))
        #expect(payload["blob"] == .blob([0, 1, 0xFE], mediaType: "image/png"))
        #expect(payload["list"] == .array([.integer(1), .integer(65_535)]))
        #expect(payload["fixed"] == .array([]))
        #expect(payload["option"] == .integer(7))
        #expect(payload["ranged"] == .absent)
        #expect(payload["variant"]?["a"] == .string("x"))
        #expect(payload["empty"] == .structure([]))
        #expect(payload["nothing"] == nil)
    }

    @Test("has each context apart")
    func contexts() throws {
        func structure(_ name: String) -> StructureFieldClass {
            StructureFieldClass([
                .init(name, .integer(IntegerFieldClass(BitLayout(lengthBits: 8))))
            ])
        }
        let metadata = MessageMaker.metadata(
            structure("d").members,
            packetContext: structure("a"),
            commonContext: structure("b"),
            specificContext: structure("c")
        )
        let maker = try MessageMaker(metadata)
        var message = maker.event([FieldItem(2), FieldItem(3), FieldItem(4)])
        message.packetContext = FieldRecord(items: [FieldItem(1)])
        let record = try #require(message.record)
        #expect(record.values(of: .packetContext)?["a"] == .integer(1))
        #expect(record.values(of: .eventRecordCommonContext)?["b"] == .integer(2))
        #expect(record.values(of: .eventRecordSpecificContext)?["c"] == .integer(3))
        #expect(record.values(of: .eventRecordPayload)?["d"] == .integer(4))
        #expect(record.values(of: .packetHeader) == nil)
    }

    @Test("a count that the record does not hold ends with the record")
    func counts() throws {
        let list = ArrayFieldClass(
            length: .field(FieldLocation("n")),
            element: .integer(IntegerFieldClass(BitLayout(lengthBits: 8)))
        )
        let members: [StructureFieldClass.Member] = [
            .init("n", .integer(IntegerFieldClass(BitLayout(lengthBits: 8)))),
            .init("list", .array(list)),
        ]
        let maker = try MessageMaker(MessageMaker.metadata(members))
        let message = maker.event([FieldItem(200), FieldItem(.max), FieldItem(5)])
        #expect(
            message.record?.values(of: .eventRecordPayload)?["list"] == .array([.integer(5)])
        )
    }

    @Test("is of event records only")
    func others() throws {
        let maker = try MessageMaker(MessageMaker.metadata([]))
        #expect(maker.message(.packetBeginning).record == nil)
    }
}
