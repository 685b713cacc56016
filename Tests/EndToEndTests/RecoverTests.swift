// SPDX-License-Identifier: Apache-2.0

import CTFReader
import Foundation
import Testing

@Suite("Recovery after everything was killed", .enabled(if: Tools.areBuilt), .serialized)
struct RecoverTests {
    private let folder = TemporaryFolder()
    private static let rounds =
        ProcessInfo.processInfo.environment["PLUME_TEST_ROUNDS"].flatMap { Int($0) } ?? 12

    /// A recording of the torture program.
    ///
    /// Foundation gives it a process group of its own, so that one signal reaches all.
    private func record(_ round: Int, _ options: [String], burst: UInt64 = 20) throws -> Running {
        try Running(
            [
                Tools.plume, "record", "--output", folder.path("trace-\(round)"),
                "--shm-path", folder.path("buffers"),
            ] + options + [
                "--", Tools.program("torture"), folder.path("tally-\(round)"), "10000",
                "\(round + 1)", "\(burst)",
            ]
        )
    }

    /// Waits until writers have written, and kills everybody after a random time.
    private func killAll(_ running: Running, _ round: Int, within limit: UInt32) {
        Tally.waits(for: folder.path("tally-\(round)"))
        usleep(UInt32.random(in: 0..<limit))
        kill(-running.process.processIdentifier, SIGKILL)
        _ = running.wait()
    }

    private func recover(_ arguments: [String], to path: String) throws -> Finished {
        try Finished([Tools.plume, "recover"] + arguments + ["--output", path])
    }

    /// Whose the buffers are.
    private static let buffers: [[String]] = [
        ["--buffer-allocation", "per-cpu"], ["--buffer-allocation", "per-channel"],
        ["--buffer-allocation", "per-id"], ["--buffer-ownership", "process"],
    ]

