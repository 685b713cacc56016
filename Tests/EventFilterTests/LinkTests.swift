// SPDX-License-Identifier: Apache-2.0

import EventFilter
import SideDescription
import Testing

@Suite("Linked filters")
struct LinkTests {
    private static func link(_ expression: String) throws -> LinkedFilter {
        LinkedFilter(
            try FilterProgram(expression),
            description: SampleEvent.description,
            contexts: SampleEvent.catalog
        )
    }

    @Test(
        "know when they never match",
        arguments: [
            ("nowhere == 1", true), ("1 / 0", true), ("name == 5", true), ("$ctx.uts_ns", true),
            ("$app.a:b == 1", true), ("port == 1", false), ("port || nowhere", false),
            ("absent == 1", false), ("nowhere || 1", true),
        ]
    )
    func neverMatches(expression: String, expected: Bool) throws {
        #expect(try Self.link(expression).neverMatches == expected)
    }

    @Test("ask for nothing that the operators before have decided")
    func asking() throws {
        struct Source: ContextSource {
            func integer(_ id: ContextID) -> Int64? {
                Issue.record("asked for a context")
                return nil
            }
            func withText<Result>(_ id: ContextID, _ body: (Span<UInt8>) -> Result) -> Result? {
                Issue.record("asked for a text")
                return nil
            }
        }
        let staged = SampleEvent.record.staged
        for (expression, expected) in [
            ("1 || $ctx.cpu_id == 1", true), ("zero && $ctx.procname == \"a\"", false),
            ("port == 8080 || $ctx.cpu_id", true), ("$ctx.vpid == 1 && $ctx.ip", false),
        ] {
            let filter = try Self.link(expression)
            #expect(filter.matches(staged: staged, Source()) == expected)
        }
    }

    @Test("tell an empty event from one with fields")
    func emptyEvent() throws {
        let event = SideEventDescription(provider: "sample", name: "empty")
        let identity = SampleRecord(description: event, values: []).staged
        let filter = LinkedFilter(try FilterProgram("$ctx.vtid == 1001"), description: event)
        #expect(filter.matches(staged: identity, NoContexts()))
        #expect(LinkedFilter(try FilterProgram("port"), description: event).neverMatches)
    }

    @Test("leave out types that filters cannot read")
    func oddTypes() throws {
        let event = SideEventDescription(
            provider: "sample",
            name: "odd",
            fields: [
                SideField("half", SideType(.float(bits: 16))),
                SideField("third", SideType(.integer(bits: 24, isSigned: false))),
                SideField("after", SideType(.integer(bits: 8, isSigned: false))),
            ]
        )
        let staged: [UInt8] = Array(repeating: 0, count: 13) + [5]
        for (expression, expected) in [
            ("half == 0", false), ("third == 0", false), ("after == 5", true),
        ] {
            let filter = LinkedFilter(try FilterProgram(expression), description: event)
            #expect(filter.matches(staged: staged, NoContexts()) == expected)
        }
    }
}
