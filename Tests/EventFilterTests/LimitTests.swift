// SPDX-License-Identifier: Apache-2.0

import EventFilter
import SideDescription
import Testing

@Suite("Filters at their limits")
struct LimitTests {
    private static func matches(_ program: FilterProgram) -> Bool {
        LinkedFilter(program, description: SampleEvent.description)
            .matches(staged: SampleEvent.record.staged, NoContexts())
    }

    private static func repeated(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    @Test("nest 1,024 times and no deeper", arguments: ["(", "!", "-", "~", "!("])
    func nesting(prefix: String) throws {
        let count = 1_024 / prefix.count
        let suffix = Self.repeated(")", prefix.contains("(") ? count : 0)
        // An even number of any operator leaves 1 as it is.
        let deepest = Self.repeated(prefix, count) + "flag" + suffix
        #expect(Self.matches(try FilterProgram(deepest)))
        let error = #expect(throws: FilterError.self) { try FilterProgram("(" + deepest + ")") }
        #expect(error?.column == 1_025)
        // What is closed again is not counted.
        #expect(Self.matches(try FilterProgram("\(deepest) && (port) || ((1))")))
    }

    @Test("have 64 KiB and no more")
    func size() throws {
        let error = #expect(throws: FilterError.self) {
            try FilterProgram("1" + Self.repeated(" + 1", 30_000))
        }
        // The first number and the version have 3 bytes, each further one with its sign 3.
        #expect(error?.column == 1 + 4 * 21_845)
        let endless = #expect(throws: FilterError.self) {
            try FilterProgram("1" + Self.repeated(" + 1", 100_000))
        }
        #expect(endless?.reason == error?.reason)
        // Each further alternative has 8 bytes: a field, a number and two operators.
        let fitting = "port == 8080" + Self.repeated(" || a == 1", 8_000)
        #expect(Self.matches(try FilterProgram(fitting)))
        let text = try FilterProgram("name != \"" + Self.repeated("a", 60_000) + "\"")
        #expect(Self.matches(text))
        #expect(throws: FilterError.self) {
            try FilterProgram("name != \"" + Self.repeated("a", 70_000) + "\"")
        }
        #expect(throws: FilterProgramError.self) {
            try FilterProgram(decoding: [1] + Array(repeating: 0x10, count: 65_536))
        }
    }

    @Test("take little time, whatever their form")
    func chains() throws {
        let sum = "port" + Self.repeated(" + 1", 9_000)
        #expect(Self.matches(try FilterProgram("\(sum) == 17080")))
        let alternatives = Self.repeated("port == 1 || ", 4_000) + "port == 8080"
        #expect(Self.matches(try FilterProgram(alternatives)))
        let nested = Self.repeated("(port + ", 1_000) + "0" + Self.repeated(")", 1_000)
        #expect(Self.matches(try FilterProgram("\(nested) == 8080000")))
        var bytes: [UInt8] = [1]
        bytes += Array(repeating: [0x01, 1], count: 20_000).flatMap { $0 }
        bytes += Array(repeating: 0x23, count: 19_999)
        #expect(Self.matches(try FilterProgram(decoding: bytes)))
    }

    @Test("need few registers, however the operands stand")
    func registers() throws {
        // A complete tree of 4,096 leaves needs one register more for each level.
        var level = Array(repeating: "flag", count: 4_096)
        while level.count > 1 {
            level = stride(from: 0, to: level.count, by: 2)
                .map { "(\(level[$0]) + \(level[$0 + 1]))" }
        }
        #expect(Self.matches(try FilterProgram("\(level[0]) == 4096")))
        var wide = Array(repeating: "wide", count: 1_024)
        while wide.count > 1 {
            wide = stride(from: 0, to: wide.count, by: 2)
                .map { "(\(wide[$0]) == \(wide[$0 + 1]))" }
        }
        #expect(Self.matches(try FilterProgram(wide[0])))
    }

    @Test("match hard patterns in the product of the lengths")
    func patterns() throws {
        let clock = ContinuousClock()
        let text = Self.repeated("a", 6_000)
        let record = SampleRecord(
            description: .init(
                provider: "sample",
                name: "text",
                fields: [.init("text", .init(.string))]
            ),
            values: [.text(text)]
        )
        let staged = record.staged
        for pattern in [Self.repeated("a*", 100) + "b", Self.repeated("*a", 3_000) + "*b*"] {
            let filter = LinkedFilter(
                try FilterProgram("text == \"\(pattern)\""),
                description: record.description
            )
            let time = clock.measure {
                #expect(!filter.matches(staged: staged, NoContexts()))
            }
            #expect(time < .seconds(10))
        }
        let filter = LinkedFilter(
            try FilterProgram("text == \"*\(Self.repeated("a", 3_000))b*\""),
            description: record.description
        )
        #expect(!filter.matches(staged: staged, NoContexts()))
    }
}
