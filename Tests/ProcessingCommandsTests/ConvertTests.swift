// SPDX-License-Identifier: Apache-2.0

import ProcessingCommands
import Testing
import TraceGraph

/// What convert's arguments mean, with one trace that is always found at `t` and two at `d`.
enum Convert {
    static let files = ComponentClassName(.source, "ctf", "fs")

    static func parse(_ line: String) throws -> ConvertArguments {
        let line = try CommandLine(words(line), of: .convert)
        guard case .convert(let arguments) = line.action else { throw NoConversion() }
        return arguments
    }

    static func runText(_ line: String) throws -> String {
        let arguments = try parse(line)
        #expect(try arguments.plan() == .graph)
        var found: [DiscoveredSource] = []
        if arguments.needsDiscovery {
            for (index, input) in arguments.inputs.enumerated() {
                switch input.text {
                case "t", "u":
                    found.append(
                        DiscoveredSource(className: files, inputs: [input.text], origins: [index])
                    )
                case "d":
                    for name in ["d/x/y", "d/z"] {
                        found.append(
                            DiscoveredSource(className: files, inputs: [name], origins: [index])
                        )
                    }
                case "g":
                    found.append(
                        DiscoveredSource(
                            className: files,
                            inputs: ["g/1", "g/2"],
                            origins: [index]
                        )
                    )
                default: break
                }
            }
        }
        return RunArgumentText.text(try arguments.runArguments(found), .shell)
    }

    struct NoConversion: Error {}

    /// Words divided by spaces; an underscore in quotes stands for a space in a word.
    static func words(_ line: String) -> [String] {
        line.split(separator: " ").map { String($0).replacing("␣", with: " ") }
    }

    static let source = "--component auto-disc-source-ctf-fs:source.ctf.fs"
    static let input = "--params 'inputs=[\"t\"]'"
    static let pretty = "--component pretty:sink.text.pretty"
    static let muxer = "--component muxer:filter.utils.muxer"
    static let toMuxer = "--connect auto-disc-source-ctf-fs:muxer"
    static let toPretty = "--connect muxer:pretty"

    /// The usual graph with something after the source's and the sink's names.
    static func usual(_ ofSource: String = "", _ ofSink: String = "") -> String {
        [source, ofSource, input, pretty, ofSink, muxer, toMuxer, toPretty]
            .filter { !$0.isEmpty }.joined(separator: " ")
    }
}

