// SPDX-License-Identifier: Apache-2.0

import CTFReader
import Foundation
import Testing

@Suite("Torture", .enabled(if: Tools.areBuilt), .serialized)
struct TortureTests {
    private let folder = TemporaryFolder()
    private static let kills = ProcessInfo.processInfo.environment["PLUME_TEST_KILLS"] ?? "2000"

    /// What the trace says of one writer.
    private struct Writer {
        var count: UInt64 = 0
        var last: UInt64 = 0
    }

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
        let discarded = try #require(summary["discarded"] as? UInt64)
        #expect(record.status == 0, "seed \(seed): \(record.errors)")
        #expect(summary["corruptBytes"] as? Int == 0)

        let writers = try read(path, seed: seed)
        let tally = try tallies()
        var recorded: UInt64 = 0
        var missing: UInt64 = 0
        var uncounted: UInt64 = 0
        for (index, called) in tally.enumerated() {
            let writer = writers[UInt32(index)] ?? Writer()
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
        let overwritten = try #require(summary["discarded"] as? UInt64)
        let writers = try read(try #require(summary["path"] as? String), seed: seed)
        #expect(writers.values.map(\.count).reduce(0, +) == recorded)
        let tally = try tallies()
        let called = tally.reduce(0, +)
        // A kill may come after a record and before its tally, once for each writer.
        #expect(recorded + overwritten >= called, "seed \(seed)")
        #expect(recorded + overwritten <= called + UInt64(tally.count), "seed \(seed)")
        #expect(recorded > 0 && overwritten > recorded)
    }

    /// Checks every record: its text belongs to its number, numbers of a writer rise, times too.
    private func read(_ path: String, seed: String) throws -> [UInt32: Writer] {
        var writers: [UInt32: Writer] = [:]
        var wrong = 0
        for stream in try CTFTrace(paths: [path]).streams.map({ DataStreamCursor($0) }) {
            var time = Int64.min
            var numbers: [UInt32: UInt64] = [:]
            while let message = try stream.next() {
                guard message == .event else { continue }
                // The common context, process and thread, comes before the payload.
                let values = stream.items.dropFirst(2).map(\.self)
                let writer = UInt32(truncatingIfNeeded: values[0].bits)
                let number = values[1].bits
                let length = Int((number &* 31 &+ UInt64(writer)) % 251) / 10 + 1
                let text = stream.window[values[2].range]
                let now = stream.nanoseconds ?? .min
                if text.count != length * 10 || text.last != 0x6A || text.first != 0x61
                    || number <= numbers[writer, default: 0] || now < time
                {
                    wrong += 1
                }
                numbers[writer] = number
                time = now
                writers[writer, default: Writer()].count += 1
                writers[writer, default: Writer()].last = max(
                    writers[writer, default: Writer()].last,
                    number
                )
            }
        }
        #expect(wrong == 0, "seed \(seed)")
        return writers
    }

    private func tallies() throws -> [UInt64] {
        let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("tally")))
        return stride(from: 0, to: data.count, by: 8).map { offset in
            data[offset..<(offset + 8)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
    }

    @Test(
        "a program that overwrites its buffers harms nobody else",
        arguments: 1...12,
        [
            [], ["--overwrite"], ["--buffer-allocation", "per-channel"],
            ["--overwrite", "--buffer-allocation", "per-channel"],
            ["--buffer-allocation", "per-id"],
        ]
    )
    func hostileProgram(seed: Int, options: [String]) throws {
        let mode = ["control", "records", "all"][seed % 3]
        let path = folder.path("trace")
        let record = try Finished(
            [
                Tools.plume, "record", "--json", "--output", path,
            ] + options + ["--", Tools.program("hostile"), mode, "\(seed)"]
        )
        // The program may crash itself; the recorder reports and goes on.
        #expect([0, 139, 135].contains(record.status), "\(record.errors)")
        #expect(record.output.contains(#""schema":1"#))
        let view = try Finished([Tools.plume, "view", path])
        #expect([0, 123].contains(view.status), "\(view.errors)")
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
