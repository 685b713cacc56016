// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Memory and events of a channel", .enabled(if: Tools.areBuilt), .serialized)
struct ChannelOptionTests {
    private let folder = TemporaryFolder()

    private func summary(_ options: [String], _ program: [String]) throws -> [String: Any] {
        let record = try Finished(
            [Tools.plume, "record", "--json", "--output", folder.path("trace")] + options + ["--"]
                + program
        )
        #expect(record.status == 0, "\(record.errors)")
        let line = record.output.split(separator: "\n").last.map(String.init) ?? ""
        return try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
            "\(record.output)"
        )
    }

    @Test(
        "no event is lost without being counted, however buffers take and give memory",
        arguments: [
            [], ["--buffer-preallocation", "preallocate"], ["--auto-reclaim-memory", "consumed"],
            ["--auto-reclaim-memory", "consumed", "--buffer-size", "128k"],
            ["--buffer-preallocation", "preallocate", "--auto-reclaim-memory", "consumed"],
            ["--overwrite", "--buffer-preallocation", "preallocate"],
        ]
    )
    func memory(options: [String]) throws {
        let result = try summary(
            ["--buffer-size", "8M"] + options,
            [Tools.program("flight"), "2", "300000"]
        )
        let recorded = try #require(result["events"] as? Int)
        let discarded = try #require(result["discarded"] as? Int)
        #expect(recorded + discarded == 600_000)
        let held = try #require(result["bufferBytes"] as? Int)
        if options.contains("consumed") && !options.contains("preallocate") {
            // What was read last waits until there is enough of it to be worth a system call.
            #expect(held < 1 << 20)
        } else if options.contains("preallocate") && !options.contains("consumed") {
            #expect(held >= 16 << 20)
        }
        let check = try Finished([Tools.plume, "check", try #require(result["path"] as? String)])
        #expect(check.status == 0, "\(check.output)")
    }

    @Test(
        "events are selected by their level",
        arguments: [
            ("--log-level", "debug", 3), ("--log-level", "TRACE_WARNING", 1),
            ("--log-level-only", "warning", 1), ("--log-level-only", "info", 2),
            ("--log-level", "err", 0),
        ]
    )
    func levels(option: String, level: String, count: Int) throws {
        let result = try summary(
            [option, level, "--exclude", "all:large"],
            [Tools.program("everything")]
        )
        #expect(result["events"] as? Int == count)
    }
}
