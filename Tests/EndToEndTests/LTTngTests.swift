// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Traces that LTTng has recorded now, with every kind of field, beside Babeltrace.
@Suite("Traces of LTTng", .enabled(if: Tools.areBuilt))
struct LTTngTests {
    private let folder = TemporaryFolder()

    /// The ways to record.
    private static let traces = [
        "per-uid", "per-pid", "small-buffers", "snapshot", "rotation", "two-channels",
    ]

    private static let forms = [
        [], ["--clock-cycles", "-n", "all", "-f", "all"],
        ["--names=none", "--no-delta", "--clock-date"], ["-c", "sink.text.details"],
        ["-c", "sink.text.details", "-p", "compact=yes"], ["-c", "sink.utils.counter"],
        ["--stream-intersection"],
    ]

    private func plume(_ arguments: [String]) throws -> Finished {
        try Finished([Tools.plume] + arguments, environment: ["TZ": "UTC"])
    }

    private func babeltrace(_ arguments: [String]) throws -> Finished {
        try Finished(["babeltrace2"] + arguments, environment: ["TZ": "UTC"])
    }

    @Test("with every kind of field are the same to the byte, and survive CTF 2 and back")
    func everyField() throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../LTTng/record").standardizedFileURL.path
        let recording = try Finished([script, folder.path("traces")])
        try #require(recording.status == 0, "\(recording.errors)")
        for trace in Self.traces {
            let path = folder.path("traces/\(trace)")
            let check = try plume(["check", path])
            #expect(check.status == 0, "\(check.output)")
            for form in Self.forms { try compare([path] + form) }
            try rewrite(trace, path)
        }
    }

    private func compare(_ arguments: [String]) throws {
        let ours = try plume(["convert"] + arguments)
        let theirs = try babeltrace(arguments)
        #expect(ours.status == 0 && theirs.status == 0, "\(arguments): \(ours.errors)")
        #expect(!ours.output.isEmpty)
        #expect(ours.output == theirs.output, "\(arguments)")
    }

    private func rewrite(_ trace: String, _ source: String) throws {
        let new = folder.path("new-\(trace)")
        let old = folder.path("old-\(trace)")
        for arguments in [[source, "-w", new], [new, "-w", old, "--ctf-version=1"]] {
            let converted = try plume(["convert", "-o", "ctf"] + arguments)
            try #require(converted.status == 0, "\(converted.errors)")
        }
        // Traces are called after their folders, so that all but their names is the same.
        let fields = ["hostname", "domain", "procname", "vpid"].map { "trace:\($0)" }
        for form in [
            ["-n", "all"], ["-f", (fields + ["loglevel", "emf"]).joined(separator: ",")],
        ] {
            let first = try plume(["convert", source] + form).output
            #expect(!first.isEmpty)
            #expect(try plume(["convert", new] + form).output == first, "\(trace) \(form)")
            #expect(try plume(["convert", old] + form).output == first, "\(trace) \(form)")
            #expect(try babeltrace([old] + form).output == first, "\(trace) \(form)")
        }
    }
}
