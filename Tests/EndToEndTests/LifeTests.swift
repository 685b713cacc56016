// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Programs do what programs do while they are recorded: none may notice, and no event may be lost
/// silently.
///
/// docs/life-of-a-program.md has the table.
@Suite("The life of a program", .enabled(if: Tools.areBuilt), .serialized)
struct LifeTests {
    private let folder = TemporaryFolder()
    private static let isRoot = geteuid() == 0

    @Test("events before main, in hooks at the end, with a thread still running, are recorded")
    func early() throws {
        try LifeRun(scenario: "early", in: folder).expectWhole(processes: 1, known: 1)
    }

    @Test("a program that closes all descriptors and uses their numbers")
    func closesAll() throws {
        try LifeRun(scenario: "close", in: folder).expectWhole(processes: 1, known: 1)
    }

    @Test("the program sees only its own descriptors, before exec and after it")
    func descriptors() throws {
        let tally = folder.path("alone")
        let alone = try Finished(
            [Tools.program("life"), "descriptors", tally],
            environment: ["PLUME": "off"]
        )
        let attachable = try Finished([Tools.program("life"), "descriptors", tally])
        #expect(attachable.output == alone.output)
        for scenario in ["descriptors", "exec"] {
            let run = try LifeRun(scenario: scenario, in: folder)
            run.expectWhole(processes: 1)
            #expect(run.record.output.hasPrefix(alone.output))
        }
    }

    @Test("a program without a free descriptor describes an event")
    func exhaustedDescriptors() throws {
        try LifeRun(scenario: "exhaust", in: folder).expectWhole(processes: 1)
    }

    private func owned(_ ownership: String) -> [String] {
        ["--buffer-ownership", ownership, "--buffer-size", "1M"]
    }

    @Test(
        "children of fork are known and recorded under their own identity",
        arguments: ["user", "process"]
    )
    func forks(ownership: String) throws {
        try LifeRun(scenario: "fork", in: folder, options: owned(ownership)).expectWhole(
            processes: 3
        )
        try LifeRun(scenario: "fork-later", in: folder, options: owned(ownership)).expectWhole(
            processes: 2,
            known: 2
        )
    }

    @Test("a hundred children, one after the other", arguments: ["user", "process"])
    func manyForks(ownership: String) throws {
        try LifeRun(scenario: "fork-many", in: folder, options: owned(ownership)).expectWhole(
            processes: 101
        )
    }

    @Test(
        "forks while other threads trace, and in handlers of signals",
        arguments: ["user", "process"]
    )
    func forksAside(ownership: String) throws {
        try LifeRun(scenario: "fork-threads", in: folder, options: owned(ownership)).expectWhole(
            processes: 21
        )
        try LifeRun(scenario: "fork-signal", in: folder, options: owned(ownership)).expectWhole(
            processes: 21
        )
    }

    @Test("children of vfork and of the bare system call clone")
    func otherChildren() throws {
        try LifeRun(scenario: "vfork", in: folder).expectWhole(processes: 1)
        // Such a child keeps its parent's identity: nothing tells the library of it.
        let clone = try LifeRun(scenario: "clone", in: folder)
        #expect(clone.record.status == 0)
        #expect(clone.traced.values.reduce(0, +) == clone.emitted.values.reduce(0, +))
    }

    @Test("a daemon is recorded as long as the recording lasts")
    func daemon() throws {
        let life = Tools.program("life")
        let run = try LifeRun(["sh", "-c", "\(life) daemon TALLY; sleep 1"], in: folder)
        run.expectWhole(processes: 2, known: 2)
    }

    @Test("an instrumented library that is unloaded while a thread uses its events")
    func libraries() throws {
        // The library brings a runtime of its own, which introduces itself.
        try LifeRun(scenario: "library", in: folder).expectWhole(processes: 1, known: 2)
    }

    @Test("exec keeps the recording and nothing of the old program")
    func exec() throws {
        let run = try LifeRun(scenario: "exec", in: folder)
        run.expectWhole(processes: 1, known: 2)
        #expect(run.traced.values.reduce(0, +) == 8)
    }

    @Test("a program without room for the buffers runs untraced, and that is said")
    func noAddressSpace() throws {
        let life = Tools.program("life")
        let run = try LifeRun(
            ["prlimit", "--as=\(500 << 20)", "--", life, "plain", "TALLY"],
            in: folder,
            options: ["--buffer-size", "512M"]
        )
        #expect(run.record.status == 0, "\(run.record.errors)")
        #expect(run.emitted.values.reduce(0, +) == 10)
        #expect(run.record.errors.contains("runs untraced: its buffers cannot be mapped"))
        #expect(run.summary["refused"] as? Int == 1)
        try LifeRun(scenario: "memory", in: folder).expectWhole(processes: 1)
    }

