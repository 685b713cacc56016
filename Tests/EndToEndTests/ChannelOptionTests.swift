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

    @Test("no event is lost where events wait for room")
    func blocking() throws {
        let result = try summary(
            ["--buffer-size", "128k", "--blocking-timeout", "20s"],
            [Tools.program("flight"), "2", "300000"]
        )
        #expect(result["discarded"] as? Int == 0)
        #expect(result["events"] as? Int == 600_000)
    }

    @Test("a stopped controller costs a program that waits for room one wait, not all")
    func stoppedController() throws {
        let done = folder.path("done")
        try FileManager.default.createDirectory(
            atPath: folder.path("."),
            withIntermediateDirectories: true
        )
        // Stopped once the program is recorded: before, the program would run untraced.
        let command = "(sleep 0.1; kill -STOP $PPID) & \(Tools.program("flight")) 2 20000000"
        let record = try Running([
            Tools.plume, "record", "--json", "--output", folder.path("trace"), "--buffer-size",
            "128k", "--blocking-timeout", "300ms", "--", "sh", "-c", "\(command); touch \(done)",
        ])
        let begin = Date()
        while !FileManager.default.fileExists(atPath: done), Date().timeIntervalSince(begin) < 20 {
            usleep(10_000)
        }
        #expect(FileManager.default.fileExists(atPath: done))
        kill(record.process.processIdentifier, SIGCONT)
        let finished = record.wait()
        #expect(finished.status == 0, "\(finished.errors)")
        let line = finished.output.split(separator: "\n").last.map(String.init) ?? ""
        let result = try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        )
        let recorded = try #require(result["events"] as? Int)
        let discarded = try #require(result["discarded"] as? Int)
        #expect(recorded > 0 && discarded > 0 && recorded + discarded == 40_000_000)
    }
}
