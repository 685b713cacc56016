// SPDX-License-Identifier: Apache-2.0

import Testing
import TraceComponents
import TraceGraph

@Suite("Times on the command line")
struct TimeArgumentTests {
    private func parse(_ text: String) -> TimeArgument? {
        try? TimeArgument(parsing: text, actor: "test")
    }

    @Test(
        "have three forms",
        arguments: [
            ("0", .sinceOrigin(nanoseconds: 0)), ("-3", .sinceOrigin(nanoseconds: -3_000_000_000)),
            ("12.5", .sinceOrigin(nanoseconds: 12_500_000_000)),
            ("-0.000000001", .sinceOrigin(nanoseconds: -1)),
            ("12:34", .timeOfDay(nanoseconds: 45_240_000_000_000)),
            ("00:00:01.000000001", .timeOfDay(nanoseconds: 1_000_000_001)),
            ("1970-01-02 00:00", .date(days: 1, nanosecondsOfDay: 0)),
            ("2012-10-29 12:48:17.588", .date(days: 15_642, nanosecondsOfDay: 46_097_588_000_000)),
            ("2000-02-29 00:00", .date(days: 11_016, nanosecondsOfDay: 0)),
            ("1969-12-31 23:59", .date(days: -1, nanosecondsOfDay: 86_340_000_000_000)),
        ] as [(String, TimeArgument)]
    )
    func forms(text: String, expected: TimeArgument) { #expect(parse(text) == expected) }

    @Test(
        "are refused in any other form",
        arguments: [
            "", "-", "1.", ".5", "1.1234567890", "+1", " 1", "1 ", "12:3", "1:30", "12:30:", "12:",
            "12:30:1", "12:30:123", "12:30:15.", "24:00", "12:60", "12:30:61", "2012-10-29",
            "2012-10-29 ", "2012-10-29  12:30", "2012-10-29T12:30", "2012-13-01 00:00",
            "2012-00-01 00:00", "2011-02-29 00:00", "1900-02-29 00:00", "2012-10-00 00:00",
            "12-10-29 12:30", "20121-10-29 12:30", "2012-1-29 12:30", "9223372037",
            "99999999999999999999", "12:30 ", "1e3",
        ]
    )
    func others(text: String) { #expect(parse(text) == nil) }

    @Test("are local times of a zone whose clocks change")
    func zone() throws {
        // One hour ahead of UTC from second 1,000,000 on, two hours from 2,000,000 on.
        func offset(_ seconds: Int64) -> Int64 { seconds < 2_000_000 ? 3_600 : 7_200 }
        for seconds in stride(from: Int64(1_990_000), to: 2_010_000, by: 60) {
            let local = seconds + offset(seconds)
            let argument = TimeArgument.date(
                days: local / 86_400,
                nanosecondsOfDay: local % 86_400 * 1_000_000_000
            )
            let found = try argument.nanoseconds(after: nil, actor: "test", offset: offset)
            #expect(found == seconds * 1_000_000_000)
        }
    }

    @Test("are those of clocks that go on where a zone skips an hour")
    func skippedHour() throws {
        func offset(_ seconds: Int64) -> Int64 { seconds < 2_000_000 ? 3_600 : 7_200 }
        for local in [Int64(2_003_600), 2_004_600, 2_007_199] {
            let argument = TimeArgument.date(
                days: local / 86_400,
                nanosecondsOfDay: local % 86_400 * 1_000_000_000
            )
            let found = try argument.nanoseconds(after: nil, actor: "test", offset: offset)
            #expect(found == (local - 3_600) * 1_000_000_000)
        }
    }

    @Test("take the local date of the first message")
    func firstDate() throws {
        let argument = TimeArgument.timeOfDay(nanoseconds: 3_600_000_000_000)
        let late = Int64(86_400 * 4 - 60) * 1_000_000_000
        let west = try argument.nanoseconds(after: late, actor: "test") { _ in -18_000 }
        let east = try argument.nanoseconds(after: late, actor: "test") { _ in 18_000 }
        #expect(west == Int64(86_400 * 3 + 3_600 + 18_000) * 1_000_000_000)
        #expect(east == Int64(86_400 * 4 + 3_600 - 18_000) * 1_000_000_000)
        #expect(throws: GraphError.self) {
            try argument.nanoseconds(after: nil, isUTC: true, actor: "test")
        }
    }

    @Test("may be too far away to be counted")
    func far() throws {
        for text in ["0001-01-01 00:00", "9999-12-31 23:59"] {
            let argument = try TimeArgument(parsing: text, actor: "test")
            #expect(throws: GraphError.self) {
                try argument.nanoseconds(after: nil, isUTC: true, actor: "test")
            }
        }
    }

    @Test("come back from their text", arguments: [0, 1, -1, 1_500_000_000, -1_500_000_000])
    func text(nanoseconds: Int64) {
        let text = TimeArgument.text(nanoseconds: nanoseconds)
        #expect(parse(text) == .sinceOrigin(nanoseconds: nanoseconds))
    }
}
