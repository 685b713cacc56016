// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Traces whose times, lengths, names or folders are odd, read as far as they can be.
@Suite("Odd traces", .enabled(if: Tools.areBuilt))
struct OddTraceTests {
    private let folder = TemporaryFolder()

    private func plume(_ arguments: [String]) throws -> Finished {
        try Finished([Tools.plume] + arguments, environment: ["TZ": "UTC"])
    }

    private func babeltrace(_ arguments: [String]) throws -> Finished {
        try Finished(["babeltrace2"] + arguments, environment: ["TZ": "UTC"])
    }

    /// Writes a trace and gives its path.
    private func write(_ trace: ForeignTrace) throws -> String {
        let path = folder.path(UUID().uuidString)
        try trace.write(path)
        return path
    }

    /// The values of the field `n` in lines of text, JSON or CSV.
    private func numbers(_ output: String) -> [Int] {
        output.split(separator: "\n").compactMap { line in
            let match = line.firstMatch(of: /\bn(?: =|":) ?(\d+)/)
            return match.flatMap { Int($0.output.1) }
        }
    }

    @Test("a clock that goes back hides no event, and there is one warning")
    func backwardClock() throws {
        let times: [UInt64] = [
            4_294_967_000, 4_294_967_200, 4_294_967_290, 40, 140, 300,
        ]
        let path = try write(
            ForeignTrace(packets: ForeignTrace.counting([(4_294_967_000, 4_294_967_290, times)]))
        )
        let text = try plume(["convert", path])
        let deltas = text.output.split(separator: "\n").map { line in
            line.drop { $0 != "(" }.prefix { $0 != " " }
        }
        #expect(
            deltas == [
                "(+?.?????????)", "(+0.000000200)", "(+0.000000090)", "(+?.?????????)",
                "(+0.000000100)", "(+0.000000160)",
            ]
        )
        for form in [["text"], ["json"], ["text", "--begin=0"], ["json", "--begin=0"]] {
            let found = try plume(["convert", path, "-o"] + form)
            #expect(found.status == 0 && numbers(found.output) == [1, 2, 3, 4, 5, 6], "\(form)")
            #expect(found.errors.components(separatedBy: "goes back").count == 2, "\(form)")
        }
        let csv = try plume(["convert", path, "-o", "csv"])
        #expect(csv.status == 0 && csv.output.split(separator: "\n").count == 7)
        let details = try plume(["convert", path, "-c", "sink.text.details"])
        #expect(details.output.components(separatedBy: "Event `e`").count == 7)
        let late = try plume(["convert", path, "-o", "json", "--begin=4.2949672"])
        #expect(numbers(late.output) == [2, 3])
        let cycles = try plume(["convert", path, "--clock-cycles"])
        #expect(cycles.output.contains("[00000000000000000040] (+????????????)"))
        let check = try plume(["check", path])
        #expect(check.output.contains("goes back"))
    }

    @Test("a content in whole bytes may end with bits of no event")
    func roundedContent() throws {
        let trace = ForeignTrace(
            fields: "integer { size = 3; align = 1; } n;",
            packets: [
                ForeignTrace.Packet(begin: 10, end: 20, events: [(10, [5]), (20, [2])]),
                ForeignTrace.Packet(begin: 30, end: 30, events: [(30, [7])]),
            ]
        )
        let path = try write(trace)
        let ours = try plume(["convert", path])
        #expect(ours.status == 0 && numbers(ours.output) == [5, 2, 7], "\(ours.errors)")
        let only = try write(ForeignTrace(fields: trace.fields, packets: [trace.packets[0]]))
        #expect(try babeltrace([only]).output == plume(["convert", only]).output)
        let listing = try plume(["check", "--elements", path])
        #expect(listing.status == 0 && listing.output.components(separatedBy: "ER {").count == 4)
        // A whole byte that is left is not.
        let metadata = Array(trace.metadata.utf8)
        try ForeignTrace.write(
            folder.path("more"),
            metadata: metadata,
            data: [UInt8](trace.data.dropLast(1)) + [0]
        )
        var longer = ForeignTrace(fields: trace.fields, packets: trace.packets)
        longer.packets[1].events[0].payload = [7, 0]
        #expect(try plume(["convert", try write(longer)]).status == 1)
    }

    @Test("a link that leads back to where it is repeats no event")
    func linkLoops() throws {
        var trace = ForeignTrace()
        trace.packets = ForeignTrace.counting([(10, 20, [10, 20])])
        try trace.write(folder.path("all/one/trace"))
        let manager = FileManager.default
        try manager.createSymbolicLink(
            atPath: folder.path("all/one/up"),
            withDestinationPath: ".."
        )
        try manager.createSymbolicLink(
            atPath: folder.path("all/same"),
            withDestinationPath: "."
        )
        for command in ["view", "convert"] {
            let found = try plume([command, folder.path("all")])
            #expect(found.status == 0 && numbers(found.output) == [1, 2], "\(command)")
        }
        let check = try plume(["check", folder.path("all")])
        #expect(check.output.components(separatedBy: "2 event records").count == 2)
    }

    @Test("an empty name of an event is none, also when it is written anew")
    func emptyNames() throws {
        let trace = ForeignTrace(packets: ForeignTrace.counting([(10, 20, [10, 20])]))
        let metadata = trace.metadata.replacing("name = \"e\"", with: "name = \"\"")
        let path = folder.path("nameless")
        try ForeignTrace.write(path, metadata: Array(metadata.utf8), data: trace.data)
        for form in [[], ["-c", "sink.text.details"]] {
            let ours = try plume(["convert", path] + form).output
            #expect(try babeltrace([path] + form).output == ours)
            #expect(form.isEmpty == ours.contains("<unknown>: { n = 1 }"))
        }
        let new = folder.path("new")
        let old = folder.path("old")
        #expect(try plume(["convert", "-o", "ctf", path, "-w", new]).status == 0)
        #expect(
            try plume(["convert", "-o", "ctf", "--ctf-version=1", new, "-w", old]).status == 0
        )
        #expect(try babeltrace([old]).output == plume(["convert", new]).output)
    }

