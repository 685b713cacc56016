// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Programs that describe events at random, recorded for real and read back.
@Suite("Random descriptions", .enabled(if: Tools.areBuilt), .serialized)
struct RandomEventTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let libraries = root + "/.build/side"
    private static let count = 2_500
    /// The same events in each run; `PLUME_TEST_SEED` names others.
    private static let seed =
        ProcessInfo.processInfo.environment["PLUME_TEST_SEED"].flatMap { UInt32($0) }
        ?? 138_569_202

    private let folder = TemporaryFolder()

    private func program(_ language: String) throws -> String {
        guard language == "C" else { return Tools.program("random") }
        let path = folder.path("random")
        let sources = try FileManager.default
            .contentsOfDirectory(atPath: Self.root + "/Tests/Side/random")
            .filter { $0.hasSuffix(".c") }.map { Self.root + "/Tests/Side/random/" + $0 }
        let built = try Finished(
            [
                "gcc", "-std=gnu11", "-O1", "-g", "-Wall", "-Wextra", "-Werror",
                "-Wno-address-of-packed-member", "-o", path,
            ] + sources.sorted() + [
                "-L" + Self.libraries, "-lside", "-Wl,-rpath," + Self.libraries,
            ]
        )
        #expect(built.status == 0, "\(built.errors)")
        return path
    }

    @Test("are read back as they were emitted", arguments: ["C", "Swift"], ["ctf-2", "ctf-1.8"])
    func roundTrip(language: String, format: String) throws {
        let trace = folder.path("trace")
        let (emitted, recorded) = (folder.path("emitted"), folder.path("recorded"))
        // What the programs print is not always UTF-8, so it goes to files.
        let record = try Finished(
            [
                Tools.plume, "record", "--strict", "--trace-format", format, "--output", trace,
                "--", "sh", "-c", #"exec "$0" "$1" "$2" >"$3""#, try program(language),
                "\(Self.seed)", "\(Self.count)", emitted,
            ],
            environment: ["PLUME_WAIT_MILLISECONDS": "60000"]
        )
        #expect(record.status == 0, "seed \(Self.seed): \(record.errors)")
        let json = try Finished([
            "sh", "-c", #"exec "$0" convert -o json "$1" >"$2""#, Tools.plume, trace, recorded,
        ])
        #expect(json.status == 0, "seed \(Self.seed): \(json.errors)")
        let compare = try Finished([
            Self.root + "/Tests/Side/random/compare.py", emitted, recorded, format,
        ])
        #expect(compare.status == 0, "seed \(Self.seed): \(compare.errors)")
        #expect(compare.output == "\(Self.count) events are equal\n")
        let view = try Finished([
            "sh", "-c", #""$0" view "$1" >/dev/null && "$0" check "$1""#, Tools.plume, trace,
        ])
        #expect(view.status == 0, "seed \(Self.seed): \(view.output)\(view.errors)")
    }
}