    @Test("a program with too few descriptors for the tracer runs untraced, and that is said")
    func fewDescriptors() throws {
        let life = Tools.program("life")
        let run = try LifeRun(
            ["prlimit", "--nofile=4", "--", life, "plain", "TALLY"],
            in: folder
        )
        #expect(run.record.status == 0, "\(run.record.errors)")
        #expect(run.emitted.values.reduce(0, +) == 10)
        #expect(run.record.errors.contains("runs untraced"))
    }

    @Test("set-user-ID programs ignore the recording", .enabled(if: isRoot))
    func setUserID() throws {
        let copy = folder.path("life-of-nobody")
        for step in [
            ["cp", Tools.program("life"), copy], ["chown", "65534:65534", copy],
            ["chmod", "4755", copy],
        ] {
            #expect(try Finished(step).status == 0)
        }
        // The folder is root's alone; the tally goes where nobody can write.
        let tally = "/tmp/life-tally-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: tally) }
        let alone = try Finished([copy, "plain", tally])
        let run = try LifeRun([copy, "plain", tally], in: folder)
        #expect(alone.status == 0)
        #expect(run.summary["status"] as? Int == 0)
        #expect(run.summary["processes"] as? Int == 0)
        #expect(run.traced.isEmpty)
    }

    @Test("chroot after the start changes nothing", .enabled(if: isRoot))
    func chroot() throws {
        try LifeRun(scenario: "chroot", in: folder).expectWhole(processes: 1)
    }

    @Test("without a controller to reach and a place to listen, the program goes on silently")
    func nowhere() throws {
        let alone = try Finished(
            [Tools.program("life"), "plain", folder.path("tally")],
            environment: [
                "PLUME_CONTROL": "/proc/nowhere/socket", "XDG_RUNTIME_DIR": "/proc/nowhere",
            ]
        )
        #expect(alone.status == 0 && alone.output.isEmpty && alone.errors.isEmpty)
        guard Self.isRoot else { return }
        let script = "mount -t tmpfs -o ro none /run && exec \(Tools.program("life")) plain TALLY"
        try LifeRun(["unshare", "-m", "sh", "-c", script], in: folder).expectNothing()
    }

    @Test("a filter that refuses the tracer's calls leaves the program unharmed")
    func filters() throws {
        try LifeRun(scenario: "filter-start", in: folder).expectNothing()
        try LifeRun(scenario: "filter-later", in: folder).expectUnharmed(atLeast: 10)
    }

    @Test("processes of other namespaces with equal ids", .enabled(if: isRoot))
    func namespaces() throws {
        let life = Tools.program("life")
        let one = "unshare -pf \(life) plain TALLY"
        let run = try LifeRun(["sh", "-c", "\(one); \(one)"], in: folder)
        // Each is process 1 of its own namespace, as LTTng's vpid is: the trace keeps both.
        #expect(run.record.status == 0, "\(run.record.errors)")
        #expect(run.traced == ["1": 20])
        #expect(run.emitted == ["1": 20])
        #expect(run.summary["processes"] as? Int == 2)
    }

    @Test("a controller that is stopped costs the program one wait; one that is killed, none")
    func controllers() throws {
        for (signal, limit) in [(SIGSTOP, 6.0), (SIGKILL, 3.5)] {
            let path = folder.path("trace-\(signal)")
            let tally = folder.path("tally-\(signal)")
            let record = try Running([
                Tools.plume, "record", "--output", path, "--", Tools.program("life"), "wait", tally,
            ])
            #expect(record.waits(for: "ready"))
            let begin = Date()
            kill(record.process.processIdentifier, signal)
            while !FileManager.default.fileExists(atPath: tally),
                Date().timeIntervalSince(begin) < 10
            {
                usleep(10_000)
            }
            #expect(Date().timeIntervalSince(begin) < limit)
            if signal == SIGSTOP { kill(record.process.processIdentifier, SIGCONT) }
            _ = record.wait()
        }
    }
}

extension LifeRun {
    /// Checks that the program lived as it would have without a recording, of which it is no part.
    func expectNothing() {
        expectUnharmed(atLeast: 0)
        #expect(traced.isEmpty)
    }

    /// Checks that the program ended well and what it emitted is in the trace at least to a number.
    func expectUnharmed(atLeast count: Int) {
        #expect(summary["status"] as? Int == 0, "\(record.errors)")
        #expect(!emitted.isEmpty)
        #expect(traced.values.reduce(0, +) >= count)
    }
}
