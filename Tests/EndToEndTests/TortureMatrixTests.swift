// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Every kind of channel under kills and migrations: what was emitted is recorded or counted.
@Suite("Every kind of channel", .enabled(if: Tools.areBuilt), .serialized)
struct TortureMatrixTests {
    /// One kind of channel.
    struct Kind: CustomTestStringConvertible {
        let lossMode: [String]
        let allocation: String
        let ownership: String
        let preallocation: String

        static let all: [Kind] = {
            let lossModes =
                [["--buffer-size", "256k"], ["--overwrite", "--buffer-size", "256k"]]
                + [["--blocking-timeout", "2ms", "--buffer-size", "128k"]]
            let buffers = [
                ("per-cpu", "user"), ("per-cpu", "process"), ("per-channel", "user"),
                ("per-channel", "process"), ("per-id", "process"),
            ]
            return lossModes.flatMap { lossMode in
                buffers.flatMap { buffer in
                    ["on-demand", "preallocate"].map {
                        Kind(
                            lossMode: lossMode,
                            allocation: buffer.0,
                            ownership: buffer.1,
                            preallocation: $0
                        )
                    }
                }
            }
        }()

        var options: [String] {
            lossMode + ["--buffer-allocation", allocation, "--buffer-ownership", ownership]
                + ["--buffer-preallocation", preallocation]
        }

        var testDescription: String { options.joined(separator: " ") }
    }

    private static let kills =
        ProcessInfo.processInfo.environment["PLUME_TEST_MATRIX_KILLS"] ?? "40"

    @Test("loses nothing without counting it", arguments: Kind.all)
    func kind(_ kind: Kind) throws {
        let folder = TemporaryFolder()
        let seed =
            ProcessInfo.processInfo.environment["PLUME_TEST_SEED"]
            ?? String(UInt64.random(in: 1...1_000_000))
        let record = try Finished(
            [Tools.plume, "record", "--json", "--output", folder.path("trace")] + kind.options
                + ["--", Tools.program("torture"), folder.path("tally"), Self.kills, seed]
                + ["60", "4"]
        )
        #expect(record.status == 0, "seed \(seed): \(record.errors)")
        let line = record.output.split(separator: "\n").last.map(String.init) ?? ""
        let summary = try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
            "\(record.errors)"
        )
        #expect(summary["corruptBytes"] as? Int == 0)
        let recorded = try #require(summary["events"] as? Int)
        let counted = try ["discarded", "tooBig", "holes"].reduce(0) { sum, name in
            sum + (try #require(summary[name] as? Int))
        }
        let tally = try TortureTrace.tallies(folder.path("tally")).filter { $0 > 0 }
        let called = Int(tally.reduce(0, +))
        // A kill may come between an event, its count and its tally, once for each writer.
        #expect(abs(recorded + counted - called) <= tally.count, "seed \(seed)")
        #expect(recorded > 1_000 && summary["tooBig"] as? Int ?? 0 > 0)
        let path = try #require(summary["path"] as? String)
        let writers = try TortureTrace.read(path, seed: seed)
        #expect(writers.values.map(\.count).reduce(0, +) == UInt64(recorded))
        let check = try Finished([Tools.plume, "check", path])
        #expect(check.status == 0, "seed \(seed): \(check.output)")
    }
}
