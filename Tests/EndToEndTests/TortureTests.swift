// SPDX-License-Identifier: Apache-2.0

import CTFReader
import Foundation
import Testing

@Suite("Torture", .enabled(if: Tools.areBuilt), .serialized)
struct TortureTests {
    private let folder = TemporaryFolder()
    private static let kills = ProcessInfo.processInfo.environment["PLUME_TEST_KILLS"] ?? "2000"

    /// Whose the buffers are, and whether programs have restartable sequences.
    enum Rings: String, CaseIterable, CustomTestStringConvertible {
        case perCPU = "per-cpu"
        case perChannel = "per-channel"
        case perID = "per-id"
        case fallback

        var options: [String] {
            ["--buffer-allocation", self == .fallback ? "per-cpu" : rawValue]
        }

        var environment: [String: String] {
            self == .fallback ? ["GLIBC_TUNABLES": "glibc.pthread.rseq=0"] : [:]
        }

        var testDescription: String { rawValue }
    }

    @Test(
        "kills, stops, migrations and signal handlers leave no record torn, missing or stalled",
        arguments: Rings.allCases
    )
    func kills(rings: Rings) throws {
        let seed =
            ProcessInfo.processInfo.environment["PLUME_TEST_SEED"]
            ?? String(UInt64.random(in: 1...1_000_000))
        let path = folder.path("trace")
        let record = try Finished(
            [Tools.plume, "record", "--json", "--output", path, "--buffer-size", "16M"]
                + rings.options + ["--", Tools.program("torture"), folder.path("tally")]
                + [Self.kills, seed, "20"],
            environment: rings.environment
        )
        let summary = try #require(
            try JSONSerialization.jsonObject(
                with: Data(
                    record.output.split(separator: "\n").last.map(String.init)?.utf8 ?? "".utf8
                )
            ) as? [String: Any],
            "\(record.errors)"
        )
        let counts = try ["discarded", "tooBig", "holes"].map {
            try #require(summary[$0] as? UInt64)
        }
        let discarded = counts.reduce(0, +)
        #expect(record.status == 0, "seed \(seed): \(record.errors)")
        #expect(summary["corruptBytes"] as? Int == 0)

        let writers = try TortureTrace.read(path, seed: seed)
        let tally = try TortureTrace.tallies(folder.path("tally"))
        var recorded: UInt64 = 0
        var missing: UInt64 = 0
        var uncounted: UInt64 = 0
        for (index, called) in tally.enumerated() {
            let writer = writers[UInt32(index)] ?? TortureTrace.Writer()
            // A kill may come after the record and before its tally, never the other way round.
            #expect(writer.last <= called + 1, "seed \(seed), writer \(index)")
            recorded += writer.count
            missing += max(called, writer.last) - writer.count
            uncounted += 1
        }
        #expect(recorded == summary["events"] as? UInt64)
        // A refused record may be killed before or after its loss is counted.
        #expect(missing <= discarded + (discarded == 0 ? 0 : uncounted), "seed \(seed)")
        #expect(discarded <= missing + (discarded == 0 ? 0 : uncounted), "seed \(seed)")
        #expect(recorded > 10_000)
    }

    @Test(
        "kills leave every record of a flight recorder counted, whole and in order",
        arguments: Rings.allCases
    )
    func killsWhileOverwriting(rings: Rings) throws {
        let seed =
            ProcessInfo.processInfo.environment["PLUME_TEST_SEED"]
            ?? String(UInt64.random(in: 1...1_000_000))
        let path = folder.path("trace")
        let record = try Finished(
            [Tools.plume, "record", "--overwrite", "--json", "--output", path, "--buffer-size"]
                + ["512k"] + rings.options + ["--", Tools.program("torture"), folder.path("tally")]
                + [Self.kills, seed, "200"],
            environment: rings.environment
        )
        #expect(record.status == 0, "seed \(seed): \(record.errors)")
        let line = record.output.split(separator: "\n").last.map(String.init) ?? ""
        let summary = try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
            "\(record.errors)"
        )
        #expect(summary["corruptBytes"] as? Int == 0)
        let recorded = try #require(summary["events"] as? UInt64)
        let counts = try ["discarded", "tooBig", "holes"].map {
            try #require(summary[$0] as? UInt64)
        }
        let overwritten = counts.reduce(0, +)
        let writers = try TortureTrace.read(try #require(summary["path"] as? String), seed: seed)
        #expect(writers.values.map(\.count).reduce(0, +) == recorded)
        let tally = try TortureTrace.tallies(folder.path("tally"))
        let called = tally.reduce(0, +)
        // A kill may come after a record and before its tally, once for each writer.
        #expect(recorded + overwritten >= called, "seed \(seed)")
        #expect(recorded + overwritten <= called + UInt64(tally.count), "seed \(seed)")
        #expect(recorded > 0 && overwritten > recorded)
    }

    @Test(
        "a program that overwrites its buffers harms nobody else",
        arguments: 1...12,
        [
            [], ["--overwrite"], ["--buffer-allocation", "per-channel"],
            ["--overwrite", "--buffer-allocation", "per-channel"],
        ]
    )
    func hostileProgram(seed: Int, options: [String]) throws {
        let mode = ["control", "records", "all", "flips"][seed % 4]
        let path = folder.path("trace")
        let record = try Finished(
            [
                Tools.plume, "record", "--json", "--output", path,
            ] + options + ["--", Tools.program("hostile"), mode, "\(seed)"]
        )
        // The program may crash itself; the recorder reports and goes on.
        #expect([0, 139, 135].contains(record.status), "\(record.errors)")
        #expect(record.output.contains(#""schema":1"#))
        // No count is what a program wrote over another.
        let digits = record.output.split { !$0.isNumber }
        #expect(digits.allSatisfy { (UInt64($0) ?? .max) < 1 << 50 }, "\(record.output)")
        // Whatever is written was checked as it was written.
        let view = try Finished([Tools.plume, "view", path])
        #expect(view.status == 0, "\(view.errors)")
    }

    @Test("a controller that is killed or stopped does not hold the program up")
    func controllerDies() throws {
        let path = folder.path("trace")
        let record = try Running([
            Tools.plume, "record", "--output", path, "--", Tools.program("idle"), "3",
        ])
        #expect(record.waits(for: "ready"))
        kill(record.process.processIdentifier, SIGKILL)
        _ = record.wait()
        let view = try Finished([Tools.plume, "view", path])
        #expect(view.status == 0, "\(view.errors)")
        let socket = folder.path("dead.socket")
        let begin = Date()
        let alone = try Finished(
            [Tools.program("everything")],
            environment: ["PLUME_CONTROL": socket]
        )
        #expect(alone.status == 0)
        #expect(Date().timeIntervalSince(begin) < 5)
    }
}