@Suite("Convert")
struct ConvertTests {
    @Test("Parameters after `-o json` and `-o csv` are for that output, others for the input")
    func outputParameters() throws {
        let graph = "\(Convert.muxer) \(Convert.toMuxer) --connect muxer:csv"
        #expect(
            try Convert.runText("t -p a=1 -o csv -p b=2")
                == "\(Convert.source) --params a=1 \(Convert.input) "
                + "--component csv:sink.text.csv --params b=2 \(graph)"
        )
        #expect(
            try Convert.runText("-o csv -p b=2 -w x t -p a=1")
                == "\(Convert.source) --params a=1 \(Convert.input) --component csv:sink.text.csv "
                + "--params 'path=\"x\"' --params b=2 \(graph)"
        )
        #expect(
            try Convert.runText("-o json --params=times=\"number\" t").contains(
                "--component json-lines:sink.text.json-lines --params 'times=\"number\"'"
            )
        )
    }

    @Test(
        "Options of the text sink",
        arguments: [
            ("t", ""), ("convert t", ""), ("-v t", "--params verbose=yes"),
            ("t -v", "--params verbose=yes"), ("t -o text", ""), ("t -i ctf", ""),
            ("t --no-delta", "--params no-delta=yes"),
            (
                "t --clock-seconds --clock-cycles --clock-date --clock-gmt",
                "--params clock-seconds=yes,clock-cycles=yes,clock-date=yes,clock-gmt=yes"
            ),
            ("t --names=", ""), ("t --fields=", ""),
            ("t -n all,payload", "--params name-default=show,name-payload=yes"),
            ("t -nnone,arg", "--params name-default=hide,name-payload=yes"),
            (
                "t --names ctx --fields trace:vpid,emf",
                "--params name-context=yes,name-default=hide,"
                    + "field-trace:vpid=yes,field-emf=yes,field-default=hide"
            ),
            ("t -f trace,all", "--params field-trace=yes,field-default=show"),
            (
                "t --color auto --color=never",
                "--params 'color=\"auto\"' --params 'color=\"never\"'"
            ),
            (
                "t -v --no-delta -w /x --color=never",
                "--params no-delta=yes,verbose=yes --params 'color=\"never\"'"
                    + " --params 'path=\"/x\"'"
            ),
            ("-w/q t", "--params 'path=\"/q\"'"),
        ]
    )
    func textOptions(line: String, ofSink: String) throws {
        #expect(try Convert.runText(line) == Convert.usual("", ofSink))
    }

    @Test(
        "Options of the sources",
        arguments: [
            ("t -p a=1 -p b=2 -l D -l I", "--params a=1 --params b=2 --log-level I"),
            (
                "t -p a=1 --clock-offset 1 -l D",
                "--params clock-class-offset-s=1 --params a=1 --log-level D"
            ),
            (
                "t --clock-offset=3 --clock-offset-ns=-4 --clock-force-correlate",
                "--params clock-class-offset-s=3,clock-class-offset-ns=-4,"
                    + "force-clock-class-origin-unix-epoch=yes"
            ),
        ]
    )
    func sourceOptions(line: String, ofSource: String) throws {
        #expect(try Convert.runText(line) == Convert.usual(ofSource))
    }

    @Test(
        "Whole graphs",
        arguments: [
            (
                "-c flt.utils.muxer t -c x:source.ctf.fs -p inputs=[\"q\"]"
                    + " -c sink.utils.dummy -b 1",
                "--component flt.utils.muxer:flt.utils.muxer --component x:source.ctf.fs"
                    + " --params 'inputs=[\"q\"]' --component sink.utils.dummy:sink.utils.dummy"
                    + " --component auto-disc-source-ctf-fs:source.ctf.fs"
                    + " --params 'inputs=[\"t\"]' --component muxer:filter.utils.muxer"
                    + " --component trimmer:filter.utils.trimmer --params 'begin=\"1\"'"
                    + " --connect x:muxer --connect auto-disc-source-ctf-fs:muxer"
                    + " --connect muxer:trimmer --connect 'trimmer:flt\\.utils\\.muxer'"
                    + " --connect 'flt\\.utils\\.muxer:sink\\.utils\\.dummy'"
            ),
            (
                "t --clock-gmt -t [1,2] --debug-info-dir=/d --debug-info-full-path",
                "--component auto-disc-source-ctf-fs:source.ctf.fs --params 'inputs=[\"t\"]'"
                    + " --component pretty:sink.text.pretty --params clock-gmt=yes"
                    + " --component muxer:filter.utils.muxer"
                    + " --component trimmer:filter.utils.trimmer --params gmt=yes"
                    + " --params 'begin=\"1\"' --params 'end=\"2\"'"
                    + " --component debug-info:filter.lttng-utils.debug-info"
                    + " --params full-path=yes --params 'debug-info-dir=\"/d\"'"
                    + " --connect auto-disc-source-ctf-fs:muxer --connect muxer:trimmer"
                    + " --connect trimmer:debug-info --connect debug-info:pretty"
            ),
            (
                "--retry-duration=5 t u -p a=1 -c muxer:sink.utils.counter -p step=+3 -l I",
                "--retry-duration 5 --component muxer:sink.utils.counter --params step=+3"
                    + " --log-level I --component auto-disc-source-ctf-fs:source.ctf.fs"
                    + " --params 'inputs=[\"t\"]'"
                    + " --component auto-disc-source-ctf-fs-0:source.ctf.fs --params a=1"
                    + " --params 'inputs=[\"u\"]' --component muxer-0:filter.utils.muxer"
                    + " --connect auto-disc-source-ctf-fs:muxer-0"
                    + " --connect auto-disc-source-ctf-fs-0:muxer-0 --connect muxer-0:muxer"
            ),
            (
                "d -o ctf -w /o",
                "--component auto-disc-source-ctf-fs:source.ctf.fs"
                    + " --params 'trace-name=\"x/y\"' --params 'inputs=[\"d/x/y\"]'"
                    + " --component auto-disc-source-ctf-fs-0:source.ctf.fs"
                    + " --params 'trace-name=\"z\"' --params 'inputs=[\"d/z\"]'"
                    + " --component sink-ctf-fs:sink.ctf.fs --params 'path=\"/o\"'"
                    + " --component muxer:filter.utils.muxer"
                    + " --connect auto-disc-source-ctf-fs:muxer"
                    + " --connect auto-disc-source-ctf-fs-0:muxer --connect muxer:sink-ctf-fs"
            ),
            (
                "g -o dummy -w /ignored",
                "--component auto-disc-source-ctf-fs:source.ctf.fs"
                    + " --params 'inputs=[\"g/1\", \"g/2\"]' --component dummy:sink.utils.dummy"
                    + " --component muxer:filter.utils.muxer"
                    + " --connect auto-disc-source-ctf-fs:muxer --connect muxer:dummy"
            ),
            (
                "-i lttng-live net://h/host/a/b -o csv",
                "--component lttng-live:source.ctf.lttng-live"
                    + " --params 'inputs=[\"net://h/host/a/b\"]'"
                    + " --params 'session-not-found-action=\"end\"'"
                    + " --component csv:sink.text.csv --component muxer:filter.utils.muxer"
                    + " --connect lttng-live:muxer --connect muxer:csv"
            ),
            (
                "-c a␣b:sink.utils.dummy -c c.d[1]?*:flt.utils.muxer -c p\\:q:src.ctf.fs",
                "--component 'a b:sink.utils.dummy' --component 'c.d[1]?*:flt.utils.muxer'"
                    + " --component 'p\\:q:src.ctf.fs' --component muxer:filter.utils.muxer"
                    + " --connect 'p\\:q:muxer' --connect 'muxer:c\\.d[1]?*'"
                    + " --connect 'c\\.d[1]?*:a b'"
            ),
        ]
    )
    func graphs(line: String, expected: String) throws {
        #expect(try Convert.runText(line) == expected)
    }

    @Test("Run arguments that are printed can be run")
    func runnable() throws {
        let arguments = try Convert.parse("t -p a=1 --begin 10 --names payload").runArguments([
            DiscoveredSource(className: Convert.files, inputs: ["it's"], origins: [0])
        ])
        let plan = try #require(try RunParser.parse(arguments))
        #expect(
            plan.components.map(\.name)
                == ["auto-disc-source-ctf-fs", "pretty", "muxer", "trimmer"]
        )
        #expect(
            plan.components[0].parameters == [
                "a": .signed(1), "inputs": .array([.string("it's")]),
            ]
        )
        #expect(
            plan.components[1].parameters == [
                "name-payload": .boolean(true), "name-default": .string("hide"),
            ]
        )
        #expect(plan.components[3].parameters == ["begin": .string("10")])
        #expect(
            plan.connections.map(\.text) == [
                "auto-disc-source-ctf-fs:muxer", "muxer:trimmer", "trimmer:pretty",
            ]
        )
    }

    @Test("Zero bytes stand between arguments")
    func zeroSeparated() {
        #expect(RunArgumentText.text(["a b", "c"], .zeroSeparated) == "a b\0c")
        #expect(RunArgumentText.text(["it's", "", "a=1,b"], .shell) == "'it'\"'\"'s' '' a=1,b")
    }
}
