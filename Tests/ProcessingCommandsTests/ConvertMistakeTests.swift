// SPDX-License-Identifier: Apache-2.0

import ProcessingCommands
import Testing
import TraceGraph

@Suite("Mistakes in convert's arguments")
struct ConvertMistakeTests {
    @Test(
        "They are explained",
        arguments: [
            ("--run-args", "no source"), ("nothing", "no source"), ("-p a=1", "--params"),
            ("t --bogus", "--bogus"), ("t -x a:b", "-x"),
            ("t --begin", "needs a value"), ("t --no-delta=1", "takes no value"),
            ("t -b 1 -b 2", "--begin"), ("t -e 1 -t 1,2", "--timerange"),
            ("t -t 1", "BEGIN,END"), ("t -t ,2", "BEGIN,END"), ("t -t [2,]", "BEGIN,END"),
            ("t --names all,none", "at once"), ("t --names bad", "bad"),
            ("t --fields bad", "bad"), ("t --color=blue", "blue"), ("t -o nope", "nope"),
            ("t -o text -o dummy", "Two"), ("t -i nope", "nope"), ("t -i ctf -i ctf", "Two"),
            ("t -w a -w b", "Two"), ("t -o ctf", "--output"),
            ("t --ctf-version=2", "--output-format=ctf"), ("t --ctf-version=3", "1 or 2"),
            ("t -o ctf -w x --no-delta", "ambiguous"), ("t -o dummy --names all", "ambiguous"),
            ("t -o text -c sink.utils.dummy", "2 sinks"),
            ("t --no-delta -c sink.utils.dummy", "2 sinks"),
            ("t -c sink.a.b -c sink.a.b", "2 sinks"),
            ("-c source.ctf.fs --clock-offset 3", "--clock-offset"),
            ("t --clock-offset=abc", "abc"),
            ("t --clock-offset-ns=9223372036854775808", "9223372036854775808"),
            ("t --stream-intersection --run-args", "--stream-intersection"),
            ("t --run-args --run-args-0", "exclude"),
            ("t -c a:sink.a.b -c a:filter.a.b", "`a`"), ("t -c sink", "TYPE.PLUGIN.CLASS"),
            ("t -c foo.a.b", "foo"), ("t -c sink.a", "TYPE.PLUGIN.CLASS"),
            ("t -c sink.a.b.c", "TYPE.PLUGIN.CLASS"), ("t -c :", "type"),
            ("-o ctf-metadata", "needs the path"), ("-o ctf-metadata t u", "one trace"),
            ("-i lttng-live", "one URL"), ("-i lttng-live t", "relay"),
            ("-i lttng-live net://h:x/host/a/b", "port"),
            ("-i lttng-live net://h/host/a", "session"), ("-m 7 t", "mip"),
        ]
    )
    func mistakes(line: String, words: String) throws {
        let error = #expect(throws: GraphError.self) { try Convert.runText(line) }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
        #expect(error?.causes.first?.actor == "Plume CLI")
    }

    @Test("Other things than graphs are planned")
    func plans() throws {
        #expect(
            try Convert.parse("-o ctf-metadata t -w m").plan() == .metadata(path: "t", output: "m")
        )
        #expect(
            try Convert.parse("-i lttng-live net://h").plan()
                == .liveSessions(url: "net://h", output: nil)
        )
        #expect(try Convert.parse("-i lttng-live net4://h:9/host/a/b").plan() == .graph)
    }

    @Test("The first mistake names what could not be understood")
    func outermost() {
        let error = #expect(throws: GraphError.self) {
            try CommandLine(["t", "-c", "foo.a.b"], of: .convert)
        }
        #expect(error?.causes.count == 3)
        #expect(error?.causes.last?.message.contains("foo") == true)
    }

    @Test(
        "Levels and general options",
        arguments: [
            (["-d", "t"], ComponentLogLevel.trace, false), (["-v", "t"], .info, true),
            (["-vd", "t"], .trace, true), (["-l", "E", "convert", "t"], .error, false),
            (["--log-level=NONE", "t"], ComponentLogLevel.none, false), (["t", "-v"], .info, true),
            (["t", "--debug"], .trace, false),
        ] as [([String], ComponentLogLevel, Bool)]
    )
    func levels(arguments: [String], level: ComponentLogLevel, isVerbose: Bool) throws {
        let line = try CommandLine(arguments, of: .convert)
        #expect(line.general.logLevel == level)
        #expect(line.general.isVerbose == isVerbose)
    }

    @Test("Help and version are seen in any command")
    func help() throws {
        for command in ProcessingCommand.allCases {
            #expect(try CommandLine(["-h"], of: command).action == .usage(command))
            #expect(try CommandLine(["-V"], of: command).action == .version)
        }
        #expect(try CommandLine(["t", "--help"], of: .convert).action == .usage(.convert))
        #expect(try CommandLine([], of: .convert).action == .usage(.convert))
        #expect(try CommandLine([], of: .run).action == .usage(.run))
        #expect(try CommandLine(["source.a.b"], of: .query).action == .usage(.query))
        let line = try CommandLine(
            ["--plugin-path=/a:/b", "--omit-home-plugin-path", "text"],
            of: .help
        )
        #expect(line.action == .help(.plugin("text")))
        #expect(line.general.pluginPaths == ["/a", "/b"])
        #expect(line.general.omitsHomePlugins && !line.general.omitsSystemPlugins)
    }
}
