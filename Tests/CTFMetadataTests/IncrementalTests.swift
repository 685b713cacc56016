// SPDX-License-Identifier: Apache-2.0

import Testing
import TraceModel

@testable import CTFMetadata

@Suite("Incremental metadata parser")
struct IncrementalTests {
    private static let event =
        "{'type':'event-record-class','name':'é\\\\\\'}{','payload-field-class':{"
        + "'type':'structure',\n'member-classes':[{'name':'}]{','field-class':{"
        + "'type':'null-terminated-string'}}]}}"
    private static let text = Rule.bytes([Rule.preamble, Rule.stream, event])

    @Test("Bytes cut anywhere give what the whole text gives", arguments: [1, 2, 3, 7, 64, 10_000])
    func pieces(size: Int) throws {
        let whole = try MetadataParser.parse(Self.text)
        let packets = MetadataPackets.pack(Self.text, packetSize: 64)
        for bytes in [Self.text, packets] {
            var parser = IncrementalMetadataParser()
            for start in stride(from: 0, to: bytes.count, by: size) {
                try parser.append(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            #expect(try parser.snapshot() == whole)
        }
    }

    @Test("A fragment counts as soon as its last brace is there, and snapshots do not change")
    func snapshots() throws {
        var parser = IncrementalMetadataParser()
        #expect(try parser.snapshot() == nil)
        let cut = Self.text.count - 2
        try parser.append(Array(Self.text[..<cut]))
        let before = try #require(try parser.snapshot())
        #expect(before.dataStreamClasses.count == 1 && before.eventRecordClasses.isEmpty)
        try parser.append(Array(Self.text[cut..<(cut + 1)]))
        #expect(try parser.snapshot()?.eventRecordClasses.count == 1)
        #expect(before.eventRecordClasses.isEmpty)
    }

    @Test("An error stays, and tells the file and the fragment")
    func errors() throws {
        var parser = IncrementalMetadataParser(path: "metadata")
        try parser.append(Rule.bytes([Rule.preamble]))
        let error = #expect(throws: CTFError.self) {
            try parser.append(Rule.bytes(["{'type':'piano'}"]))
        }
        #expect(error?.path == "metadata" && error?.place == "fragment 2")
        #expect(throws: CTFError.self) { try parser.append(Rule.bytes([Rule.stream])) }
        #expect(throws: CTFError.self) { try parser.snapshot() }
    }

    @Test("A fragment which the next one cuts is refused")
    func cut() {
        var parser = IncrementalMetadataParser()
        #expect(throws: CTFError.self) {
            try parser.append(Array("\u{1E}{\"type\":\u{1E}{\"type\":\"preamble\"".utf8))
        }
    }

    @Test("Text outside of fragments is refused")
    func outside() {
        var parser = IncrementalMetadataParser()
        #expect(throws: CTFError.self) {
            try parser.append(Rule.bytes([Rule.preamble]) + Array("{}".utf8))
        }
    }

    @Test(
        "A part of a TSDL statement waits",
        arguments: [
            ("", "/* CTF 1.8 */\ntrace {a=1;}"), ("trace {a=1;};", " event {b = 1;"),
            ("a{{;};};", "// ;"), ("a = \";}\\\";\";", "/* ; */ b = \";"), ("a=';';", "c /"),
        ]
    )
    func statements(whole: String, rest: String) {
        let length = TSDLBlocks.wholeLength(of: Array((whole + rest).utf8))
        #expect(length == whole.utf8.count)
    }
}