    /// Writes CTF 2 with one event class, whose payload has the members.
    private func write(_ path: String, traceClass: String, members: String, _ data: [UInt8]) throws
    {
        let fragments = [
            #"{"type":"preamble","version":2}"#, #"{"type":"trace-class"\#(traceClass)}"#,
            #"{"type":"data-stream-class"}"#,
            #"{"type":"event-record-class","name":"e","payload-field-class":{"type":"structure","#
                + #""member-classes":[\#(members)]}}"#,
        ]
        let metadata = fragments.map { "\u{1E}\($0)\n" }.joined()
        try ForeignTrace.write(path, metadata: Array(metadata.utf8), data: data)
    }

    private static let byte =
        #"{"name":"n","field-class":{"type":"fixed-length-unsigned-integer","length":8,"#
        + #""byte-order":"little-endian","alignment":8}}"#

    @Test("two folders of one trace in CTF 2 are one trace")
    func sharedIdentity() throws {
        for (name, uid, data) in [("a", "u", [1, 2]), ("b", "u", [3]), ("c", "v", [4])]
            as [(String, String, [UInt8])]
        {
            let identity = #","namespace":"m","name":"t","uid":"\#(uid)""#
            let path = folder.path("two/\(name)")
            try write(path, traceClass: identity, members: Self.byte, data)
        }
        let details = try plume(["convert", "-c", "sink.text.details", folder.path("two")])
        #expect(details.status == 0, "\(details.errors)")
        #expect(details.output.components(separatedBy: "Trace class:").count == 3)
        #expect(details.output.components(separatedBy: "    UID: u\n").count == 3)
        #expect(details.output.components(separatedBy: "    UID: v\n").count == 2)
        let inputs = ["a", "c"].map { "\"" + folder.path("two/\($0)") + "\"" }
        let both = try plume([
            "query", "source.ctf.fs", "babeltrace.trace-infos", "-p",
            "inputs=[\(inputs.joined(separator: ","))]",
        ])
        #expect(both.status == 1 && both.errors.contains("different traces"))
    }

