// SPDX-License-Identifier: Apache-2.0

import Foundation
import SystemCalls
import Testing
import TraceComponents
import TraceGraph
import TraceTestSupport

@Suite("Graphs over the corpus", .enabled(if: SharedCorpus.isThere))
struct GraphCorpusTests {
    private func inputs(
        _ paths: String...,
        adding others: [String: ParameterValue] = [:]
    ) -> Parameters {
        let folders = paths.map { ParameterValue.string("\(SharedCorpus.path)/\($0)") }
        return Parameters(others.merging(["inputs": .array(folders)]) { $1 })
    }

    /// The lines about messages of a text of `sink.text.details` in its compact form.
    private func expected(_ path: String) throws -> [String] {
        try GraphRun.lines(path).filter { $0.hasPrefix("[") || $0.hasPrefix("{") }.map { line in
            var text = line.replacing(/(\d),(?=\d)/) { $0.output.1 }
            if text.hasSuffix(":") { text.removeLast() }
            return text
        }
    }

    @Test("merge two traces, one of which is forced to the Unix epoch")
    func multi() throws {
        let folder = "babeltrace-multi/2packets+barectf-event-before-packet"
        let force = ["force-clock-class-origin-unix-epoch": ParameterValue.boolean(true)]
        let (lines, error) = GraphRun.messages([
            inputs("\(folder)/trace/2packets", adding: force),
            inputs("\(folder)/trace/barectf-event-before-packet", adding: force),
        ])
        #expect(error?.description == nil)
        #expect(lines == (try expected("\(folder)/expect.txt")))
    }

    @Test("give the messages of a trace in the order of Babeltrace")
    func order() throws {
        let folder = "babeltrace-succeed/wk-heartbeat-u"
        let (lines, error) = GraphRun.messages([inputs("\(folder)/trace")])
        #expect(error?.description == nil)
        #expect(lines == (try expected("\(folder)/expect-details-default-compact.txt")))
    }

    @Test("intersect data streams")
    func intersection() throws {
        let path = "babeltrace-intersection/3eventsintersectreverse/trace"
        let all = GraphRun.messages([inputs(path)])
        #expect(all.lines.count { $0.contains("Event") } == 8)
        let common = GraphRun.messages([inputs(path)], intersects: true)
        #expect(common.error == nil)
        #expect(common.lines.count { $0.contains("Event") } == 3)
        #expect(common.lines.contains("[70 13515309000000070] {0 0 1} Stream beginning"))
        #expect(common.lines.contains("[100 13515309000000100] {0 0 0} Packet end"))

        let none = "babeltrace-intersection/nostream/trace"
        #expect(GraphRun.messages([inputs(none)]).error == nil)
        #expect(GraphRun.messages([inputs(none)], intersects: true).error != nil)
    }

