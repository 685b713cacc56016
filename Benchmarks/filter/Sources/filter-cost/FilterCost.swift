// SPDX-License-Identifier: Apache-2.0

import EventFilter
import SideDescription

/// Knows one number and one text.
struct Contexts: ContextSource {
    let name: InlineArray<8, UInt8> = [119, 111, 114, 107, 101, 114, 45, 49]

    func integer(_ id: ContextID) -> Int64? { id == .cpuID ? 3 : nil }

    func withText<Result>(_ id: ContextID, _ body: (Span<UInt8>) -> Result) -> Result? {
        id == .procname ? body(name.span) : nil
    }
}

/// Holds a filter as a tracer does, in an object that stays.
final class Target: Sendable {
    let filter: LinkedFilter

    init(_ filter: LinkedFilter) {
        self.filter = filter
    }
}

@inline(never)
func match(_ target: Target, _ record: Span<UInt8>) -> Bool {
    target.filter.matches(record, contexts: Contexts())
}

@inline(never)
func nothing(_ target: Target, _ record: Span<UInt8>) -> Bool {
    record.isEmpty
}

@main
struct FilterCost {
    private static let description = SideEventDescription(
        provider: "bench",
        name: "request",
        fields: [
            SideField("status", SideType(.integer(bits: 32, isSigned: true))),
            SideField("size", SideType(.integer(bits: 64, isSigned: false))),
            SideField("ratio", SideType(.float(bits: 64))),
            SideField("path", SideType(.string)),
            SideField("payload", SideType(.bytes(mediaType: "text/plain"))),
            SideField("peer", SideType(.optional(SideType(.string)))),
            SideField("last", SideType(.integer(bits: 32, isSigned: true))),
        ]
    )

    private static let staged: [UInt8] =
        [1, 0, 0, 0, 2, 0, 0, 0] + [200, 0, 0, 0] + [0, 16, 0, 0, 0, 0, 0, 0]
        + (0..<8).map { UInt8(truncatingIfNeeded: (1.5).bitPattern >> (8 * UInt64($0))) }
        + Array("/var/www/static/index.html".utf8) + [0] + [3, 0, 0, 0, 1, 2, 3]
        + [1] + Array("client".utf8) + [0] + [77, 0, 0, 0]

    private static let expressions = [
        "status == 500", "status == 200", "status < 500", "status", "status == 200 && size == 4096",
        "status >= 500 || size > 65536 || ratio > 2", "(status + size * 2) % 7 == 1",
        "path == \"/var/www/static/index.html\"", "path == \"/etc*\"", "path == \"*.html\"",
        "last == 77", "last == 77 && path == \"/var/*\"", "$ctx.vtid == 2", "$ctx.cpu_id == 3",
        "$ctx.procname == \"worker-*\"", "nowhere == 1",
    ]

    static func main() throws {
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 200_000
        let only = CommandLine.arguments.dropFirst(2).first
        let empty = Target(LinkedFilter(try FilterProgram("1"), description: description))
        print("a call that does nothing: \(best(count, empty, nothing).0) ns")
        for expression in expressions where only == nil || only == expression {
            let filter = LinkedFilter(try FilterProgram(expression), description: description)
            let (time, isMatch) = best(count, Target(filter), match)
            print("\(expression): \(time) ns, \(isMatch ? "matches" : "does not match")")
        }
    }

    /// The least time of 100 rounds for one call, call included, and what the calls returned.
    private static func best(
        _ count: Int,
        _ target: Target,
        _ body: (Target, Span<UInt8>) -> Bool
    ) -> (Double, Bool) {
        var least = Duration.seconds(1_000)
        var matches = 0
        for _ in 0..<100 {
            matches = 0
            let time = ContinuousClock().measure {
                for _ in 0..<count { matches += body(target, staged.span) ? 1 : 0 }
            }
            least = min(least, time)
        }
        let picoseconds = least / .nanoseconds(1) * 1_000 / Double(count)
        return (Double(Int(picoseconds / 10)) / 100, matches == count)
    }
}
