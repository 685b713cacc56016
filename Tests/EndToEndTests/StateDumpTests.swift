// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What programs tell of their state when a recording begins, and when they are asked.
@Suite("State dumps", .enabled(if: Tools.areBuilt), .serialized)
struct StateDumpTests {
    private let folder = TemporaryFolder()

    /// The names of the events of a trace, without the provider, and the first field of each.
    private func steps(_ trace: String) throws -> [String] {
        let view = try Finished([Tools.plume, "convert", trace])
        // Where the recording has not begun yet, there is nothing.
        return view.output.split(separator: "\n").compactMap { line in
            line.firstMatch(of: #/ \w+:(\w+): \{[^}]*\}, \{[^}]*\}, \{ \w+ = "?(\w+)"? \}/#)
                .map { "\($0.1) \($0.2)" }
        }
    }

    private let dump = [
        "statedump_begin connections", "connection 1", "connection 2", "connection 3",
        "statedump_end connections",
    ]

    @Test("come at the beginning of each recording, and on command")
    func beginning() throws {
        let trace = folder.path("trace")
        let end = folder.path("end")
        let recording = try Running(
            [Tools.plume, "record", "--output", trace, "--", Tools.program("state"), end]
        )
        #expect(recording.waits { (try? steps(trace)) == dump })
        // Another recording of the same program begins.
        let second = folder.path("second")
        let name = "state"
        let attached = try Running(
            [Tools.plume, "attach", name, "--output", second, "--duration", "3s"]
        )
        #expect(attached.wait().status == 0)
        #expect(try steps(second) == dump)
        let count = try steps(trace).count
        let regenerated = try Finished([
            Tools.plume, "regenerate", "statedump", "\(recording.process.processIdentifier)",
        ])
        #expect(regenerated.status == 0, "\(regenerated.errors)")
        #expect(regenerated.output == "1 process was asked.\n")
        #expect(recording.waits { (try? steps(trace).count) == count + dump.count })
        #expect(FileManager.default.createFile(atPath: end, contents: nil))
        #expect(recording.wait().status == 0)
        #expect(try steps(trace).suffix(dump.count) == dump[...])
    }

    /// Builds the program in C that does the same.
    private func buildC() throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        let path = folder.path("state")
        let libraries = root + "/.build/side"
        let built = try Finished([
            "gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-I\(root)/include", "-o", path,
            root + "/Tests/Side/state.c", "-Wl,--no-as-needed", "-L" + libraries, "-lside",
            "-Wl,-rpath," + libraries,
        ])
        #expect(built.status == 0, "\(built.errors)")
        return path
    }

    /// The steps of a snapshot that tell state.
    private func state(_ snapshot: String) throws -> [String] {
        try steps(snapshot).filter { !$0.hasPrefix("step ") }
    }

    @Test(
        "are in every snapshot of a ring that went round long ago, or goes round all the time",
        arguments: ["100000", "flood"],
        ["Swift", "C"]
    )
    func snapshots(way: String, language: String) throws {
        let program = language == "C" ? try buildC() : Tools.program("state")
        let flight = folder.path("flight")
        let end = folder.path("end")
        let recording = try Running(
            [
                Tools.plume, "record", "--overwrite", "--buffer-size", "64k", "--output", flight,
                "--", program, end, way,
            ]
        )
        #expect(recording.waits(for: "ready"))
        let recorder = "\(recording.process.processIdentifier)"
        for number in 1...3 {
            let taken = try Finished([Tools.plume, "snapshot", recorder])
            #expect(taken.status == 0, "\(taken.errors)")
            let told = try state("\(flight)/snapshot-\(number)")
            #expect(told.suffix(dump.count) == dump[...], "\(told)")
            #expect(try steps("\(flight)/snapshot-\(number)").contains { $0.hasPrefix("step ") })
        }
        #expect(FileManager.default.createFile(atPath: end, contents: nil))
        let finished = recording.wait()
        #expect(finished.status == 0, "\(finished.errors)")
        // Nobody tells it at the end; what was told before is still there.
        #expect(try state("\(flight)/snapshot-4").suffix(dump.count) == dump[...])
        let check = try Finished([Tools.plume, "check", "\(flight)/snapshot-4"])
        #expect(check.status == 0, "\(check.output)")
    }

    @Test("that never end are waited for a second, and their program is named")
    func stuck() throws {
        let flight = folder.path("flight")
        let end = folder.path("end")
        let recording = try Running(
            [
                Tools.plume, "record", "--overwrite", "--output", flight, "--",
                Tools.program("state"), end, "stuck",
            ],
            environment: ["PLUME_WAIT_MILLISECONDS": "50"]
        )
        #expect(recording.waits { FileManager.default.fileExists(atPath: flight) })
        usleep(200_000)
        let recorder = "\(recording.process.processIdentifier)"
        for number in 1...2 {
            let taken = try Finished([Tools.plume, "snapshot", recorder])
            #expect(taken.status == 0, "\(taken.errors)")
            #expect(FileManager.default.fileExists(atPath: "\(flight)/snapshot-\(number)/metadata"))
        }
        kill(recording.process.processIdentifier, SIGTERM)
        let errors = recording.wait().errors
        let named = errors.split(separator: "\n").filter { $0.contains("did not tell its state") }
        #expect(named.count == 1, "\(errors)")
    }
}
