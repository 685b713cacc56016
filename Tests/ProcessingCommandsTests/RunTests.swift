// SPDX-License-Identifier: Apache-2.0

import ProcessingCommands
import Testing
import TraceGraph

@Suite("Run")
struct RunTests {
    private static let ends = "-c a:source.ctf.fs -c b:sink.utils.counter"

    @Test("Components get base parameters, their own, and levels")
    func components() throws {
        let plan = try #require(
            try RunParser.parse(
                Convert.words(
                    "-b step=+2,hide-zero=yes -c b:sink.utils.counter -p step=+5 -lI -r"
                        + " -c a:src.ctf.fs -p x=1 -p x=2 -x a:b --retry-duration=7"
                )
            )
        )
        #expect(
            plan.components == [
                ComponentPlan(
                    name: "b",
                    className: ComponentClassName(.sink, "utils", "counter"),
                    parameters: ["step": .unsigned(5), "hide-zero": .boolean(true)],
                    logLevel: .info
                ),
                ComponentPlan(
                    name: "a",
                    className: ComponentClassName(.source, "ctf", "fs"),
                    parameters: ["x": .signed(2)]
                ),
            ]
        )
        #expect(plan.retryMicroseconds == 7)
    }

    @Test(
        "Mistakes are explained",
        arguments: [
            ("-c a:sink.utils.dummy", "no source"), ("-c a:source.ctf.fs", "no sink"),
            ("-c sink.utils.dummy", "no name"), ("-p a=1", "--params"), ("-l D", "--log-level"),
            ("-l Z", "Z"), ("foo", "foo"), ("--bogus", "--bogus"),
            ("--retry-duration=-5 \(ends) -x a:b", "-5"), (ends, "not connected"),
            ("\(ends) -x a:c", "`c`"), ("\(ends) -x c:b", "`c`"), ("\(ends) -x a", "UPSTREAM"),
            ("\(ends) -x a:b:c", "UPSTREAM"), ("\(ends) -x :b", "two components"),
            ("\(ends) -x b:a", "gives nothing"), ("\(ends) -c s:src.a.b -x a:s", "takes nothing"),
            ("\(ends) -x a:b -x a:b", "twice"), ("\(ends) -x a*:b", "`a*`"),
            ("-c a:source.ctf.fs -c a:sink.a.b", "`a`"), ("-c a:source.x.y -p b", "Column 2"),
            (
                "\(ends) -c f:flt.a.b -c g:flt.a.b -x a:b -x f:g -x g:f", "circle"
            ),
        ]
    )
    func mistakes(line: String, words: String) {
        let error = #expect(throws: GraphError.self) { try RunParser.parse(Convert.words(line)) }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }

    @Test(
        "Connection rules have names and patterns",
        arguments: [
            ("a:b", "a", "b", "x", "y", true), ("a.out:b", "a", "b", "out", "y", true),
            ("a.out:b", "a", "b", "out2", "y", false),
            ("a.o*t:b.in*", "a", "b", "o-u-t", "in17", true),
            ("a.o*t:b.in*", "a", "b", "o-u-t", "i", false),
            (#"a\.b\:c:d"#, "a.b:c", "d", "", "", true),
            (#"a.x\*y:b"#, "a", "b", "x*y", "", true), (#"a.x\*y:b"#, "a", "b", "xzy", "", false),
            (#"a.x\.y:b.\:"#, "a", "b", "x.y", ":", true), ("a.:b", "a", "b", "z", "", true),
        ] as [(String, String, String, String, String, Bool)]
    )
    func rules(
        text: String,
        upstream: String,
        downstream: String,
        output: String,
        input: String,
        matches: Bool
    ) throws {
        let rule = try ConnectionRule(parsing: text)
        #expect(rule.upstream == upstream)
        #expect(rule.downstream == downstream)
        let found = rule.upstreamPort.matches(output) && rule.downstreamPort.matches(input)
        #expect(found == matches)
    }

    @Test("Names with anything in them survive escaping", arguments: ["a.b", "a:b", "\\", "x"])
    func escaping(name: String) throws {
        let escaped = ComponentSpelling.escaped(name)
        let rule = try ConnectionRule(parsing: "\(escaped):\(escaped)")
        #expect(rule.upstream == name)
        #expect(try ComponentSpelling("\(escaped):sink.a.b").name == name)
    }

    @Test("Patterns with many stars end soon")
    func manyStars() {
        let pattern = GlobPattern(String(repeating: "a*", count: 200) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 5_000)))
        #expect(pattern.matches(String(repeating: "a", count: 5_000) + "b"))
    }
}
