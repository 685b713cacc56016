// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("plume record and view", .enabled(if: Tools.areBuilt), .serialized)
struct RecordTests {
    private let folder = TemporaryFolder()

    /// The text after the time and the trace's part of a line, which differ from run to run.
    private func events(_ path: String) throws -> [String] {
        let view = try Finished([Tools.plume, "convert", path])
        #expect(view.status == 0)
        return view.output.split(separator: "\n").map { line in
            let event = line.drop { $0 != ")" }.dropFirst().drop { $0 != ")" }.dropFirst(2)
            let scopes = event.components(separatedBy: "}, ")
            return String(event.prefix { $0 != ":" }) + " "
                + (event.split(separator: " ").first ?? "")
                + " " + scopes.dropFirst(2).joined(separator: "}, ")
        }
    }

    @Test("every type of field comes back as it went in")
    func everyType() throws {
        let path = folder.path("trace")
        let record = try Finished([
            Tools.plume, "record", "--output", path, "--json", "--", Tools.program("everything"),
        ])
        #expect(record.status == 0)
        // The event that is larger than any record is counted.
        #expect(record.output.contains(#""events":4,"discarded":0,"tooBig":1,"#))
        let lines = try events(path)
        #expect(lines.count == 4)
        let integers = """
            { i8 = -1, i16 = -2, i32 = -3, i64 = -4, i128 = -5, u8 = 1, u16 = 2, u32 = 0xBEEF, \
            u64 = 4, u128 = 340282366920938463463374607431768211455 }
            """
        let others = """
            { f = 1.5, d = -2.25, yes = true, text = "grün \\"q\\"\\n", literal = "lit", \
            _blob_length = 2, blob = { de ad }, _list_length = 2, list = [ [0] = -1, [1] = 2 ], \
            _some_present = true, some = { 7 }, _none_present = false, none = <none>, \
            state = ( "busy" : container = 1 ), point = { x = -9, name = "p" }, \
            _maybe_present = true, _maybe_length = { 1 }, maybe = { [ [0] = 3 ] } }
            """
        #expect(lines.first?.hasSuffix(integers) == true)
        #expect(lines.dropFirst().first?.hasSuffix(others) == true)
        #expect(lines.last?.contains(String(repeating: "x", count: 60_000)) == true)
    }

    @Test("with CLOCK_MONOTONIC as well")
    func monotonic() throws {
        let path = folder.path("trace")
        let record = try Finished([
            Tools.plume, "record", "--output", path, "--clock", "monotonic", "--quiet", "--",
            Tools.program("everything"),
        ])
        #expect(record.status == 0)
        #expect(record.errors.isEmpty)
        #expect(try events(path).count == 4)
    }

    @Test("rules choose the events")
    func rules() throws {
        let path = folder.path("trace")
        let record = try Finished([
            Tools.plume, "record", "--output", path, "--event", "all:*", "--exclude", "*:l*",
            "--exclude", "all:empty", "--", Tools.program("everything"),
        ])
        #expect(record.status == 0)
        #expect(record.errors.contains("Recorded 2 events"))
    }

    @Test("the program's status, signals and mistakes have their own exit codes")
    func exitCodes() throws {
        let plume = Tools.plume
        func status(_ arguments: [String]) throws -> Int32 {
            let output = folder.path(UUID().uuidString)
            return try Finished([plume, "record", "--output", output, "--"] + arguments).status
        }
        #expect(try status(["sh", "-c", "exit 7"]) == 7)
        #expect(try status(["sh", "-c", "kill -9 $$"]) == 137)
        #expect(try status(["no-such-program-at-all"]) == 127)
        #expect(try status(["/etc/passwd"]) == 126)
        #expect(try status(["true"]) == 120)
        #expect(try Finished([plume, "record"]).status == 2)
        #expect(try Finished([plume, "record", "--buffer-size", "9T", "--", "true"]).status == 2)
        #expect(try Finished([plume, "view", folder.path("nothing")]).status == 124)
        let existing = try Finished([plume, "record", "--output", folder.path("."), "--", "true"])
        #expect(existing.status == 125)
        #expect(existing.errors.contains("exists already"))
        let lossy = try Finished([
            plume, "record", "--strict", "--output", folder.path("strict"), "--",
            Tools.program("everything"),
        ])
        #expect(lossy.status == 121)
    }

    @Test("a program without rseq, and one with one buffer for all CPUs, are recorded the same way")
    func allocations() throws {
        func recorded(_ name: String, _ options: [String], rseq: Bool = true) throws -> Int {
            let path = folder.path(name)
            let record = try Finished(
                [Tools.plume, "record", "--output", path] + options + ["--"]
                    + [Tools.program("everything")],
                environment: rseq ? [:] : ["GLIBC_TUNABLES": "glibc.pthread.rseq=0"]
            )
            #expect(record.status == 0, "\(record.errors)")
            #expect(record.errors.contains("Too big: 1 "))
            #expect(record.errors.contains("Discarded: 0"))
            return try events(path).count
        }
        let count = try recorded("per-cpu", [])
        #expect(count > 0)
        #expect(try recorded("per-channel", ["--buffer-allocation", "per-channel"]) == count)
        #expect(try recorded("fallback", [], rseq: false) == count)
        let streams = try FileManager.default.contentsOfDirectory(
            atPath: folder.path("per-channel")
        )
        .filter { $0.hasPrefix("channel0_") }
        #expect(streams == ["channel0_0"])
    }

    @Test("the first Ctrl-C finishes the trace, and two records of one program do not disturb")
    func interrupt() throws {
        let paths = [folder.path("one"), folder.path("two")]
        let running = try paths.map {
            try Running([Tools.plume, "record", "--output", $0, "--", Tools.program("idle")])
        }
        for each in running { #expect(each.waits(for: "ready")) }
        for each in running { kill(each.process.processIdentifier, SIGINT) }
        for (each, path) in zip(running, paths) {
            #expect(each.wait().status == 130)
            #expect(try events(path).count == 1)
        }
    }

    @Test("a full disk stops the recording, not the program, and what was written stays readable")
    func fullDisk() throws {
        let disk = folder.path("disk")
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        let mounted = try Finished(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk])
        try #require(mounted.status == 0, "mounting a small disk needs root")
        defer { _ = try? Finished(["umount", disk]) }
        let record = try Finished([
            Tools.plume, "record", "--output", "\(disk)/trace", "--", Tools.program("torture"),
            folder.path("tally"), "60", "3", "50",
        ])
        #expect(record.status == 122)
        #expect(record.errors.contains("No space left on device"))
        #expect(record.output.contains("writers"))
        let view = try Finished([Tools.plume, "view", "\(disk)/trace"])
        #expect(view.status == 0)
        #expect(view.output.count > 100_000)
    }
}
