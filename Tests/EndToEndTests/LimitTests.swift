// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Traces beyond what tracers write: the tool reads them, or says clearly what is too much, within
/// two gigabytes of address space.
@Suite("Limits", .enabled(if: Tools.areBuilt), .serialized)
struct LimitTests {
    private let folder = TemporaryFolder()

    private func plume(_ arguments: String...) throws -> Finished {
        try Finished(["prlimit", "--as=\(2 << 30)", "--", Tools.plume] + arguments)
    }

    /// Writes a trace of one data stream.
    private func makeTrace(_ metadata: String, _ data: Data) throws -> String {
        let path = folder.path(UUID().uuidString)
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true
        )
        try Data(metadata.utf8).write(to: URL(fileURLWithPath: "\(path)/metadata"))
        try data.write(to: URL(fileURLWithPath: "\(path)/stream"))
        return path
    }

    /// A metadata stream of CTF 2.
    private func metadata(_ fragments: [String]) -> String {
        ([#"{"type":"preamble","version":2}"#, #"{"type":"trace-class"}"#] + fragments)
            .map { "\u{1E}\($0)\n" }.joined()
    }

    private static func integer(_ bits: Int, role: String? = nil) -> String {
        let roles = role.map { #","roles":["\#($0)"]"# } ?? ""
        return """
            {"type":"fixed-length-unsigned-integer","length":\(bits),\
            "byte-order":"little-endian","alignment":8\(roles)}
            """
    }

    private static func structure(_ members: [(String, String)]) -> String {
        let list = members.map { #"{"name":"\#($0)","field-class":\#($1)}"# }
        return #"{"type":"structure","member-classes":[\#(list.joined(separator: ","))]}"#
    }

    /// Metadata of one event record class whose payload is a single field.
    private func single(_ fieldClass: String) -> String {
        let payload = Self.structure([("v", fieldClass)])
        return metadata([
            #"{"type":"data-stream-class"}"#,
            #"{"type":"event-record-class","name":"e","payload-field-class":\#(payload)}"#,
        ])
    }

    private static func record(_ id: UInt32) -> Data {
        Data([0, 8, 16, 24].map { UInt8(truncatingIfNeeded: id >> $0) } + [65, 0])
    }

    @Test("100,000 event record classes", arguments: [1, 2])
    func classes(version: Int) throws {
        let count: UInt32 = 100_000
        var text: String
        if version == 1 {
            text = "/* CTF 1.8 */\ntrace { major = 1; minor = 8; byte_order = le; };\n"
            text +=
                "stream { event.header := struct { integer { size = 32; align = 8; } id; }; };\n"
            for id in 0..<count {
                text += "event { name = \"event_\(id)\"; id = \(id); "
                text += "fields := struct { string s; }; };\n"
            }
        } else {
            let header = Self.structure([("id", Self.integer(32, role: "event-record-class-id"))])
            let payload = Self.structure([("s", #"{"type":"null-terminated-string"}"#)])
            let stream =
                #"{"type":"data-stream-class","event-record-header-field-class":\#(header)}"#
            text = metadata(
                [stream]
                    + (0..<count).map {
                        """
                        {"type":"event-record-class","id":\($0),"name":"event_\($0)",\
                        "payload-field-class":\(payload)}
                        """
                    }
            )
        }
        let trace = try makeTrace(text, (0..<count).reduce(into: Data()) { $0 += Self.record($1) })
        let check = try plume("check", trace)
        #expect(check.status == 0, "\(check.errors)")
        #expect(check.output.contains("100000 event records"), "\(check.output)")
        let converted = try plume("convert", trace)
        let lines = converted.output.split(separator: "\n")
        #expect(converted.status == 0 && lines.count == 100_000)
        #expect(lines.last == #"event_99999: { s = "A" }"#)
    }

    @Test("10,000 data streams")
    func streams() throws {
        let context = Self.structure([
            ("b", Self.integer(64, role: "default-clock-timestamp")),
            ("e", Self.integer(64, role: "packet-end-default-clock-timestamp")),
        ])
        let header = Self.structure([("t", Self.integer(64, role: "default-clock-timestamp"))])
        let trace = try makeTrace(
            metadata([
                """
                {"type":"clock-class","id":"c","frequency":1000000000,"origin":"unix-epoch",\
                "offset-from-origin":{"seconds":0}}
                """,
                """
                {"type":"data-stream-class","default-clock-class-id":"c",\
                "packet-context-field-class":\(context),"event-record-header-field-class":\(header)}
                """,
                """
                {"type":"event-record-class","name":"e",\
                "payload-field-class":\(Self.structure([("v", Self.integer(8))]))}
                """,
            ]),
            Data()
        )
        try FileManager.default.removeItem(atPath: "\(trace)/stream")
        func word(_ number: Int) -> [UInt8] {
            (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        }
        for stream in 0..<10_000 {
            var bytes = word(stream) + word(stream + 20_000)
            for record in 0..<5 { bytes += word(stream + record * 1_000) + [UInt8(record)] }
            try Data(bytes).write(to: URL(fileURLWithPath: "\(trace)/stream-\(stream)"))
        }
        let converted = try plume("convert", "--clock-gmt", trace)
        #expect(converted.status == 0, "\(converted.errors)")
        let times = converted.output.split(separator: "\n").map { $0.prefix(20) }
        #expect(times.count == 50_000 && times == times.sorted())
    }

    @Test("a field of 1 GiB is refused with its place", arguments: ["blob", "array", "string"])
    func longField(kind: String) throws {
        let length = 1 << 30
        let fieldClass =
            switch kind {
            case "blob": #"{"type":"static-length-blob","length":\#(length)}"#
            case "string": #"{"type":"static-length-string","length":\#(length)}"#
            default:
                """
                {"type":"static-length-array","length":\(length),\
                "element-field-class":\(Self.integer(8))}
                """
            }
        let trace = try makeTrace(single(fieldClass), Data())
        let stream = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(trace)/stream"))
        try stream.truncate(atOffset: UInt64(length))
        try stream.close()
        for command in [["check"], ["convert"], ["convert", "-o", "dummy"]] {
            let finished = try Finished(
                ["prlimit", "--as=\(2 << 30)", "--", Tools.plume] + command + [trace]
            )
            #expect(finished.status == (command == ["check"] ? 123 : 1))
            let words = (finished.output + finished.errors).split(whereSeparator: \.isWhitespace)
            let text = words.joined(separator: " ")
            #expect(text.contains("stream: byte "), "\(text)")
            #expect(
                text.contains(
                    kind == "array" ? "more than 16777216 values" : "longer than 256 MiB"
                ),
                "\(text)"
            )
        }
    }

    @Test("a field nested 1,000 deep", arguments: ["structure", "array"])
    func nesting(kind: String) throws {
        var fieldClass = Self.integer(8)
        for _ in 0..<1_000 {
            fieldClass =
                kind == "structure"
                ? Self.structure([("a", fieldClass)])
                : #"{"type":"static-length-array","length":1,"element-field-class":\#(fieldClass)}"#
        }
        let trace = try makeTrace(single(fieldClass), Data([7, 8, 9]))
        for output in ["text", "dummy", "json", "csv"] {
            let finished = try plume("convert", "-o", output, trace)
            #expect(finished.status == 0, "\(output): \(finished.errors.prefix(500))")
            if output == "text" { #expect(finished.output.split(separator: "\n").count == 3) }
        }
        #expect(try plume("check", trace).status == 0)
    }

    @Test("CTF 1.8 nested too deep is refused with its place", arguments: ["structure", "array"])
    func oldNesting(kind: String) throws {
        let begin = "/* CTF 1.8 */\ntrace { major = 1; minor = 8; byte_order = le; };\n"
        let integer = "integer { size = 8; } v"
        let nested =
            kind == "structure"
            ? String(repeating: "struct { ", count: 1_000) + "\(integer); "
                + String(repeating: "} a; ", count: 1_000)
            : integer + String(repeating: "[1]", count: 1_000) + ";"
        let trace = try makeTrace(
            begin + "event { name = e; fields := struct { \(nested) }; };\n",
            Data([7, 8, 9])
        )
        let finished = try plume("check", trace)
        #expect(finished.status != 0)
        let text = finished.output + finished.errors
        #expect(text.contains("metadata") && text.contains("line 3, column"), "\(text.prefix(500))")
    }
}
