// SPDX-License-Identifier: Apache-2.0

import EventContext
import Foundation
import SideDescription
import Testing

@Suite("The table of contexts")
struct TableTests {
    /// The names in the first column of docs/contexts.md.
    private static func documented() throws -> [String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(
            contentsOf: root.appendingPathComponent("docs/contexts.md"),
            encoding: .utf8
        )
        return text.split(separator: "\n").filter { $0.hasPrefix("| `") }.flatMap { row in
            row.split(separator: "|")[0].matches(of: /`([^`]+)`/).map { String($0.output.1) }
        }
    }

    @Test("is that of the guide, which has no other context")
    func document() throws {
        let parameterized = ["callstack-user:N", "perf:thread:NAME", "$app.PROVIDER:TYPE"]
        let names =
            KnownContext.allCases.map(\.name) + parameterized + ["perf:thread:raw:rHEX:NAME"]
        #expect(try Self.documented().sorted() == names.sorted())
    }

    @Test("has each name once, and each name is found")
    func names() throws {
        #expect(Set(KnownContext.allCases.map(\.name)).count == KnownContext.allCases.count)
        #expect(KnownContext.allCases.map(\.rawValue) == Array(0..<30))
        let listed = EventContext.listing.map(\.name)
        for context in KnownContext.allCases {
            #expect(KnownContext(named: context.name) == context)
            // What each record has is not recorded a second time.
            #expect(listed.contains(context.name) != context.isInEachRecord)
            for name in [context.name, "$ctx." + context.name] {
                #expect(EventContext.isInEachRecord(name) == context.isInEachRecord)
                if context.isInEachRecord {
                    #expect(throws: EventContextError.self) { try EventContext(named: name) }
                } else {
                    let made = try EventContext(named: name)
                    #expect(made.source == .known(context) && made.field.name == context.name)
                }
            }
        }
    }

    @Test("says what the fields are")
    func fields() throws {
        func type(_ name: String) throws -> SideType { try EventContext(named: name).field.type }
        let hexadecimal = [SideAttribute(SideAttribute.baseKey, .unsigned(16))]
        #expect(try type("procname") == SideType(.string))
        #expect(try type("nice") == SideType(.integer(bits: 32, isSigned: true)))
        #expect(try type("vuid") == SideType(.integer(bits: 32, isSigned: false)))
        #expect(try type("task_id") == SideType(.integer(bits: 64, isSigned: false)))
        let address = SideType(.integer(bits: 64, isSigned: false), attributes: hexadecimal)
        #expect(try type("ip") == address)
        #expect(try type("callstack-user") == SideType(.array(address)))
        #expect(try type("$app.shop:tenant") == SideType(.string))
    }

    @Test(
        "does not hold what takes a parameter",
        arguments: [
            ("callstack-user", EventContext.Source.callStack(32)),
            ("callstack-user:1", .callStack(1)), ("callstack-user:128", .callStack(128)),
            ("perf:thread:cpu-cycles", .counter(type: 0, config: 0)),
            ("perf:thread:dTLB-load-misses", .counter(type: 3, config: 0x1_0003)),
            ("perf:thread:raw:r1F:mine", .counter(type: 4, config: 0x1F)),
            ("$app.shop:tenant", .application("shop:tenant")),
        ]
    )
    func parameters(_ name: String, _ source: EventContext.Source) throws {
        #expect(try EventContext(named: name).source == source)
    }

    @Test(
        "refuses names that are none",
        arguments: [
            "", "name", "callstack-user:0", "callstack-user:129", "callstack-user:", "$app.shop",
            "$app.:type", "$app.shop:", "perf:thread:", "perf:thread:raw:1F:x",
            "perf:thread:raw:rXY:x", "perf:thread:raw:r1F:", "perf:cpu:cycles", "$ctx.", "xx_ns",
        ]
    )
    func refusals(_ name: String) {
        #expect(throws: EventContextError.self) { try EventContext(named: name) }
    }
}
