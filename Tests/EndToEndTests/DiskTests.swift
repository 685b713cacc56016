// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("A disk that is full, and one that is waited for", .enabled(if: Tools.areBuilt), .serialized)
struct DiskTests {
    private let folder = TemporaryFolder()

    /// A file system in memory.
    private func mount(_ size: String) throws -> String {
        let disk = folder.path("disk")
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        let mounted = try Finished(["mount", "-t", "tmpfs", "-o", "size=\(size)", "tmpfs", disk])
        try #require(mounted.status == 0, "mounting a small disk needs root")
        return disk
    }

    private func numbers(_ json: String) throws -> [String: Int] {
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        return (object ?? [:]).compactMapValues { $0 as? Int }
    }

    /// A program that writes 100,000 events from each of two threads with each SIGUSR1.
    private func recording(_ options: [String]) throws -> (program: Running, recording: Running) {
        let program = try Running([Tools.program("flight"), "2", "100000", "pause"])
        let recording = try Running(
            [Tools.plume, "attach", "\(program.process.processIdentifier)", "--json"] + options
        )
        #expect(recording.waits { isRecording(program) })
        return (program, recording)
    }

    private func isRecording(_ program: Running) -> Bool {
        let status = try? Finished([Tools.plume, "status", "--all"])
        return status?.output.contains("\(program.process.processIdentifier)") ?? false
    }

    /// Events that a recording knows of.
    private func counted(_ recording: Running) -> Int {
        let process = "\(recording.process.processIdentifier)"
        let status = try? Finished([Tools.plume, "status", process, "--json"])
        let object = try? JSONSerialization.jsonObject(with: Data((status?.output ?? "").utf8))
        let channels = (object as? [String: Any])?["channels"] as? [[String: Any]]
        let channel = (channels?.first ?? [:]).compactMapValues { $0 as? Int }
        return (channel["events"] ?? 0) + (channel["discarded"] ?? 0)
    }

    @Test("a recording that waits goes on when there is room, and counts what was lost meanwhile")
    func room() throws {
        let disk = try mount("2m")
        defer { _ = try? Finished(["umount", "-l", disk]) }
        let (program, recording) = try recording([
            "--output", "\(disk)/trace", "--buffer-size", "256k", "--when-disk-full", "wait",
            "--blocking-timeout", "20ms",
        ])
        let process = program.process.processIdentifier
        kill(process, SIGUSR1)
        #expect(recording.waits { recording.errors.contains("waits for room") })
        #expect(try Finished(["mount", "-o", "remount,size=64m", disk]).status == 0)
        #expect(recording.waits { recording.errors.contains("there is room again") })
        #expect(recording.waits { counted(recording) == 200_000 })
        kill(process, SIGUSR1)
        #expect(recording.waits { counted(recording) == 400_000 })
        kill(process, SIGKILL)
        _ = program.wait()
        let finished = recording.wait()
        #expect(finished.status == 0, "\(finished.errors)")
        let result = try numbers(finished.output)
        #expect((result["events"] ?? 0) + (result["discarded"] ?? 0) == 400_000)
        // More than 2 MiB have room for.
        #expect((result["events"] ?? 0) > 80_000)
        let check = try Finished([Tools.plume, "check", "\(disk)/trace"])
        #expect(check.status == 0, "\(check.output)\(check.errors)")
        let view = try Finished([Tools.plume, "convert", "-o", "json", "\(disk)/trace"])
        #expect(view.output.split(separator: "\n").count >= result["events"] ?? 0)
    }

    /// A recording that waits for room, of a program that ends before there is any: 200,000 events,
    /// more than the disk holds and less than the buffers.
    private func endedRecording(_ disk: String) throws -> Running {
        let recording = try Running([
            Tools.plume, "record", "--json", "--output", "\(disk)/trace", "--buffer-size", "16M",
            "--when-disk-full", "wait", "--", Tools.program("flight"), "2", "100000",
        ])
        #expect(recording.waits { recording.errors.contains("Ctrl-C ends the wait") })
        return recording
    }

    @Test("what cannot be written when the program has ended counts as discarded")
    func neverRoom() throws {
        let disk = try mount("2m")
        defer { _ = try? Finished(["umount", "-l", disk]) }
        let recording = try endedRecording(disk)
        kill(recording.process.processIdentifier, SIGINT)
        let finished = recording.wait()
        #expect(finished.status == 122, "\(finished.errors)")
        // The program says first whether it is recorded.
        let result = try numbers(String(finished.output.split(separator: "\n").last ?? ""))
        let unwritten = try #require(result["unwritten"])
        #expect((result["events"] ?? 0) + (result["discarded"] ?? 0) == 200_000, "\(result)")
        #expect(unwritten > 0 && unwritten <= result["discarded"] ?? 0)
        let view = try Finished([Tools.plume, "convert", "-o", "json", "\(disk)/trace"])
        #expect(view.status == 0, "\(view.errors)")
        let check = try Finished([Tools.plume, "check", "\(disk)/trace"])
        #expect(check.status == 0, "\(check.output)\(check.errors)")
    }

    @Test("what is left when the program has ended is written when there is room")
    func lateRoom() throws {
        let disk = try mount("2m")
        defer { _ = try? Finished(["umount", "-l", disk]) }
        let recording = try endedRecording(disk)
        #expect(try Finished(["mount", "-o", "remount,size=64m", disk]).status == 0)
        let finished = recording.wait()
        #expect(finished.status == 0, "\(finished.errors)")
        let result = try numbers(String(finished.output.split(separator: "\n").last ?? ""))
        #expect(result["events"] == 200_000 && result["discarded"] == 0, "\(result)")
        #expect(result["unwritten"] == 0)
        let check = try Finished([Tools.plume, "check", "\(disk)/trace"])
        #expect(check.status == 0, "\(check.output)\(check.errors)")
    }

    /// Pages of a trace's files that are not on the disk yet.
    private func dirtyPages(_ path: String) throws -> Int {
        let names = try #require(FileManager.default.subpaths(atPath: path))
        let files = names.filter { $0 != "index" }.map { "\(path)/\($0)" }
        let dirty = try Finished([Tools.program("dirty")] + files)
        return try #require(Int(dirty.output.dropLast()), "\(dirty.errors)")
    }

    /// Whether anything was written, on whatever CPUs the program runs.
    private func hasRecords(_ path: String) -> Bool {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.contains { name in
            let file = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
            return name.hasPrefix("channel0_") && file?[.size] as? Int ?? 0 > 0
        }
    }

    @Test("a trace is on the disk when that is waited for, at the end or meanwhile")
    func synchronization() throws {
        for (number, choice) in ["never", "end"].enumerated() {
            let path = folder.path("trace-\(number)")
            let record = try Finished(
                [Tools.plume, "record", "--sync", choice, "--output", path]
                    + ["--tracefile-size", "256k", "--", Tools.program("flight"), "1", "100000"]
            )
            #expect(record.status == 0, "\(record.errors)")
            #expect(try (dirtyPages(path) == 0) == (choice == "end"))
        }
        let path = folder.path("meanwhile")
        let (program, recording) = try recording(["--sync", "50ms", "--output", path])
        kill(program.process.processIdentifier, SIGUSR1)
        #expect(recording.waits { hasRecords(path) })
        #expect(recording.waits { (try? dirtyPages(path)) == 0 })
        kill(program.process.processIdentifier, SIGKILL)
        #expect(recording.wait().status == 0)
    }
}
