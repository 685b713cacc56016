// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Debuggers find the tracepoints of Swift's macros by their notes.
///
/// `Tests/Headers/probes` shows the same for C. The program hits one tracepoint 200 times.
@Suite("Debuggers and a tracepoint in Swift", .enabled(if: Tools.areBuilt), .serialized)
struct DebuggerTests {
    private let program = Tools.program("probed")
    private let folder = TemporaryFolder()

    @Test("gdb stops at each hit, which nothing else enables")
    func stops() throws {
        // Programs of tests start with signals blocked, and gdb waits for one; a shell unblocks it.
        let gdb = try Finished([
            "bash", "-c", "\"$@\"", "bash", "timeout", "120", "gdb", "-q", "-batch", "-nx", "-ex",
            "set breakpoint pending off",
            "-ex", "set debuginfod enabled off", "-ex", "break -probe-stap probed:hit",
            "-ex", "ignore 1 199", "-ex", "run", "-ex", "info breakpoints", "-ex", "delete",
            "-ex", "continue", program,
        ])
        #expect(gdb.output.contains("breakpoint already hit 200 times"), "\(gdb)")
        #expect(gdb.output.contains("evaluated 200 of 200"), "\(gdb)")
        #expect(try Finished([program]).output == "evaluated 0 of 200\n")
    }

    @Test("bpftrace counts the hits of a program that nobody records, and what a trace holds")
    func bpftrace() throws {
        // Kernels and containers may forbid what bpftrace does.
        guard try Finished(["bpftrace", "-e", "BEGIN { exit() }"]).status == 0 else { return }
        let count = [
            "bpftrace", "-e", "usdt:\(program):probed:hit { @hits = count(); }", "-c", program,
        ]
        let alone = try Finished(count)
        #expect(alone.output.contains("@hits: 200\n"), "\(alone)")
        #expect(alone.output.contains("evaluated 200 of 200\n"))
        let both = try record(count)
        #expect(both.output.contains("@hits: 200\n"), "\(both)")
        #expect(try recordedHits() == 200)
    }

    @Test("perf counts the hits of a program that nobody records, and what a trace holds")
    func perf() throws {
        let perf = ["perf", "--buildid-dir", folder.path("debug")]
        let known = try Finished(perf + ["buildid-cache", "--add", program])
        let added = try Finished(perf + ["probe", "sdt_probed:hit"])
        // Kernels and containers may forbid new events.
        guard known.status == 0, added.status == 0 else { return }
        defer { _ = try? Finished(perf + ["probe", "--del", "sdt_probed:*"]) }
        let count = ["perf", "stat", "-x", ",", "-e", "sdt_probed:hit"]
        let alone = try Finished(count + [program])
        #expect(alone.errors.contains("200,,sdt_probed:hit,"), "\(alone)")
        #expect(alone.output == "evaluated 200 of 200\n")
        let both = try record(count + [program])
        #expect(both.errors.contains("200,,sdt_probed:hit,"), "\(both)")
        #expect(try recordedHits() == 200)
    }

    private func record(_ command: [String]) throws -> Finished {
        try Finished(
            [Tools.plume, "record", "--output", folder.path("trace"), "--"] + command
        )
    }

    private func recordedHits() throws -> Int {
        let view = try Finished([Tools.plume, "view", folder.path("trace")])
        return view.output.split(separator: "\n").count { $0.contains(" probed:hit: ") }
    }
}
