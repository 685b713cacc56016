// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Traces that are a little strange and were still made by tracers that people use.
@Suite("Foreign traces", .enabled(if: Tools.areBuilt))
struct ForeignTraceTests {
    private let folder = TemporaryFolder()

    private func plume(_ arguments: String...) throws -> Finished {
        try Finished([Tools.plume] + arguments, environment: ["TZ": "UTC"])
    }

    /// How many lines of text or JSON are those of events.
    private func eventCount(_ output: String) -> Int {
        output.split(separator: "\n").filter {
            $0.hasPrefix("[") || $0.contains("\"name\":\"e\"")
        }.count
    }

    /// The output of a conversion to text; also compares with Babeltrace if wanted.
    private func text(
        _ trace: ForeignTrace,
        _ arguments: [String] = [],
        isBabeltraces: Bool = false
    ) throws -> [String] {
        let path = folder.path(UUID().uuidString)
        try trace.write(path)
        let found = try Finished(
            [Tools.plume, "convert", path] + arguments,
            environment: ["TZ": "UTC"]
        )
        #expect(found.status == 0, "\(found.errors)")
        if isBabeltraces {
            let theirs = try Finished(
                ["babeltrace2", path] + arguments,
                environment: ["TZ": "UTC"]
            )
            #expect(found.output == theirs.output)
        }
        return found.output.split(separator: "\n").map(String.init)
    }

