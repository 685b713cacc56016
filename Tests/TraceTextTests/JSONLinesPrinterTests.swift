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

@Suite("JSON Lines")
struct JSONLinesPrinterTests {
    private let clock = ClockClass(id: "c", origin: .unixEpoch, offsetSeconds: -1)

    private func lines(
        _ messages: [Message],
        _ change: (inout JSONLinesOptions) -> Void = { _ in }
    ) -> [String] {
        var options = JSONLinesOptions()
        options.writesHeader = false
        options.writesStreams = false
        change(&options)
        var printer = JSONLinesPrinter(options)
        var text = TextBuffer()
        for message in messages { printer.print(message, into: &text) }
        let bytes = text.bytes()
        #expect(bytes.isEmpty || bytes.last == 0x0A)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test("Each value has its form, and numbers are exact")
    func values() throws {
        let maker = try MessageMaker(MessageMaker.metadata(AllKinds.members))
        let lines = lines([maker.event(AllKinds.items, AllKinds.window)])
        #expect(
            lines == [
                #"{"type":"event","trace":0,"stream_class":0,"stream":0,"name":"my:event","#
                    + #""provider":"my","event_class":3,"fields":{"bits":48879,"#
                    + #""map":{"value":65,"flags":["low","high"]},"yes":true,"hex":1193046,"#
                    + #""neg":-12345,"oct":8173,"bin":-2,"wide":18446744073833008405,"#
                    + #""enum":{"value":2,"labels":["B","A"]},"leb":18446744073709551615,"#
                    + #""single":0.1,"double":-1.5,"#
                    + #""text":"say \"hi\",\n\\"# + "\u{FFFD}" + #"","utf16":"Aé","#
                    + #""blob":{"media_type":"image/png","base64":"AAH+"},"n":2,"#
                    + #""list":[1,65535],"fixed":[],"option":7,"ranged":null,"#
                    + #""variant":{"a":"x"},"empty":{}}}"#
            ]
        )
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) }
    }

    @Test("Times have all digits, and are text if the clock counts from the Unix epoch")
    func times() throws {
        let maker = try MessageMaker(MessageMaker.metadata([], clock: clock))
        let messages = [
            maker.event([], at: 5), maker.event([], at: 86_401_000_000_000),
            maker.loss(.discardedEvents, 3, 5, 1_000_000_007),
            maker.loss(.discardedPackets, nil, nil, nil),
        ]
        let start = #""trace":0,"stream_class":0,"stream":0"#
        let end = #""name":"my:event","provider":"my","event_class":3,"fields":{}}"#
        #expect(
            lines(messages) == [
                #"{"type":"event","time":"-999999995","utc":"1969-12-31T23:59:59.000000005Z","#
                    + #""cycles":"5",\#(start),\#(end)"#,
                #"{"type":"event","time":"86400000000000","utc":"1970-01-02T00:00:00.000000000Z","#
                    + #""cycles":"86401000000000",\#(start),\#(end)"#,
                #"{"type":"discarded_events","time":"-999999995","#
                    + #""utc":"1969-12-31T23:59:59.000000005Z","cycles":"5","end_time":"7","#
                    + #""end_utc":"1970-01-01T00:00:00.000000007Z","end_cycles":"1000000007","#
                    + #"\#(start),"count":3}"#,
                #"{"type":"discarded_packets",\#(start),"count":null}"#,
            ]
        )
        #expect(!lines(messages) { $0.writesUTC = false }.contains { $0.contains("utc") })
        let numbers = lines(messages) { $0.writesTimesAsNumbers = true }
        #expect(numbers[1].contains(#""time":86400000000000,"#))
        #expect(numbers[2].contains(#""end_cycles":1000000007,"#))
    }

    @Test("Contexts are members of their own, without what is for readers")
    func contexts() throws {
        let packet = StructureFieldClass([
            AllKinds.Member("size", .unsigned(bits: 8, roles: [.packetTotalLength])),
            AllKinds.Member("cpu_id", .unsigned(bits: 8)),
        ])
        let context = StructureFieldClass([AllKinds.Member("c", .unsigned(bits: 8))])
        let metadata = MessageMaker.metadata(
            [AllKinds.Member("p", .unsigned(bits: 8))],
            packetContext: packet,
            commonContext: context,
            specificContext: context
        )
        let maker = try MessageMaker(metadata)
        let messages = [
            maker.packet([FieldItem(64), FieldItem(3)]),
            maker.event([FieldItem(1), FieldItem(2), FieldItem(4)]),
        ]
        let start =
            #"{"type":"event","trace":0,"stream_class":0,"stream":0,"cpu":3,"#
            + #""name":"my:event","provider":"my","event_class":3,"#
        #expect(
            lines(messages) == [
                start + #""packet_context":{"cpu_id":3},"common_context":{"c":1},"#
                    + #""specific_context":{"c":2},"fields":{"p":4}}"#
            ]
        )
        #expect(lines(messages) { $0.writesContexts = false } == [start + #""fields":{"p":4}}"#])
    }

    @Test(
        "Log levels are numbers and, where they have one, words",
        arguments: [
            (6, #","log_level":6,"log_level_name":"info""#),
            (13, #","log_level":13,"log_level_name":"debug:line""#), (99, #","log_level":99"#),
        ] as [(Int64, String)]
    )
    func logLevels(level: Int64, expected: String) throws {
        let metadata = TraceMetadata(
            dataStreamClasses: [DataStreamClass()],
            eventRecordClasses: [
                EventRecordClass(
                    id: 3,
                    identity: Identity(name: "e"),
                    payload: StructureFieldClass([]),
                    attributes: EventRecordClass.attributes(logLevel: level, emfURI: nil)
                )
            ]
        )
        let line = try #require(lines([MessageMaker(metadata).event([])]).last)
        #expect(line.hasSuffix(#""name":"e","event_class":3\#(expected),"fields":{}}"#))
    }

    @Test("The header names the version, and each data stream is described once")
    func descriptions() throws {
        let maker = try MessageMaker(MessageMaker.metadata([], clock: clock))
        let event = maker.event([], at: 1)
        let lines = lines([maker.message(.streamBeginning), event, event]) {
            $0 = JSONLinesOptions()
        }
        #expect(lines.count == 4)
        #expect(
            lines[0] == #"{"type":"header","format":"plume-json-lines","version":2}"#
        )
        #expect(
            lines[1] == #"{"type":"stream","trace":0,"stream_class":0,"stream":0,"#
                + #""stream_name":"stream","trace_name":"trace","environment":{},"#
                + #""clock":{"frequency":1000000000,"offset_seconds":-1,"offset_cycles":0,"#
                + #""is_unix_time":true}}"#
        )
    }

    @Test(
        "Numbers that are not finite are strings",
        arguments: [
            (Double.nan, #""NaN""#), (.infinity, #""Infinity""#), (-.infinity, #""-Infinity""#),
            (-0.0, "-0.0"), (.leastNonzeroMagnitude, "5e-324"), (1e300, "1e+300"),
            (0.0, "0.0"), (-2.5, "-2.5"), (100.0, "100.0"), (0.000_1, "0.0001"),
            (0.000_01, "1e-05"), (123_456_789.123_456, "123456789.123456"),
            (
                0.1 + 0.2,
                "0.30000000000000004"
            ),
        ] as [(Double, String)]
    )
    func reals(value: Double, expected: String) throws {
        let real = FieldClass.floatingPoint(FloatingPointFieldClass(BitLayout(lengthBits: 64)))
        let maker = try MessageMaker(MessageMaker.metadata([AllKinds.Member("r", real)]))
        let line = lines([maker.event([FieldItem(value.bitPattern)])])[0]
        #expect(line.hasSuffix(#""fields":{"r":\#(expected)}}"#))
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
    }

    @Test("Numbers are those of Swift's own text, whatever they are")
    func randomReals() throws {
        let real = FieldClass.floatingPoint(FloatingPointFieldClass(BitLayout(lengthBits: 64)))
        let maker = try MessageMaker(MessageMaker.metadata([AllKinds.Member("r", real)]))
        for number in 0..<4_000 {
            let scale = [1, 10, 1e3, 1e6, 1e7][number % 5]
            let value = (Double.random(in: -1e10...1e10) / scale).rounded() / scale
            let line = lines([maker.event([FieldItem(value.bitPattern)])])[0]
            #expect(line.hasSuffix("\"fields\":{\"r\":\(value)}}"))
        }
    }

    @Test("Any bytes become the text that Swift's own decoder makes of them")
    func strings() throws {
        let string = FieldClass.string(StringFieldClass())
        let maker = try MessageMaker(MessageMaker.metadata([AllKinds.Member("s", string)]))
        var random = SystemRandomNumberGenerator()
        let starts: [UInt8] = [0x00, 0x22, 0x5C, 0x41, 0x80, 0xC2, 0xE0, 0xE2, 0xED, 0xF0, 0xF4]
        let seconds: [UInt8] = [0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xF5, 0x0A]
        for _ in 0..<2_000 {
            let bytes = (0..<8).map { _ in
                (Bool.random() ? starts : seconds).randomElement(using: &random) ?? 0
            }
            let item = FieldItem(0, byteCount: 8)
            let line = lines([maker.event([item], bytes)])[0]
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            let fields = (object as? [String: Any])?["fields"] as? [String: Any]
            let found = fields?["s"] as? String
            #expect(found == String(decoding: bytes, as: UTF8.self), "\(bytes)")
        }
    }
}
