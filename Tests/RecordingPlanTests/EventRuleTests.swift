// SPDX-License-Identifier: Apache-2.0

import RecordingPlan
import SideDescription
import Testing

@Suite("An event rule")
struct EventRuleTests {
    @Test("matches names with stars like a shell")
    func patterns() {
        let cases: [(String, String, Bool)] = [
            ("*", "a:b", true), ("a:*", "a:b", true), ("a:*", "b:a", false), ("*b", "a:b", true),
            ("*:b*d", "a:bcd", true), ("*:b*d", "a:bcde", false), ("a:b", "a:b", true),
            ("a:b", "a:bc", false), ("", "a", false), ("a*a*a", "aaaa", true), ("**", "", true),
        ]
        for (pattern, name, expected) in cases {
            #expect(NamePattern(pattern).matches(name) == expected, "\(pattern) \(name)")
        }
    }

    @Test("selects by log level: at least as serious, or exactly so")
    func levels() {
        for level in LogLevel.allCases {
            for other in LogLevel.allCases {
                let event = SideEventDescription(
                    provider: "p",
                    name: "n",
                    logLevel: other,
                    fields: []
                )
                #expect(EventRule().selects(event))
                #expect(
                    EventRule(levels: .atLeast(level)).selects(event)
                        == (other.rawValue <= level.rawValue)
                )
                #expect(EventRule(levels: .only(level)).selects(event) == (other == level))
            }
        }
    }

    @Test("of names leaves out what it leaves out, whatever it includes")
    func names() {
        let rule = EventRule(included: [NamePattern("p:*")], excluded: [NamePattern("*:x")])
        for (name, expected) in [("p:a", true), ("p:x", false), ("q:a", false)] {
            #expect(rule.selects(name: name) == expected)
        }
        // Without patterns, all names are included.
        #expect(EventRule(excluded: [NamePattern("*:x")]).selects(name: "q:a"))
    }
}