    @Test("BLOBs and bit maps are worded as by Babeltrace 2.1")
    func words() throws {
        let members =
            #"{"name":"b","field-class":{"type":"static-length-blob","length":3}},"#
            + #"{"name":"z","field-class":{"type":"static-length-blob","length":0}},"#
            + #"{"name":"m","field-class":{"type":"fixed-length-bit-map","length":8,"#
            + #""byte-order":"little-endian","alignment":8,"#
            + #""flags":{"SALUT":[[1,1]],"HI":[[2,3]]}}}"#
        let path = folder.path("words")
        try write(path, traceClass: "", members: members, [0, 0x11, 0xAB, 6, 0, 0, 0, 0x10])
        #expect(
            try plume(["convert", path]).output == """
                e: { b = { 00 11 ab }, z = { }, m = 0x6 { "SALUT", "HI" } }
                e: { b = { 00 00 00 }, z = { }, m = 0x10 }

                """
        )
    }

    @Test("ids of streams that no header names are written so that Babeltrace reads them")
    func hiddenIDs() throws {
        let metadata = """
            /* CTF 1.8 */
            typealias integer { size = 8; align = 8; } := uint8_t;
            trace { major = 1; minor = 8; byte_order = le; };
            stream { id = 3; event.header := struct { uint8_t id; }; };
            event { name = e; id = 1; stream_id = 3; fields := struct { uint8_t n; }; };
            """
        let path = folder.path("hidden")
        try ForeignTrace.write(path, metadata: Array(metadata.utf8), data: [1, 5, 1, 6])
        let text = try plume(["convert", path]).output
        #expect(numbers(text) == [5, 6])
        for version in ["1", "2"] {
            let copy = folder.path("copy-\(version)")
            let converted = try plume([
                "convert", "-o", "ctf", "--ctf-version=\(version)", path, "-w", copy,
            ])
            #expect(converted.status == 0, "\(converted.errors)")
            #expect(try plume(["convert", copy]).output == text)
            if version == "1" { #expect(try babeltrace([copy]).output == text) }
        }
    }

    @Test("messages without a time stand where the last time has put them")
    func untimedMessages() throws {
        let metadata = """
            /* CTF 1.8 */
            typealias integer { size = 8; align = 8; } := uint8_t;
            typealias integer { size = 32; align = 8; } := uint32_t;
            trace { major = 1; minor = 8; byte_order = le;
                packet.header := struct { uint32_t magic; uint32_t stream_id; }; };
            clock { name = mono; freq = 1000000000; offset = 0; };
            typealias integer { size = 64; align = 8; map = clock.mono.value; } := stamp_t;
            stream { id = 0;
                packet.context := struct { uint32_t packet_size; uint32_t content_size; };
                event.header := struct { stamp_t timestamp; }; };
            event { name = e; id = 0; stream_id = 0; fields := struct { uint8_t n; }; };
            """
        func packet(_ times: [UInt64]) -> [UInt8] {
            var events: [UInt8] = []
            for time in times { events += ForeignTrace.bytes(time) + [1] }
            let size = UInt32((16 + events.count) * 8)
            let header: [UInt32] = [0xC1FC_1FC1, 0, size, size]
            return header.flatMap { ForeignTrace.bytes($0) } + events
        }
        let path = folder.path("untimed")
        try ForeignTrace.write(path, metadata: Array(metadata.utf8))
        let files = [
            ("q", packet([]) + packet([20])),
            ("r", packet([10, 20]) + packet([]) + packet([30, 40])),
            ("s", packet([10, 20]) + packet([30]) + packet([])),
        ]
        for (name, data) in files {
            try Data(data).write(to: URL(filePath: path).appending(path: name))
        }
        let arguments = [path, "-c", "sink.text.details", "-p", "compact=yes"]
        let ours = try plume(["convert"] + arguments)
        #expect(ours.status == 0, "\(ours.errors)")
        #expect(try babeltrace(arguments).output == ours.output)
        #expect(ours.output.components(separatedBy: "Packet beginning").count == 9)
    }
}
