// SPDX-License-Identifier: Apache-2.0

import ProcessingCommands
import Testing
import TraceGraph

@Suite("Query and help")
struct QueryAndHelpTests {
    @Test("Answers are printed in a form like YAML's")
    func answers() {
        let value = ParameterValue.array([
            .map([
                "stream-infos": .array([
                    .map([
                        "port-name": .string("p | 0"),
                        "range-ns": .map(["end": .signed(2), "begin": .signed(-1)]),
                    ])
                ])
            ])
        ])
        #expect(
            QueryText.text(value) == """
                -\u{20}
                  stream-infos:\u{20}
                    -\u{20}
                      port-name: p | 0
                      range-ns:\u{20}
                        begin: -1
                        end: 2

                """
        )
        let map = ParameterValue.map([
            "weight": .real(0.75), "group": .string("g h"), "none": .null, "yes": .boolean(false),
            "list": .array([]), "map": .map([:]), "lines": .array([.unsigned(1), .string("b")]),
        ])
        #expect(
            QueryText.text(map) == """
                group: g h
                lines:\u{20}
                  - 1
                  - b
                list: [ ]
                map: { }
                none: null
                weight: 0.750000
                yes: no

                """
        )
        #expect(QueryText.text(.array([])) == "[ ]\n")
        #expect(QueryText.text(.real(-0.9999999)) == "-1.000000\n")
        #expect(QueryText.text(.real(1e300)) == "1e+300\n")
    }

    @Test("A question has a class, an object and parameters")
    func question() throws {
        let line = try CommandLine(
            ["src.ctf.fs", "-p", "path=\"t\"", "metadata-info"],
            of: .query
        )
        guard case .query(let plan) = line.action else {
            Issue.record("no query")
            return
        }
        #expect(plan.className == ComponentClassName(.source, "ctf", "fs"))
        #expect(plan.object == "metadata-info")
        #expect(plan.parameters == ["path": .string("t")])
        for wrong in [["foo", "a"], ["a:src.b.c", "d"], ["src.a.b", "c", "d"], ["-x"]] {
            #expect(throws: GraphError.self) { try CommandLine(wrong, of: .query) }
        }
    }

    @Test("Help is about a plug-in or a class")
    func topics() throws {
        #expect(
            try CommandLine(["sink.text.pretty"], of: .help).action
                == .help(.componentClass(ComponentClassName(.sink, "text", "pretty")))
        )
        for wrong in [[], ["bad.x.y"], ["a", "b"], ["--what"]] {
            #expect(throws: GraphError.self) { try CommandLine(wrong, of: .help) }
        }
        #expect(try CommandLine([], of: .listPlugins).action == .listPlugins)
        #expect(throws: GraphError.self) { try CommandLine(["a"], of: .listPlugins) }
    }

    @Test("Plug-ins are listed with their classes by type")
    func listing() {
        struct NoComponent: Error {}
        let dummy = ComponentClass(
            ComponentClassName(.sink, "u", "d"),
            summary: "Forget.",
            help: "Longer.",
            parameters: [
                ParameterDescription("p", .signed, isMandatory: true, summary: "A number.")
            ]
        ) { context throws(GraphError) in throw GraphError(actor: context.actor, "never made") }
        let plugin = Plugin("u", summary: "Utilities", license: "Apache-2.0", classes: [dummy])
        let list = PluginText.list(PluginRegistry([plugin]), paths: ["/p"])
        #expect(
            list == """
                From the following plugin paths:

                  - /p

                Found 1 component class in 1 plugin.

                u:
                  Built-in
                  Description: Utilities
                  Author: (unknown)
                  License: Apache-2.0
                  Source component classes: (none)
                  Filter component classes: (none)
                  Sink component classes:
                    'sink.u.d': Forget.

                """
        )
        let help = PluginText.help(dummy, of: plugin)
        #expect(help.hasPrefix("u:\n  Built-in\n"))
        #expect(help.hasSuffix("  p (a signed integer, mandatory)\n      A number.\n"))
        #expect(PluginText.help(plugin).contains("'sink.u.d': Forget.\n\nLonger.\n"))
    }
}
