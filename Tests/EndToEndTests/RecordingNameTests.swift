// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Recordings with names", .enabled(if: Tools.areBuilt), .serialized)
struct RecordingNameTests {
    private let folder = TemporaryFolder()
    /// A name that no other recording of this machine has.
    private let name = "test-\(UUID().uuidString.prefix(8))"

    private func start(_ options: String...) throws -> Running {
        let path = folder.path(UUID().uuidString)
        let running = try Running(
            [Tools.plume, "record", "--output", path] + options + ["--", Tools.program("idle")]
        )
        #expect(running.waits(for: "ready"), "\(running.errors)")
        return running
    }

    private func end(_ running: Running) {
        kill(running.process.processIdentifier, SIGINT)
        _ = running.wait()
    }

    @Test("every command finds a recording by its name")
    func commands() throws {
        let other = try start("--name", "\(name)-other")
        let running = try start("--name", name, "--overwrite", "--buffer-size", "64k")
        let process = running.process.processIdentifier
        let status = try Finished([Tools.plume, "status", name])
        #expect(status.output.hasPrefix("Recording \(process) (\(name)) is active"))
        let json = try Finished([Tools.plume, "status", name, "--json"])
        #expect(json.output.contains("\"name\":\"\(name)\""))
        let all = try Finished([Tools.plume, "status", "--all"])
        #expect(all.output.contains("(\(name)) is") && all.output.contains("(\(name)-other) is"))
        let commands = [
            ["snapshot", name], ["enable-event", "a:b", "--recording", name],
            ["disable-event", "a:b", "--recording", name], ["reclaim-memory", name],
            ["regenerate", "statedump", name],
        ]
        for command in commands {
            let finished = try Finished([Tools.plume] + command)
            #expect(finished.status == 0, "\(command): \(finished.errors)")
        }
        #expect(
            try Finished([Tools.plume, "snapshot", "\(process)"]).output.contains("snapshot-2")
        )
        let unclear = try Finished([Tools.plume, "snapshot"])
        #expect(unclear.status == 2 && unclear.errors.contains(name), "\(unclear.errors)")
        end(running)
        end(other)
        let gone = try Finished([Tools.plume, "status", name])
        #expect(gone.status == 125 && gone.errors.contains("no recording has the name \(name)"))
    }

    @Test("a name is one recording's, until that has ended, in whatever way")
    func uniqueness() throws {
        let running = try start("--name", name)
        let path = folder.path("second")
        let second = try Finished([
            Tools.plume, "record", "--output", path, "--name", name, "--", "touch",
            folder.path("started"),
        ])
        #expect(second.status == 125)
        #expect(
            second.errors.contains(
                "recording \(running.process.processIdentifier) has this name"
            )
        )
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(!FileManager.default.fileExists(atPath: folder.path("started")))
        kill(running.process.processIdentifier, SIGKILL)
        _ = running.wait()
        let third = try start("--name", name)
        #expect(try Finished([Tools.plume, "status", name]).status == 0)
        end(third)
    }

    @Test("what is no name is wrong use", arguments: ["", "1", "a/b", "-x", "a b", ".a", "\u{1B}"])
    func wrong(name: String) throws {
        let record = try Finished([
            Tools.plume, "record", "--name=\(name)", "--", "touch", folder.path("started"),
        ])
        #expect(record.status == 2)
        #expect(!FileManager.default.fileExists(atPath: folder.path("started")))
    }
}