    @Test("count lost packets")
    func lostPackets() throws {
        let category = "babeltrace-packet-seq-num"
        func losses(_ name: String) -> [String] {
            GraphRun.messages([inputs("\(category)/\(name)/trace")]).lines
                .filter { $0.contains("Discarded packets") }
        }
        #expect(losses("no-lost").isEmpty)
        #expect(losses("2-lost-before-last").map { $0.suffix(11) } == ["(2 packets)"])
        #expect(
            losses("7-lost-between-2-with-index") == [
                "[20 20] [121 121] {0 0 0} Discarded packets (7 packets)"
            ]
        )
    }

    @Test("read a duplicate packet from the first of two folders, however they are ordered")
    func duplicates() throws {
        let folder = "babeltrace-deterministic-ordering/a-with-b/trace"
        let first = GraphRun.messages([
            inputs("\(folder)/a-corrupted", "\(folder)/b-not-corrupted")
        ])
        let second = GraphRun.messages([
            inputs("\(folder)/b-not-corrupted", "\(folder)/a-corrupted")
        ])
        #expect(first.error != nil)
        #expect(first.error == second.error)
        #expect(first.lines == second.lines)
        #expect(GraphRun.messages([inputs("\(folder)/b-not-corrupted")]).error == nil)
    }

    /// A line of the expected counts: options, and how many events there are.
    private struct TrimmerCase {
        var options: [String: String] = [:]
        var isUTC = true
        var count: Int?

        init?(_ line: String) {
            guard let match = line.firstMatch(of: /^(.*) -> (\d+|FAIL)/) else { return nil }
            count = Int(match.output.2)
            var rest = match.output.1[...]
            while let found = rest.firstMatch(of: /^(\S+?)(?: |$)/) {
                rest = rest[found.range.upperBound...]
                if found.output.1 == "clock-gmt" { continue }
                if found.output.1.hasPrefix("TZ=") {
                    isUTC = false
                    continue
                }
                guard let value = rest.firstMatch(of: /^(?:"([^"]*)"|(\S+)) ?/) else {
                    return nil
                }
                options[String(found.output.1)] = String(value.output.1 ?? value.output.2 ?? "")
                rest = rest[value.range.upperBound...]
            }
        }
    }

    @Test("trim to the expected counts of events")
    func trimmer() throws {
        let folder = "babeltrace-succeed/wk-heartbeat-u"
        let lines = try GraphRun.lines("\(folder)/expect-trimmer-counts.txt")
        #expect(lines.count > 40)
        for line in lines {
            let test = try #require(TrimmerCase(line))
            var source: [String: ParameterValue] = [:]
            if let seconds = test.options["clock-offset"] {
                source["clock-class-offset-s"] = .signed(try #require(Int64(seconds)))
            }
            if let nanoseconds = test.options["clock-offset-ns"] {
                source["clock-class-offset-ns"] = .signed(try #require(Int64(nanoseconds)))
            }
            var trimmer: Parameters = ["gmt": .boolean(true)]
            for name in ["begin", "end"] {
                guard let text = test.options[name] else { continue }
                trimmer.values[name] = .string(
                    test.isUTC ? text : try Self.fromEasternTime(text)
                )
            }
            let result = GraphRun.messages(
                [inputs("\(folder)/trace", adding: source)],
                trimmer: trimmer
            )
            if test.count != nil {
                #expect(result.error?.description == nil, "\(line)")
            } else {
                #expect(result.error != nil, "\(line)")
            }
            #expect(result.lines.count { $0.contains("Event `") } == test.count ?? 0, "\(line)")
        }
    }

    /// The seconds of a time in a zone five hours west of Greenwich.
    private static func fromEasternTime(_ text: String) throws -> String {
        let argument = try TimeArgument(parsing: text, actor: "test")
        let nanoseconds = try argument.nanoseconds(
            after: 1_351_532_897_000_000_000,
            actor: "test",
            offset: { _ in -18_000 }
        )
        return TimeArgument.text(nanoseconds: nanoseconds)
    }

    @Test("tell the text of metadata without changes")
    func metadataInfo() throws {
        let folder = "\(SharedCorpus.path)/babeltrace-succeed/crlf-metadata"
        let answer = try CTFComponent.componentClass.query(
            "metadata-info",
            parameters: ["path": .string("\(folder)/trace")]
        )
        guard case .map(let map)? = answer, case .string(let text)? = map["text"] else {
            Issue.record("the answer has a wrong form")
            return
        }
        #expect(map["is-packetized"] == .boolean(false))
        let bytes = try FileReader.contents(
            of: "\(folder)/expect-query-metadata-info.txt",
            limitBytes: 1 << 20
        )
        let prefix = Array("is-packetized: no\ntext: ".utf8)
        #expect(bytes.starts(with: prefix))
        // The expected text was written by a tool that changes the ends of lines.
        #expect(text.utf8.contains(0x0D))
        #expect(text.utf8.filter { $0 != 0x0D } == Array(bytes.dropFirst(prefix.count).dropLast()))
    }

    @Test("tell the ports of a trace and when its data streams are active")
    func traceInfos() throws {
        let folder = "\(SharedCorpus.path)/babeltrace-succeed/barectf-event-before-packet/trace"
        let answer = try CTFComponent.componentClass.query(
            "babeltrace.trace-infos",
            parameters: ["inputs": .array([.string(folder)])]
        )
        let port = "437748de-9435-11e9-8353-5254007c6857 | 0 | \(folder)/stream"
        #expect(
            answer
                == .array([
                    .map([
                        "stream-infos": .array([
                            .map([
                                "port-name": .string(port),
                                "range-ns": .map([
                                    "begin": .signed(1_435_121_820_916_574_076),
                                    "end": .signed(1_435_121_820_916_609_657),
                                ]),
                            ])
                        ])
                    ])
                ])
        )
    }

    @Test("find the traces below a folder, and join those of the same UUID")
    func discovery() throws {
        let registry = PluginRegistry(BuiltInPlugins.all)
        let multi = "\(SharedCorpus.path)/babeltrace-multi"
        let ordering = "\(SharedCorpus.path)/babeltrace-deterministic-ordering"
        let found = try SourceDiscovery([multi, "/dev/null", ordering], in: registry)
        #expect(found.unclaimed == [1])
        #expect(found.sources.map(\.arguments) == [[0], [0], [2]])
        #expect(
            found.sources[2].inputs.map { $0.split(separator: "/").last } == [
                "a-corrupted", "b-not-corrupted",
            ]
        )
        let none = try SourceDiscovery(
            [multi],
            in: registry,
            only: ComponentClassName(.source, "ctf", "lttng-live")
        )
        #expect(none.unclaimed == [0] && none.sources.isEmpty)
    }
}
