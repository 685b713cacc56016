// SPDX-License-Identifier: Apache-2.0

import EventFilter
import ProgramProtocol
import RecordingPlan
import Testing

@testable import SessionEngine
@testable import SideDescription

@Suite("Rules that select nothing")
struct RuleCoverageTests {
    private func findings(
        _ rules: [EventRule],
        events: [String] = ["shop:request", "shop:reply"],
        fields: [String] = ["n"]
    ) -> [String] {
        var coverage = RuleCoverage(
            rules.enumerated().map { number, rule in
                SessionChannel.sample("c\(number)", number: number, rules: [rule])
            }
        )
        for name in events {
            let parts = name.split(separator: ":").map(String.init)
            let event = SideEventDescription(
                provider: parts[0],
                name: parts[1],
                logLevel: .debug,
                fields: fields.map { SideField($0, SideType(.integer(bits: 32, isSigned: false))) }
            )
            for _ in 0..<2 { coverage.note(event) }
        }
        return coverage.findings
    }

    private func rule(_ patterns: String...) -> EventRule {
        EventRule(included: patterns.map { NamePattern($0) })
    }

    @Test("patterns that no event matches are named, with the events that there are")
    func patterns() {
        #expect(
            findings([rule("shop:nosuch", "shop:re*")]) == [
                "no event matched 'shop:nosuch'; there are shop:request, shop:reply"
            ]
        )
        #expect(
            findings([rule("shop")]) == [
                "no event matched 'shop', those of a provider are 'shop:*';"
                    + " there are shop:request, shop:reply"
            ]
        )
        #expect(
            findings([rule("shop:*"), rule("a:b")]) == [
                "channel c1: no event matched 'a:b'; there are shop:request, shop:reply"
            ]
        )
        let many = (0..<9).map { "p:e\($0)" }
        #expect(findings([rule("x:*")], events: many).first?.hasSuffix("p:e5 and 3 more") ?? false)
    }

    @Test("levels and filters that no event meets are named")
    func others() throws {
        #expect(
            findings([EventRule(levels: .atLeast(.error))]) == [
                "no event is of such a log level; there are shop:request, shop:reply"
            ]
        )
        #expect(
            findings([EventRule(included: [NamePattern("shop:*")], levels: .only(.error))]) == [
                "no event that matched is of such a log level"
            ]
        )
        #expect(
            findings([EventRule(filter: try FilterProgram("nosuch == 7"))]) == [
                "the filter selects nothing: no event has the field nosuch; shop:request has n"
            ]
        )
    }

    @Test("an event with many fields is told by the first of them, and how many more it has")
    func fields() throws {
        let rules = [EventRule(filter: try FilterProgram("nosuch == 7"))]
        let names = (0..<8).map { "f\($0)" }
        #expect(
            findings(rules, fields: names) == [
                "the filter selects nothing: no event has the field nosuch;"
                    + " shop:request has f0, f1, f2, f3, f4, f5 and 2 more"
            ]
        )
        #expect(findings(rules, fields: []).first?.hasSuffix("shop:request has no fields") ?? false)
    }

    @Test("nothing is said of rules that select something, or where no event is known")
    func quiet() throws {
        #expect(findings([rule("shop:*"), rule()]).isEmpty)
        #expect(findings([EventRule(filter: try FilterProgram("n > 3"))]).isEmpty)
        #expect(findings([rule("a:b")], events: []).isEmpty)
        let excluding = EventRule(excluded: [NamePattern("shop:*"), NamePattern("a:*")])
        #expect(findings([EventRule(), excluding]).isEmpty)
    }
}
