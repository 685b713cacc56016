// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Buffers in files", .enabled(if: Tools.areBuilt), .serialized)
struct BufferFileTests {
    private let folder = TemporaryFolder()

    private func record(_ options: [String], program: [String]) throws -> Finished {
        try Finished(
            [Tools.plume, "record", "--output", folder.path("trace")] + options + ["--"] + program
        )
    }

    @Test("need room, and say how much, before the program starts", .enabled(if: getuid() == 0))
    func fullFileSystem() throws {
        let small = folder.path("small")
        try FileManager.default.createDirectory(atPath: small, withIntermediateDirectories: true)
        let mounted = try Finished(["mount", "-t", "tmpfs", "-o", "size=28m", "tmpfs", small])
        try #require(mounted.status == 0, "\(mounted.errors)")
        defer { _ = try? Finished(["umount", small]) }
        let refused = try record(
            ["--shm-path", small, "--buffer-size", "64M"],
            program: ["touch", folder.path("started")]
        )
        #expect(refused.status == 125)
        #expect(refused.errors.contains("--shm-path \(small): they need"))
        #expect(refused.errors.contains("are free there"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("started")))
        #expect(try FileManager.default.contentsOfDirectory(atPath: small).isEmpty)

        // What fits is there to the last page: filling the rest does not reach the program.
        let running = try Running([
            "sh", "-c",
            """
            \(Tools.plume) record --output \(folder.path("trace")) --shm-path \(small) \
            --buffer-size 1k -- sh -c 'cat /dev/zero > \(small)/rest 2>/dev/null; \
            exec \(Tools.program("flight")) 2 300000'
            """,
        ])
        let done = running.wait()
        #expect(done.status == 0, "\(done.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: small) == ["rest"])
    }

    @Test(
        "cannot be had with options that take space later or give it back",
        arguments: [
            ["--buffer-preallocation", "on-demand"], ["--auto-reclaim-memory", "consumed"],
        ]
    )
    func contradictions(options: [String]) throws {
        let refused = try record(
            ["--shm-path", folder.path("buffers")] + options,
            program: [Tools.program("everything")]
        )
        #expect(refused.status == 64 || refused.status == 2)
        #expect(refused.errors.contains("--shm-path"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("buffers")))
    }

    @Test("are gone when the program cannot be started")
    func noProgram() throws {
        let failed = try record(
            ["--shm-path", folder.path("buffers")],
            program: [folder.path("nothing")]
        )
        #expect(failed.status == 127)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("buffers")).isEmpty)
    }

    /// What `recover` says of a file or folder that is none of ours.
    private func refused(_ path: String, _ number: Int) throws -> Finished {
        let output = folder.path("out-\(number)")
        let finished = try Finished([Tools.plume, "recover", path, "--output", output])
        #expect(finished.status == 124, "\(path): \(finished.output)\(finished.errors)")
        #expect(!FileManager.default.fileExists(atPath: output))
        return finished
    }

    @Test("that are garbage, cut, linked or pipes are refused with a reason")
    func hostileFiles() throws {
        var random = [UInt8](repeating: 0, count: 100_000).map { _ in UInt8.random(in: 0...255) }
        let file = folder.path("stream.ring")
        try Data(random).write(to: URL(fileURLWithPath: file))
        #expect(try refused(file, 1).errors.contains("no buffers of Plume begin here"))
        // The beginning of a session page of another version, and one whose numbers are garbage.
        random.replaceSubrange(0..<12, with: Array("PLUMERNG".utf8) + [99, 0, 0, 0])
        try Data(random).write(to: URL(fileURLWithPath: file))
        let other = try refused(file, 2).errors
        #expect(other.contains("layout 99"))
        let version = try #require(other.firstMatch(of: /this command reads ([0-9]+)/))
        random[8] = try #require(UInt8(version.1))
        try Data(random).write(to: URL(fileURLWithPath: file))
        #expect(try refused(file, 3).errors.contains("do not agree"))
        try Data().write(to: URL(fileURLWithPath: file))
        _ = try refused(file, 4)
        try FileManager.default.removeItem(atPath: file)
        try FileManager.default.createSymbolicLink(
            atPath: file,
            withDestinationPath: "/etc/passwd"
        )
        #expect(try refused(file, 5).errors.contains("symbolic links"))
        try FileManager.default.removeItem(atPath: file)
        #expect(try Finished(["mkfifo", file]).status == 0)
        _ = try refused(file, 6)
        _ = try refused(folder.path("missing"), 7)
        _ = try refused("4194305", 8)
        _ = try refused("1", 9)
        _ = try refused(Tools.plume, 10)
    }

    @Test("that were cut lose what is missing and say so")
    func cutFile() throws {
        let running = try Running([
            Tools.plume, "record", "--output", folder.path("trace"), "--shm-path",
            folder.path("buffers"), "--", Tools.program("torture"), folder.path("tally"), "10000",
            "1", "20",
        ])
        Tally.waits(for: folder.path("tally"))
        usleep(100_000)
        kill(-running.process.processIdentifier, SIGKILL)
        _ = running.wait()
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder.path("buffers")).first
        )
        let file = folder.path("buffers/\(name)/channel0.ring")
        let whole = try Data(contentsOf: URL(fileURLWithPath: file))
        for (number, count) in [4_000, 4_096, 9_000, 5_000_000, whole.count - 1].enumerated() {
            try whole[..<count].write(to: URL(fileURLWithPath: file))
            let cut = try Finished([
                Tools.plume, "recover", folder.path("trace"), "--output",
                folder.path("cut-\(number)"),
            ])
            // Without the definitions there is nothing to write a trace with.
            #expect(
                cut.status == (count == whole.count - 1 ? 0 : 124),
                "\(cut.output)\(cut.errors)"
            )
        }
    }
}
