// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Where an event of a C program happened: in the program, not in the runtime that it calls.
@Suite("The place of an event in C", .enabled(if: Tools.areBuilt))
struct CallerTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let library = root + "/.build/side"

    private let folder = TemporaryFolder()

    /// Records the program: the numbers that it prints, and its events.
    private func record(
        _ flags: [String],
        _ options: [String]
    ) throws -> (bounds: [UInt64], events: [RecordedEvent]) {
        let program = folder.path("caller")
        let built = try Finished(
            ["gcc", "-O1", "-fno-toplevel-reorder", "-o", program] + flags + [
                Self.root + "/Tests/Side/caller.c", "-L" + Self.library, "-lside",
                "-Wl,-rpath," + Self.library,
            ]
        )
        #expect(built.status == 0, "\(built.errors)")
        let record = try Finished(
            [Tools.plume, "record", "--quiet", "--output", folder.path("trace")] + options
                + ["--", program],
            environment: ["PLUME_WAIT_MILLISECONDS": "60000"]
        )
        #expect(record.status == 0, "\(record.errors)")
        let bounds = record.output.split { " \n".contains($0) }.compactMap { UInt64($0) }
        try #require(bounds.count == 4)
        return (bounds, try RecordedEvent.all(folder.path("trace")))
    }

    private func numbers(_ event: RecordedEvent, _ context: String) throws -> [UInt64] {
        let value = event.contexts[context]
        let numbers = try #require((value as? [NSNumber]) ?? (value as? NSNumber).map { [$0] })
        return numbers.map(\.uint64Value)
    }

    @Test("is the call in the program, with the calls above it where there are frame pointers")
    func place() throws {
        let (bounds, events) = try record(
            ["-fno-omit-frame-pointer"],
            ["--context", "ip", "--context", "callstack-user:4"]
        )
        #expect(events.map(\.name) == ["caller:emitted", "caller:varied"])
        for event in events {
            let place = try numbers(event, "ip")[0]
            #expect((bounds[0]..<bounds[1]).contains(place), "\(event)")
            let stack = try numbers(event, "callstack_user_4")
            try #require(stack.count >= 2 && stack[0] == place, "\(event)")
            #expect((bounds[2]..<bounds[3]).contains(stack[1]), "\(event)")
        }
    }

    @Test("is the call in the program without frame pointers, and in filters")
    func withoutFrames() throws {
        let (bounds, events) = try record(
            ["-fomit-frame-pointer"],
            ["--context", "ip", "--filter", "$ctx.ip != 0"]
        )
        #expect(events.count == 2)
        for event in events {
            #expect((bounds[0]..<bounds[1]).contains(try numbers(event, "ip")[0]), "\(event)")
        }
    }
}