    @Test("an enumeration of LTTng may name values that its integer cannot have")
    func enumerations() throws {
        let trace = ForeignTrace(
            fields: """
                enum : uint8_t { "NEG" = -3, "ZERO" = 0, "BIG" = 300 ... 400, "WIDE" = 4 ... 500 } f;
                enum : int8_t { "LOW" = -200, "ONE" = 1 } g;
                """,
            head: "env { tracer_name = \"lttng-ust\"; tracer_major = 2; tracer_minor = 13; };",
            packets: [
                ForeignTrace.Packet(
                    begin: 10,
                    end: 30,
                    events: [(10, [0, 1]), (20, [253, 253]), (30, [4, 56])]
                )
            ]
        )
        let lines = try text(trace, isBabeltraces: true)
        let expected = [
            "( \"ZERO\" : container = 0 ), g = ( \"ONE\" : container = 1 ) }",
            "( \"WIDE\" : container = 253 ), g = ( <unknown> : container = -3 ) }",
            "( \"WIDE\" : container = 4 ), g = ( <unknown> : container = 56 ) }",
        ]
        #expect(lines.count == 3)
        for (line, end) in zip(lines, expected) { #expect(line.hasSuffix("e: { f = " + end)) }
        _ = try text(trace, ["-c", "sink.text.details"], isBabeltraces: true)
        let path = folder.path("again")
        try trace.write(path)
        for version in ["1", "2"] {
            let copy = folder.path("copy-\(version)")
            let converted = try plume(
                "convert",
                path,
                "-o",
                "ctf",
                "-w",
                copy,
                "--ctf-version",
                version
            )
            #expect(converted.status == 0, "\(converted.errors)")
            let again = try plume("convert", copy)
            #expect(again.output.split(separator: "\n").map(String.init) == lines)
        }
    }

    @Test("bytes after packets of metadata are left out with a warning, unless they are a packet")
    func trailingBytes() throws {
        var trace = ForeignTrace()
        trace.traceAttributes = "uuid = \"2a6422d0-6cee-11e0-8c08-cb07d7b3a564\";"
        trace.packets = ForeignTrace.counting([(10, 20, [10, 20])])
        let text = Array(trace.metadata.utf8)
        let bits = UInt32((text.count + 37) * 8)
        let packet =
            ForeignTrace.bytes(0x75D1_1D57 as UInt32)
            + [
                0x2A, 0x64, 0x22, 0xD0, 0x6C, 0xEE, 0x11, 0xE0, 0x8C, 0x08, 0xCB, 0x07, 0xD7, 0xB3,
                0xA5, 0x64,
            ]
            + ForeignTrace.bytes(0 as UInt32) + ForeignTrace.bytes(bits) + ForeignTrace.bytes(bits)
            + [0, 0, 0, 1, 8] + text
        let cases: [(tail: [UInt8], warnings: Int, status: Int32)] = [
            ([], 0, 0), ([0x0A], 1, 0), (Array("garbage".utf8), 1, 0),
            (Array(packet.prefix(40)), 0, 124),
        ]
        for (tail, warnings, status) in cases {
            let path = folder.path(UUID().uuidString)
            try ForeignTrace.write(path, metadata: packet + tail, data: trace.data)
            let view = try plume("view", path)
            #expect(view.status == status)
            guard status == 0 else { continue }
            #expect(view.output.split(separator: "\n").count == 2)
            #expect(view.errors.components(separatedBy: "no packet").count == warnings + 1)
            for arguments in [["-o", "text"], ["-o", "json"]] {
                let converted = try Finished([Tools.plume, "convert", path] + arguments)
                #expect(converted.status == 0)
                #expect(eventCount(converted.output) == 2)
                #expect(converted.errors.components(separatedBy: "no packet").count == warnings + 1)
            }
            let check = try plume("check", path)
            #expect(check.output.components(separatedBy: "irregular").count == warnings + 1)
        }
    }

    @Test("a clock may count back from its whole seconds")
    func negativeOffset() throws {
        let trace = ForeignTrace(
            clock: "freq = 1000000000; offset_s = 10; offset = -5000000000;",
            packets: ForeignTrace.counting([(10, 10, [10])])
        )
        let lines = try text(trace, ["--clock-seconds"])
        #expect(lines == ["[5.000000010] (+?.?????????) e: { n = 1 }"])
    }

    @Test("a class of events without bits is no obstacle while there is no such event")
    func emptyEvents() throws {
        let metadata = """
            /* CTF 1.8 */
            typealias integer { size = 32; align = 8; } := uint32_t;
            trace { major = 1; minor = 8; byte_order = le; };
            stream { packet.context := struct { uint32_t packet_size; uint32_t content_size; }; };
            event { name = "nothing"; fields := struct { }; };
            """
        for (content, status) in [(64, 0), (72, 1)] as [(UInt32, Int32)] {
            let path = folder.path("empty-\(content)")
            let data = ForeignTrace.bytes(72 as UInt32) + ForeignTrace.bytes(content) + [0]
            try ForeignTrace.write(path, metadata: Array(metadata.utf8), data: data)
            let check = try plume("check", path)
            #expect(!check.output.contains("refused"))
            let converted = try plume("convert", path)
            #expect(converted.status == status && converted.output.isEmpty)
            #expect(converted.errors.contains("takes no bits") == (status == 1))
        }
    }

    @Test("metadata without its first comment is found; what is no metadata is explained")
    func signature() throws {
        var trace = ForeignTrace()
        trace.packets = ForeignTrace.counting([(10, 30, [10, 20, 30])])
        for signature in ["", "// by hand\n", "/* Another comment */\n"] {
            trace.signature = signature
            #expect(try text(trace).count == 3)
        }
        for (name, bytes, words) in [
            ("empty", [], "is empty"),
            ("mark", [0xEF, 0xBB, 0xBF] + Array(trace.metadata.utf8), "239"),
        ] as [(String, [UInt8], String)] {
            try ForeignTrace.write(folder.path(name), metadata: bytes)
            let converted = try plume("convert", folder.path(name))
            #expect(converted.status == 1 && converted.errors.contains(words))
        }
    }

    @Test("traces whose clocks tell nothing of themselves are merged")
    func plainClocks() throws {
        for (name, times) in [("a", [10, 30]), ("b", [20, 40])] as [(String, [UInt64])] {
            var trace = ForeignTrace()
            trace.packets = ForeignTrace.counting([(times[0], times[1], times)])
            try trace.write(folder.path("both/\(name)"))
        }
        let ours = try plume("convert", folder.path("both"))
        let theirs = try Finished(["babeltrace2", folder.path("both")], environment: ["TZ": "UTC"])
        #expect(ours.status == 0 && ours.output == theirs.output)
        let times = ours.output.split(separator: "\n").map { $0.dropFirst(17).prefix(2) }
        #expect(times == ["10", "20", "30", "40"])
        let json = try plume("convert", "-o", "json", folder.path("both"))
        #expect(json.status == 0 && eventCount(json.output) == 4)
    }

    @Test("a packet that a crash left open ends at its last event, also before others")
    func crashedPackets() throws {
        let trace = ForeignTrace(
            head: "env { tracer_name = \"lttng-ust\"; tracer_major = 2; tracer_minor = 13; };",
            packets: ForeignTrace.counting([
                (10, 0, [10, 20]), (500, 0, []), (900, 1_100, [1_000]), (1_200, 0, [1_300]),
            ])
        )
        let lines = try text(trace, ["-c", "sink.text.details"], isBabeltraces: true)
        let ends = lines.indices.filter { lines[$0] == "Packet end" }.map { lines[$0 - 2] }
        #expect(ends.map { $0.prefix { $0 != " " } } == ["[20", "[500", "[1100", "[1300"])
        _ = try text(trace, isBabeltraces: true)
    }

    @Test("differences in cycles have as many digits as they need")
    func cycleDifferences() throws {
        let times: [UInt64] = [
            0, 1, 100_000_000_000, 1_099_999_999_999, 4_000_000_000_000, 1_000_000_000_000_000,
            9_000_000_000_000_000_000,
        ]
        let trace = ForeignTrace(packets: ForeignTrace.counting([(0, times[6], times)]))
        let lines = try text(trace, ["--clock-cycles"], isBabeltraces: true)
        #expect(lines[4].contains("(+2900000000001)"))
        #expect(lines[6].contains("(+8999000000000000000)"))
    }

    @Test("a trace without a data stream class is written anew with one")
    func noDataStreamClass() throws {
        let metadata =
            "\u{1E}{\"type\":\"preamble\",\"version\":2}\n\u{1E}{\"type\":\"trace-class\"}\n"
        try ForeignTrace.write(folder.path("none"), metadata: Array(metadata.utf8))
        #expect(try plume("check", folder.path("none")).status == 0)
        let copy = folder.path("copy")
        let converted = try plume("convert", folder.path("none"), "-o", "ctf", "-w", copy)
        #expect(converted.status == 0, "\(converted.errors)")
        let written = try String(contentsOfFile: copy + "/trace/metadata", encoding: .utf8)
        #expect(written.contains("\"type\":\"data-stream-class\""))
    }

    @Test("log levels are written as the words that readers of CTF 2 know")
    func logLevels() throws {
        let trace = ForeignTrace(packets: ForeignTrace.counting([(1, 1, [1])]))
        let path = folder.path("levels")
        let event = "event { name = f; id = 1; stream_id = 0; loglevel = 13; };"
        let metadata = Array((trace.metadata + event).utf8)
        try ForeignTrace.write(path, metadata: metadata, data: trace.data)
        let copy = folder.path("copy")
        let converted = try plume("convert", path, "-o", "ctf", "-w", copy)
        #expect(converted.status == 0, "\(converted.errors)")
        let written = try String(contentsOfFile: copy + "/trace/metadata", encoding: .utf8)
        let level = "{\"log-level\":\"debug:line\"}"
        #expect(written.contains("\"babeltrace.org,2020\":\(level),\"lttng.org,2009\":\(level)"))
    }
}
