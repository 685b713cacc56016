// SPDX-License-Identifier: Apache-2.0

import CTFReader
import Foundation
import Testing
import TraceModel

@Suite("Damaged traces", .enabled(if: Tools.areBuilt), .serialized)
struct DamageTests {
    private let folder = TemporaryFolder()

    private func makeTrace() throws -> String {
        let path = folder.path("trace")
        let record = try Finished([
            Tools.plume, "record", "--output", path, "--exclude", "all:large", "--",
            Tools.program("everything"),
        ])
        try #require(record.status == 0, "\(record.errors)")
        return path
    }

    /// Reads all there is, and says how it ended.
    private func read(_ path: String) -> Result<Int, CTFError> {
        do throws(CTFError) {
            var count = 0
            let trace = try CTFTrace(paths: [path])
            if let failure = trace.failures.first { throw failure }
            for stream in trace.streams {
                let cursor = DataStreamCursor(stream)
                while let message = try cursor.next() { count += message == .event ? 1 : 0 }
            }
            return .success(count)
        } catch {
            return .failure(error)
        }
    }

    @Test("cut at any byte or with any bit flipped give an error or events, never a trap")
    func everyByte() throws {
        let path = try makeTrace()
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        var failures = 0
        for name in names where name == "metadata" || name.hasPrefix("channel0_") {
            let url = URL(fileURLWithPath: "\(path)/\(name)")
            let whole = try Data(contentsOf: url)
            // Each reading parses the metadata again, so of that only some places are taken.
            let isMetadata = name == "metadata"
            for cut in stride(from: 0, to: whole.count, by: isMetadata ? 211 : 3) {
                try whole.prefix(cut).write(to: url)
                if case .failure = read(path) { failures += 1 }
            }
            for position in stride(from: 0, to: whole.count * 8, by: isMetadata ? 1_013 : 23) {
                var damaged = whole
                damaged[position / 8] ^= 1 << UInt8(position % 8)
                try damaged.write(to: url)
                if case .failure = read(path) { failures += 1 }
            }
            try whole.write(to: url)
        }
        #expect(failures > 50)
        #expect(read(path) == .success(3))
    }

    @Test("print what is readable, then what is wrong, with their own status")
    func truncated() throws {
        let path = try makeTrace()
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: path).first {
                $0.hasPrefix("channel0_")
            }
        )
        let url = URL(fileURLWithPath: "\(path)/\(name)")
        let whole = try Data(contentsOf: url)
        try whole.dropLast(1).write(to: url)
        let view = try Finished([Tools.plume, "view", path])
        #expect(view.status == 123)
        #expect(view.errors.contains("ends in the middle of a packet"))
        try Data().write(to: URL(fileURLWithPath: "\(path)/metadata"))
        let empty = try Finished([Tools.plume, "view", path])
        #expect(empty.status == 124)
        #expect(empty.errors.contains("empty"))
    }

    @Test("recovers a cut trace as a sound one, and says so by the status")
    func recovered() throws {
        let path = try makeTrace()
        let whole = folder.path("whole")
        #expect(try Finished([Tools.plume, "recover", path, "--output", whole]).status == 0)
        #expect(read(whole) == .success(3))
        for name in try FileManager.default.contentsOfDirectory(atPath: path)
        where name.hasPrefix("channel0_") {
            let url = URL(fileURLWithPath: "\(path)/\(name)")
            try Data(contentsOf: url).dropLast(1).write(to: url)
        }
        let part = folder.path("part")
        let recovery = try Finished([Tools.plume, "recover", path, "--output", part])
        #expect(recovery.status == 123)
        #expect(recovery.output.contains("ends in the middle of a packet"))
        #expect(try Finished([Tools.plume, "check", part]).status == 0)
    }
}
