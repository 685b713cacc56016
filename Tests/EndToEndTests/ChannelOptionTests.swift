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
            ["--buffer-allocation", "per-channel", "--auto-reclaim-memory", "consumed"],
            ["--buffer-allocation", "per-channel", "--overwrite"],
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

    @Test("no event is lost where events wait for room", arguments: ["per-cpu", "per-channel"])
    func blocking(allocation: String) throws {
        let result = try summary(
            ["--buffer-size", "128k", "--blocking-timeout", "20s"]
                + ["--buffer-allocation", allocation],
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

    @Test("a data stream keeps its newest files", arguments: [nil, 3])
    func files(count: Int?) throws {
        let options = count.map { ["--tracefile-count", "\($0)"] } ?? []
        let result = try summary(
            ["--tracefile-size", "512k", "--blocking-timeout", "20s"] + options,
            [Tools.program("flight"), "2", "200000"]
        )
        #expect(result["events"] as? Int == 400_000)
        let path = try #require(result["path"] as? String)
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        for name in names where name.hasPrefix("channel0_") {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
            #expect(try #require(attributes[.size] as? Int) <= 512 << 10)
            let index = "\(path)/index/\(name).idx"
            #expect(FileManager.default.fileExists(atPath: index))
        }
        let check = try Finished([Tools.plume, "check", path])
        #expect(check.status == 0, "\(check.output)")
        let view = try Finished([Tools.plume, "view", path])
        let lines = view.output.split(separator: "\n").count
        for cpu in 0..<64 {
            let own = names.filter { $0.hasPrefix("channel0_\(cpu)_") }
            if let count { #expect(own.count <= count) }
        }
        #expect(count == nil ? lines == 400_000 : lines < 200_000 && lines > 10_000)
        // The newest event is always there.
        #expect(view.output.contains("number = 200000 }"))
    }
}
