// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Programs that cannot be recorded: each is refused, counted, said, and fails `--strict`.
@Suite("Refused programs", .enabled(if: Tools.areBuilt), .serialized)
struct RefusalTests {
    private static let isRoot = getuid() == 0

    private let folder = TemporaryFolder()

    private func number(_ run: LifeRun, _ key: String) -> Int { run.summary[key] as? Int ?? -1 }

    /// Checks that so many programs of 100 events each are recorded or refused.
    private func expectCounted(_ run: LifeRun, programs: Int) {
        let refused = number(run, "refused")
        #expect(refused > 0 && refused < programs, "\(run.summary)")
        #expect(number(run, "unknownProcesses") == 0, "\(run.record.errors)")
        #expect(
            number(run, "events") + number(run, "unknown") + number(run, "discarded")
                <= programs * 100
        )
        #expect(number(run, "events") >= (programs - refused) * 100, "\(run.summary)")
        #expect(run.record.errors.contains("runs untraced"), "\(run.record.errors)")
        #expect(run.record.status == 121, "\(run.record.errors)")
    }

    @Test("by a recording that may open too few files")
    func fewDescriptors() throws {
        let program = try BurstProgram.path("C", in: folder)
        let script = "for i in $(seq 40); do \(program) 48 pause 1500 & done; wait"
        let trace = folder.path("few")
        let record = try Finished([
            "prlimit", "--nofile=24", Tools.plume, "record", "--strict", "--json", "--output",
            trace, "--", "sh", "-c", script,
        ])
        let run = try LifeRun(record, trace: trace)
        expectCounted(run, programs: 40)
    }

    @Test("by a recording that has no address space for the buffers of all")
    func noAddressSpace() throws {
        let program = try BurstProgram.path("C", in: folder)
        let script =
            "ulimit -S -v unlimited; for i in $(seq 40); do \(program) 48 pause 1500 & done; wait"
        let trace = folder.path("space")
        let record = try Finished([
            "prlimit", "--as=\(1 << 30):unlimited", Tools.plume, "record", "--strict", "--json",
            "--buffer-ownership", "process", "--buffer-size", "16M", "--output", trace, "--", "sh",
            "-c", script,
        ])
        let run = try LifeRun(record, trace: trace)
        expectCounted(run, programs: 40)
    }

    @Test("root's recording takes the programs of other users", .enabled(if: isRoot))
    func otherUsers() throws {
        let copy = "/tmp/plume-burst-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: copy) }
        let program = try BurstProgram.path("Swift", in: folder)
        #expect(try Finished(["cp", program, copy]).status == 0)
        #expect(try Finished(["chmod", "755", copy]).status == 0)
        let other = "setpriv --reuid 65534 --regid 65534 --clear-groups \(copy) 48"
        let run = try LifeRun(
            ["sh", "-c", "\(other); \(copy) 48; \(other)"],
            in: folder,
            options: ["--strict"]
        )
        #expect(run.record.status == 0, "\(run.record.errors)")
        #expect(number(run, "events") == 150)
        #expect(number(run, "processes") == 3)
    }

    @Test("descriptions of 355 kB and 1.1 MB are like any other")
    func longDescriptions() throws {
        let program = try BurstProgram.build("long", in: folder)
        let run = try LifeRun([program], in: folder, options: ["--strict"])
        #expect(number(run, "events") == 30, "\(run.record.errors)")
        #expect(number(run, "leftOut") == 0)
        #expect(run.record.status == 0, "\(run.record.errors)")
    }
}