    @Test(
        "finds every committed record exactly once, in packets and buffers together",
        arguments: buffers
    )
    func everyRecord(options: [String]) throws {
        var fromBuffers = 0
        // A controller that makes files for a new process each few milliseconds keeps up with
        // fewer events.
        let burst: UInt64 = options.contains("per-id") ? 3 : 20
        for round in 0..<Self.rounds {
            let running = try record(round, options + ["--buffer-size", "4M"], burst: burst)
            killAll(running, round, within: 400_000)
            let path = folder.path("recovered-\(round)")
            // By the trace and by the buffers, in turn.
            let name = round % 2 == 0 ? folder.path("trace-\(round)") : folder.path("buffers")
            let recovered = try recover([name], to: path)
            #expect(recovered.status == 0, "\(recovered.output)\(recovered.errors)")
            let records = try TortureRecords(path)
            #expect(records.wrong == 0)
            let tally = try Tally(folder.path("tally-\(round)"))
            let isShared = options != Self.buffers[0] && options != Self.buffers[3]
            #expect(records.problems(tally, burst: burst, mayLeaveHoles: isShared) == [])
            if recovered.output.contains(#/[1-9][0-9]* of the buffer/#) { fromBuffers += 1 }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path("buffers"))
            #expect(left.count == 1)
            try FileManager.default.removeItem(atPath: folder.path("buffers"))
            for name in ["trace-\(round)", "recovered-\(round)"] {
                try FileManager.default.removeItem(atPath: folder.path(name))
            }
        }
        #expect(fromBuffers > 0)
    }

    @Test("finds what a flight recorder holds, and counts the rest", arguments: buffers)
    func flightRecorder(options: [String]) throws {
        for round in 0..<max(1, Self.rounds / 5) {
            let running = try record(
                round,
                options + ["--overwrite", "--buffer-size", "512k"]
            )
            killAll(running, round, within: 2_000_000)
            let path = folder.path("recovered-\(round)")
            let recovered = try recover([folder.path("trace-\(round)")], to: path)
            #expect(recovered.status == 0, "\(recovered.output)\(recovered.errors)")
            let records = try TortureRecords(path)
            #expect(records.wrong == 0)
            let tally = try Tally(folder.path("tally-\(round)"))
            let all = UInt64(records.count) + records.discarded
            #expect(all >= tally.total)
            #expect(all <= tally.total + UInt64(tally.counts.count))
            try FileManager.default.removeItem(atPath: folder.path("buffers"))
        }
    }

    @Test("says which buffers are left when all is saved, and how to remove them")
    func leftBuffers() throws {
        let running = try record(1, ["--buffer-size", "4M"])
        killAll(running, 1, within: 100_000)
        let recovered = try recover([folder.path("trace-1")], to: folder.path("new"))
        #expect(recovered.status == 0, "\(recovered.output)\(recovered.errors)")
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path("buffers"))
        let name = try #require(left.first)
        let line = try #require(
            recovered.output.split(separator: "\n").first {
                $0.hasPrefix("The buffers are still in ")
            }
        )
        #expect(line.contains("/buffers/\(name) and take "), "\(line)")
        let remove = String(line.components(separatedBy: "remove them with ").last ?? "")
        #expect(try Finished(["sh", "-c", remove]).status == 0)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path("buffers")).isEmpty
        )
        let again = try recover([folder.path("new")], to: folder.path("newer"))
        #expect(!again.output.contains("The buffers are still"), "\(again.output)")
    }

    @Test("leaves no files behind when a recording ends by itself")
    func normalEnd() throws {
        let path = folder.path("trace")
        let record = try Finished([
            Tools.plume, "record", "--output", path, "--shm-path", folder.path("new/buffers"), "--",
            Tools.program("everything"),
        ])
        #expect(record.status == 0, "\(record.errors)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path("new/buffers")).isEmpty
        )
        #expect(!FileManager.default.fileExists(atPath: "\(path)/.buffers"))
    }

    @Test("takes what the trace has where the buffers are gone, and says so")
    func lostBuffers() throws {
        let running = try record(0, [])
        killAll(running, 0, within: 300_000)
        try FileManager.default.removeItem(atPath: folder.path("buffers"))
        let recovered = try recover([folder.path("trace-0")], to: folder.path("recovered"))
        #expect(recovered.status == 123)
        #expect(recovered.output.contains("are gone"))
        #expect(try TortureRecords(folder.path("recovered")).wrong == 0)
    }

    @Test("refuses buffers that are still recorded")
    func stillRecorded() throws {
        let running = try record(0, [])
        defer {
            kill(-running.process.processIdentifier, SIGKILL)
            _ = running.wait()
        }
        Tally.waits(for: folder.path("tally-0"))
        let refused = try recover([folder.path("buffers")], to: folder.path("recovered"))
        #expect(refused.status == 124)
        #expect(refused.errors.contains("still records it"))
    }

    private struct Abandoned {
        let running: Running
        let program: pid_t
        let tally: Tally

        func end() {
            kill(-program, SIGKILL)
            _ = running.wait()
        }
    }

    /// A recording whose controller is killed while the program and its children stand still.
    ///
    /// They are a session of their own: stopped processes whose parent's group goes away go on.
    private func abandoned(_ options: [String]) throws -> Abandoned {
        // The core dump of the program goes into its working directory.
        let command = """
            cd \(folder.path("")) && ulimit -c unlimited && exec \(Tools.plume) record \
            --output trace --buffer-size 16M \(options.joined(separator: " ")) -- \
            setsid \(Tools.program("torture")) tally 10000 1 20
            """
        let running = try Running(["sh", "-c", command])
        let controller = running.process.processIdentifier
        Tally.waits(for: folder.path("tally"))
        let program = try #require(child(of: controller))
        usleep(200_000)
        kill(-program, SIGSTOP)
        usleep(50_000)
        // The process is not waited for: Foundation waits for its descendants too.
        kill(controller, SIGKILL)
        usleep(50_000)
        return Abandoned(
            running: running,
            program: program,
            tally: try Tally(folder.path("tally"))
        )
    }

    private func child(of process: pid_t) -> pid_t? {
        let list = try? String(
            contentsOfFile: "/proc/\(process)/task/\(process)/children",
            encoding: .utf8
        )
        return list?.split(separator: " ").first.flatMap { pid_t($0) }
    }

    /// Recovers with and without the trace that the controller wrote.
    private func check(_ source: String, _ tally: Tally, mayLeaveHoles: Bool) throws {
        let alone = try recover([source], to: folder.path("alone"))
        let joined = try recover(
            [source, "--trace", folder.path("trace")],
            to: folder.path("joined")
        )
        #expect(alone.status == 0, "\(alone.output)\(alone.errors)")
        #expect(joined.status == 0, "\(joined.output)\(joined.errors)")
        let all = try TortureRecords(folder.path("joined"))
        #expect(all.wrong == 0)
        #expect(all.problems(tally, burst: 20, mayLeaveHoles: mayLeaveHoles) == [])
        let part = try TortureRecords(folder.path("alone"))
        #expect(part.wrong == 0)
        #expect(part.count <= all.count)
        // The rings of two CPUs are taken at different times, so a writer's numbers may have gaps.
        for (writer, numbers) in part.numbers {
            #expect(Set(numbers).isSubset(of: all.numbers[writer] ?? []))
        }
    }

    /// Buffers that one process has a view of; those of the others are in the others.
    private static let common = Array(buffers[..<2])

    @Test("takes from a living program what its dead controller had not taken", arguments: common)
    func livingProgram(options: [String]) throws {
        let abandoned = try abandoned(options)
        defer { abandoned.end() }
        let isShared = options != Self.common[0]
        try check("\(abandoned.program)", abandoned.tally, mayLeaveHoles: isShared)
    }

    @Test("takes the same from the program's core dump", arguments: common)
    func coreDump(options: [String]) throws {
        let abandoned = try abandoned(options)
        defer { abandoned.end() }
        let program = abandoned.program
        // Swift's own handler, which some programs have, leaves this one to the kernel.
        kill(program, SIGSYS)
        kill(program, SIGCONT)
        let names = ["core", "core.\(program)"]
        var core: String?
        for _ in 0..<1_000 {
            if core != nil && kill(program, 0) != 0 { break }
            core = names.map { folder.path($0) }.first {
                FileManager.default.fileExists(atPath: $0)
            }
            usleep(10_000)
        }
        guard let core else {
            // Where the kernel gives core dumps to somebody else, there is none to read.
            let pattern = try String(
                contentsOfFile: "/proc/sys/kernel/core_pattern",
                encoding: .utf8
            )
            #expect(pattern.hasPrefix("|") || pattern.hasPrefix("/"))
            return
        }
        try check(core, abandoned.tally, mayLeaveHoles: options != Self.common[0])
    }
}
