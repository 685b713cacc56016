// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("plume list and idle programs", .enabled(if: Tools.areBuilt), .serialized)
struct ListTests {
    @Test("a running process tells its tracepoints")
    func process() throws {
        let idle = try Running([Tools.program("idle")])
        defer { idle.process.terminate() }
        #expect(idle.waits(for: "ready"))
        let list = try Finished([Tools.plume, "list", "\(idle.process.processIdentifier)"])
        #expect(list.status == 0)
        #expect(list.output == "idle:ready (info)\n")
        let json = try Finished([
            Tools.plume, "list", "--json", "\(idle.process.processIdentifier)",
        ])
        #expect(json.output.contains(#""provider":"idle","name":"ready","level":"info""#))
        let file = try Finished([Tools.plume, "list", Tools.program("idle")])
        #expect(file.status == 120)
        #expect(file.errors.contains("plume list PID"))
        #expect(try Finished([Tools.plume, "list", "/etc/passwd"]).status == 124)
    }

    @Test("an idle program never wakes up, and has no other thread when it may not be attached to")
    func idle() throws {
        for (attach, threads) in [("on", 2), ("off", 1)] {
            let idle = try Running([Tools.program("idle")], environment: ["PLUME_ATTACH": attach])
            defer { idle.process.terminate() }
            #expect(idle.waits(for: "ready"))
            // Its only wake-up is the one after which it listens.
            usleep(500_000)
            let folder = "/proc/\(idle.process.processIdentifier)/task"
            let before = try switches(folder)
            #expect(before.count == threads)
            usleep(2_000_000)
            #expect(try switches(folder) == before)
        }
    }

    /// The context switches of each thread: a sleeping thread has no new ones.
    private func switches(_ folder: String) throws -> [String: String] {
        var counts: [String: String] = [:]
        for task in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let status = try String(contentsOfFile: "\(folder)/\(task)/status", encoding: .utf8)
            counts[task] = status.split(separator: "\n").filter { $0.contains("ctxt_switches") }
                .joined()
        }
        return counts
    }
}
