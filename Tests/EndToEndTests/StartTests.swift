// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Programs that start faster than their orders come: what they emit is recorded, discarded, or
/// named as unknown, and never missing.
@Suite("The start of programs", .enabled(if: Tools.areBuilt), .serialized)
struct StartTests {
    private let folder = TemporaryFolder()

    private func program(_ language: String) throws -> String {
        try BurstProgram.path(language, in: folder)
    }

    /// Busy loops that end with the value.
    private final class Load {
        private var loops: [Process] = []

        init(_ count: Int) throws {
            for _ in 0..<count {
                let loop = Process()
                loop.executableURL = URL(fileURLWithPath: "/bin/sh")
                // One that a killed test leaves behind ends by itself.
                loop.arguments = ["-c", "ulimit -t 60; while :; do :; done"]
                try loop.run()
                loops.append(loop)
            }
        }

        deinit { for loop in loops { kill(loop.processIdentifier, SIGKILL) } }
    }

    private func run(
        _ script: String,
        options: [String] = [],
        wait: Int? = nil
    ) throws -> LifeRun {
        try LifeRun(
            ["sh", "-c", script],
            in: folder,
            options: ["--strict", "--buffer-size", "4M"] + options,
            environment: wait.map { ["PLUME_WAIT_MILLISECONDS": "\($0)"] } ?? [:]
        )
    }

    private func number(_ run: LifeRun, _ key: String) -> Int { run.summary[key] as? Int ?? -1 }

    /// Checks that all is accounted for, in the summary, the trace and the status.
    private func expectExact(_ run: LifeRun, emitted: Int, processes: Int) {
        let recorded = number(run, "events")
        let unknown = number(run, "unknown")
        let discarded = number(run, "discarded")
        #expect(recorded + discarded + unknown == emitted, "\(run.summary) \(run.record.errors)")
        #expect(run.traced.values.reduce(0, +) == recorded)
        #expect(number(run, "processes") == processes)
        #expect(number(run, "unknownProcesses") == 0, "\(run.record.errors)")
        #expect(number(run, "refused") == 0, "\(run.record.errors)")
        let isWhole = unknown == 0 && discarded == 0
        #expect(run.record.status == (isWhole ? 0 : 121), "\(run.summary)")
    }

    @Test("200 programs at once, beside a load of 30", arguments: ["C", "Swift"])
    func manyAtOnce(language: String) throws {
        let program = try program(language)
        let load = try Load(30)
        defer { withExtendedLifetime(load) {} }
        let run = try run("for i in $(seq 200); do \(program) 98 & done; wait")
        expectExact(run, emitted: 200 * 100, processes: 200)
    }

    @Test("short programs one after the other, four at a time, beside a load of 30")
    func shortPrograms() throws {
        let wanted = ProcessInfo.processInfo.environment["PLUME_TEST_STARTS"] ?? ""
        let count = (Int(wanted) ?? 200) / 4
        let program = try program("C")
        let load = try Load(30)
        defer { withExtendedLifetime(load) {} }
        let run = try run(
            "for j in 1 2 3 4; do (for i in $(seq \(count)); do \(program) 3; done) & done; wait"
        )
        expectExact(run, emitted: 4 * count * 5, processes: 4 * count)
    }

    @Test(
        "programs that do not wait, or hardly, count what they emit until orders come",
        arguments: ["C", "Swift"],
        [0, 5, 20]
    )
    func shortWaits(language: String, wait: Int) throws {
        let program = try program(language)
        let short = try run("for i in $(seq 20); do \(program) 98; done", wait: wait)
        expectExact(short, emitted: 2_000, processes: 20)
        // Here the orders come meanwhile, and take effect.
        let long = try run("\(program) 98 pause 1000", wait: wait)
        expectExact(long, emitted: 200, processes: 1)
        #expect(number(long, "events") >= 100)
    }

    @Test("what no rule selects is not missed")
    func rules() throws {
        let program = try program("C")
        let run = try run(
            "for i in $(seq 20); do \(program) 98; done",
            options: ["--event", "burst:other"],
            wait: 0
        )
        expectExact(run, emitted: 40, processes: 20)
    }

    @Test("programs that end without a word before their orders come are named")
    func unheard() throws {
        let program = try program("C")
        // The recorder is stopped while the program runs, so that it cannot answer.
        let run = try run(
            "kill -STOP $PPID; \(program) 98 _exit; \(program) 98; kill -CONT $PPID; sleep 0.1",
            wait: 20
        )
        #expect(number(run, "unknownProcesses") == 1, "\(run.summary)")
        #expect(number(run, "unknown") == 100)
        #expect(number(run, "events") == 0)
        #expect(run.record.status == 121)
        #expect(run.record.errors.contains("burst"), "\(run.record.errors)")
    }

    @Test("the trace tells what is unknown")
    func environment() throws {
        let program = try program("C")
        let trace = folder.path("told")
        let script = "kill -STOP $PPID; \(program) 8; kill -CONT $PPID; sleep 0.1; \(program) 8"
        let run = try Finished(
            [Tools.plume, "record", "--output", trace, "--", "sh", "-c", script],
            environment: ["PLUME_WAIT_MILLISECONDS": "20"]
        )
        #expect(run.errors.contains("Unknown: 10 events of 1 process"), "\(run.errors)")
        let metadata = try String(contentsOfFile: trace + "/metadata", encoding: .utf8)
        #expect(metadata.contains("\"unknown_events\":10"), "\(metadata)")
    }

    @Test("children forked after attach are known to the recording and obey it")
    func attachedChildren() throws {
        let program = try BurstProgram.build("burst", in: folder)
        let parent = try Running(
            [program, "1", "family"],
            environment: ["PLUME_TRACER": BurstProgram.libraries + "/libplume-tracer.so.0"]
        )
        let process = parent.process.processIdentifier
        defer { kill(process, SIGKILL) }
        #expect(parent.waits(for: "ready"))
        let recording = try Running([
            Tools.plume, "attach", "\(process)", "--json", "--output", folder.path("family"),
        ])
        let recorder = recording.process.processIdentifier
        #expect(recording.waits { status(recorder).processes.contains(process) })
        kill(process, SIGUSR1)
        #expect(parent.waits(for: "child"))
        // Whoever would send a signal to process -1 would send it to all there are.
        let child = try #require(
            parent.output.firstMatch(of: #/child (\d+)/#).flatMap { Int32($0.1) }
        )
        defer { kill(child, SIGKILL) }
        #expect(recording.waits { status(recorder).processes.contains(child) })
        let disable = try Finished([
            Tools.plume, "disable-event", "burst:*", "--process", "\(child)",
        ])
        #expect(disable.status == 0, "\(disable.errors)")
        // What was in the buffers arrives, and then nothing more.
        var last = -1
        #expect(
            recording.waits {
                usleep(200_000)
                let now = status(recorder).events
                defer { last = now }
                return now == last
            }
        )
        kill(recorder, SIGINT)
        #expect(recording.wait().status == 0)
    }

    /// What a recording says of itself.
    private func status(_ recorder: Int32) -> (processes: [Int32], events: Int) {
        let text = try? Finished([Tools.plume, "status", "\(recorder)", "--json"]).output
        let json = try? JSONSerialization.jsonObject(with: Data((text ?? "").utf8))
        let status = json as? [String: Any] ?? [:]
        let programs = status["programs"] as? [[String: Any]] ?? []
        let channels = status["channels"] as? [[String: Any]] ?? []
        return (
            programs.compactMap { ($0["process"] as? Int).map(Int32.init) },
            channels.first?["events"] as? Int ?? 0
        )
    }
}
