// SPDX-License-Identifier: Apache-2.0

import Bytes
import CTFReader
import Testing
import TraceGraph
import TraceModel
import TraceTestSupport
import TraceText

@Suite("CSV")
struct CSVPrinterTests {
    private let clock = ClockClass(id: "c", origin: .unixEpoch)

    private func text(
        _ messages: [Message],
        streams: [MessageStream] = [],
        _ change: (inout CSVOptions) -> Void = { _ in }
    ) -> String {
        var options = CSVOptions()
        change(&options)
        var printer = CSVPrinter(options, streams: streams)
        var text = TextBuffer()
        for message in messages { printer.print(message, into: &text) }
        return String(decoding: text.bytes(), as: UTF8.self)
    }

    @Test("The wide form has a column for each field of each event")
    func wide() throws {
        let maker = try MessageMaker(MessageMaker.metadata(AllKinds.members))
        let text = text(
            [maker.event(AllKinds.items, AllKinds.window)],
            streams: [maker.stream]
        )
        #expect(
            text == """
                time,name,stream,bits,map,yes,hex,neg,oct,bin,wide,enum,leb,single,double,text,\
                utf16,blob,n,list,fixed,option,ranged,variant,empty
                ,my:event,0/0/0,48879,65,true,1193046,-12345,8173,-2,18446744073833008405,2,\
                18446744073709551615,0.1,-1.5,"say ""hi"",
                \\\u{FFFD}",Aé,AAH+,2,"[1,65535]",[],7,,"{""a"":""x""}",{}

                """
        )
    }

    @Test("The long form has a row for each single value")
    func long() throws {
        let maker = try MessageMaker(MessageMaker.metadata(AllKinds.members))
        let text = text([maker.event(AllKinds.items, AllKinds.window)]) {
            $0.form = .long
            $0.writesLabels = true
        }
        let rows = text.split(separator: "\n").map(String.init)
        let start = ",my:event,0/0/0,"
        #expect(rows.first == "time,name,stream,field,value")
        #expect(rows.contains(start + "map,low|high"))
        #expect(rows.contains(start + "enum,B|A"))
        #expect(
            Array(rows.suffix(5)) == [
                start + "n,2", start + "list[0],1", start + "list[1],65535", start + "option,7",
                start + "variant.a,x",
            ]
        )
    }

    @Test("Columns can be chosen, and contexts have names of their own")
    func columns() throws {
        let member = AllKinds.Member("v", .unsigned(bits: 8))
        let context = StructureFieldClass([member])
        let metadata = MessageMaker.metadata(
            [member],
            packetContext: context,
            commonContext: context,
            specificContext: context,
            clock: clock
        )
        let maker = try MessageMaker(metadata)
        let messages = [
            maker.packet([FieldItem(1)]),
            maker.event([FieldItem(2), FieldItem(3), FieldItem(4)], at: 1_000_000_001),
        ]
        #expect(
            text(messages, streams: [maker.stream]) == """
                time,name,stream,packet.v,common.v,context.v,v
                1000000001,my:event,0/0/0,1,2,3,4

                """
        )
        let chosen = text(messages) {
            $0.form = .wide(columns: ["v", "nothing", "packet.v"])
            $0.writesUTC = true
        }
        #expect(
            chosen == """
                time,utc,name,stream,v,nothing,packet.v
                1000000001,1970-01-01T00:00:01.000000001Z,my:event,0/0/0,4,,1

                """
        )
        let long = text(messages) {
            $0.form = .long
            $0.writesHeader = false
        }
        #expect(
            long.split(separator: "\n") == [
                "1000000001,my:event,0/0/0,packet.v,1", "1000000001,my:event,0/0/0,common.v,2",
                "1000000001,my:event,0/0/0,context.v,3", "1000000001,my:event,0/0/0,v,4",
            ]
        )
    }

    @Test("A field that is called like a column of all rows has one of its own")
    func ownNames() throws {
        let byte = FieldClass.unsigned(bits: 8)
        let members = ["time", "name", "common.c", "v"].map { AllKinds.Member($0, byte) }
        let context = StructureFieldClass([AllKinds.Member("c", byte)])
        let maker = try MessageMaker(
            MessageMaker.metadata(members, commonContext: context, clock: clock)
        )
        let event = maker.event((0..<5).map { FieldItem(UInt64($0)) }, at: 9)
        #expect(
            text([event], streams: [maker.stream]) == """
                time,name,stream,common.c,payload.time,payload.name,payload.common.c,v
                9,my:event,0/0/0,0,1,2,3,4

                """
        )
        let chosen = text([event], streams: [maker.stream]) {
            $0.form = .wide(columns: ["payload.v", "time", "common.c"])
        }
        #expect(
            chosen == """
                time,name,stream,payload.v,payload.time,common.c
                9,my:event,0/0/0,4,1,0

                """
        )
    }

    @Test("Columns may stand in another order than fields, those of packets among them")
    func order() throws {
        let byte = FieldClass.unsigned(bits: 8)
        let list = FieldClass.array(ArrayFieldClass(length: .fixed(2), element: byte))
        let members = [AllKinds.Member("a", byte), AllKinds.Member("l", list)]
        let packet = StructureFieldClass([
            AllKinds.Member("p", byte), AllKinds.Member("q", byte),
        ])
        let maker = try MessageMaker(MessageMaker.metadata(members, packetContext: packet))
        let event = maker.event([1, 2, 3, 4].map { FieldItem($0) })
        let messages = [maker.packet([FieldItem(7), FieldItem(8)]), event]
        for (columns, row) in [
            (["l", "a"], "\"[3,4]\",1"), (["a", "packet.q", "l"], "1,8,\"[3,4]\""),
            (["packet.q", "a", "packet.p"], "8,1,7"), (["packet.q", "a"], "8,1"),
            (["x", "packet.p", "y", "l", "z"], ",7,,\"[3,4]\","),
        ] {
            let text = text(messages) {
                $0.form = .wide(columns: columns)
                $0.writesHeader = false
            }
            #expect(text == ",my:event,0/0/0,\(row)\n")
        }
    }

    @Test("In the long form elements are numbered, and names are quoted where they must be")
    func elements() throws {
        let byte = FieldClass.unsigned(bits: 8)
        let list = FieldClass.array(ArrayFieldClass(length: .fixed(2), element: byte))
        let point = StructureFieldClass([
            AllKinds.Member("x,y", byte), AllKinds.Member("l", list),
        ])
        let points = FieldClass.array(
            ArrayFieldClass(length: .field(FieldLocation("n")), element: .structure(point))
        )
        let packet = StructureFieldClass([
            AllKinds.Member("size", .unsigned(bits: 8, roles: [.packetTotalLength])),
            AllKinds.Member("cpu", list),
        ])
        let metadata = MessageMaker.metadata(
            [AllKinds.Member("n", byte), AllKinds.Member("p", points)],
            packetContext: packet
        )
        let maker = try MessageMaker(metadata)
        let messages = [
            maker.packet([64, 2, 8, 9].map { FieldItem($0) }),
            maker.event([2, 2, 10, 2, 11, 12, 20, 2, 21, 22].map { FieldItem($0) }),
            maker.event([0, 0].map { FieldItem($0) }),
        ]
        let rows = text(messages) {
            $0.form = .long
            $0.writesHeader = false
        }
        let start = ",my:event,0/0/0,"
        #expect(
            rows.split(separator: "\n").map(String.init)
                == [
                    "packet.cpu[0],8", "packet.cpu[1],9", "n,2", "\"p[0].x,y\",10", "p[0].l[0],11",
                    "p[0].l[1],12", "\"p[1].x,y\",20", "p[1].l[0],21", "p[1].l[1],22",
                    "packet.cpu[0],8", "packet.cpu[1],9", "n,0",
                ].map { start + $0 }
        )
    }

    @Test("An event without a value has a row all the same")
    func nothing() throws {
        let maker = try MessageMaker(MessageMaker.metadata([]))
        let rows = text([maker.event([])]) {
            $0.form = .long
            $0.writesHeader = false
        }
        #expect(rows == ",my:event,0/0/0,,\n")
    }

    @Test(
        "Cells are quoted when they must be",
        arguments: [
            ("plain", "plain"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("\r", "\"\r\""),
            (" x", "\" x\""), ("x\t", "\"x\t\""), ("", ""), ("ä", "ä"), ("a b", "a b"),
        ]
    )
    func quoting(value: String, expected: String) throws {
        let string = FieldClass.string(StringFieldClass())
        let maker = try MessageMaker(MessageMaker.metadata([AllKinds.Member("s", string)]))
        let bytes = Array(value.utf8)
        let item = FieldItem(0, byteCount: UInt32(bytes.count))
        let row = text([maker.event([item], bytes)]) {
            $0.form = .wide(columns: ["s"])
            $0.writesHeader = false
        }
        #expect(row == ",my:event,0/0/0,\(expected)\n")
    }
}
