// SPDX-License-Identifier: Apache-2.0

import CTFReader
import Foundation
import Testing

@Suite("Snapshots of a flight recorder", .enabled(if: Tools.areBuilt), .serialized)
struct SnapshotTests {
    private let folder = TemporaryFolder()

    /// What a snapshot holds of each writer.
    private struct Contents {
        var count = 0
        var discarded: UInt64 = 0
        var last: [UInt64: UInt64] = [:]
    }

    /// Reads a snapshot, whose records of one CPU and writer must follow each other without a gap,
    /// unless the ring was frozen meanwhile.
    private func read(_ path: String) throws -> Contents {
        var contents = Contents()
        for stream in try CTFTrace(paths: [path]).streams {
            contents.discarded += stream.packets.last?.info.discardedCount ?? 0
            let cursor = DataStreamCursor(stream)
            var time = Int64.min
            var numbers: [UInt64: UInt64] = [:]
            while let message = try cursor.next() {
                guard message == .event else { continue }
                // The common context, process and thread, comes before the payload.
                let values = cursor.items.dropFirst(2).map(\.bits)
                let (writer, number) = (values[0], values[1])
                #expect(number > numbers[writer, default: 0])
                #expect((cursor.nanoseconds ?? .min) >= time)
                numbers[writer] = number
                time = cursor.nanoseconds ?? .min
                contents.count += 1
                contents.last[writer] = max(contents.last[writer, default: 0], number)
            }
        }
        return contents
    }

    private func summary(_ text: String) throws -> [String: Any] {
        let line = text.split(separator: "\n").last.map(String.init) ?? ""
        return try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
            "\(text)"
        )
    }

    @Test("account for every event, whether it is in them or was overwritten", arguments: [1, 4])
    func exact(threads: Int) throws {
        let path = folder.path("flight")
        let events = 200_000
        let record = try Finished([
            Tools.plume, "record", "--overwrite", "--json", "--buffer-size", "1M", "--output", path,
            "--", Tools.program("flight"), "\(threads)", "\(events)",
        ])
        #expect(record.status == 0, "\(record.errors)")
        let result = try summary(record.output)
        let newest = try #require(result["path"] as? String)
        // One at the end, and one that the program asked for.
        #expect(result["snapshots"] as? Int == 2)
        let contents = try read(newest)
        #expect(contents.count == result["events"] as? Int)
        #expect(contents.discarded == result["discarded"] as? UInt64)
        #expect(contents.count + Int(contents.discarded) == threads * events)
        // The program asks for the first one half way; on a busy machine its buffers may be frozen
        // for that one until the program has ended.
        #expect(contents.last.values.max() ?? 0 > UInt64(events) / 2)
        #expect(contents.count > 1_000)
        for number in 1...2 {
            let check = try Finished([Tools.plume, "check", "\(path)/snapshot-\(number)"])
            #expect(check.status == 0, "\(check.output)")
        }
    }

    @Test("are taken from another terminal while programs write at full speed")
    func fromOutside() throws {
        let path = folder.path("flight")
        let record = try Running([
            Tools.plume, "record", "--overwrite", "--output", path, "--snapshot-signal", "USR2",
            "--", Tools.program("flight"), "2", "4000000000",
        ])
        defer {
            kill(record.process.processIdentifier, SIGINT)
            kill(record.process.processIdentifier, SIGINT)
        }
        #expect(record.waits(for: "ready"))
        let recorder = "\(record.process.processIdentifier)"
        var last: UInt64 = 0
        for number in 1...5 {
            let taken = try Finished([Tools.plume, "snapshot", recorder, "--json"])
            #expect(taken.status == 0, "\(taken.errors)")
            let report = try summary(taken.output)
            let contents = try read("\(path)/snapshot-\(number)")
            #expect(contents.count == report["events"] as? Int)
            #expect(contents.count > 10_000)
            let newest = contents.last.values.max() ?? 0
            #expect(newest > last)
            last = newest
        }
        let young = try Finished([Tools.plume, "snapshot", "--max-age", "1us", recorder, "--json"])
        let small = try Finished([Tools.plume, "snapshot", "--max-size", "64k", recorder, "--json"])
        #expect(try #require(try summary(young.output)["events"] as? Int) < 100_000)
        #expect(try #require(try summary(small.output)["bytes"] as? Int) < 80_000)
        kill(record.process.processIdentifier, SIGUSR2)
        for _ in 0..<500 where !FileManager.default.fileExists(atPath: "\(path)/snapshot-8") {
            usleep(10_000)
        }
        #expect(FileManager.default.fileExists(atPath: "\(path)/snapshot-8"))
    }

    @Test("are refused with a reason where there is nothing to take")
    func refused() throws {
        let path = folder.path("trace")
        let record = try Running([
            Tools.plume, "record", "--output", path, "--", Tools.program("idle"), "100",
        ])
        #expect(record.waits(for: "ready"))
        let recorder = "\(record.process.processIdentifier)"
        let refused = try Finished([Tools.plume, "snapshot", recorder])
        #expect(refused.status == 125)
        #expect(refused.errors.contains("--overwrite"))
        let unknown = try Finished([Tools.plume, "snapshot", "1"])
        #expect(unknown.status == 125)
        kill(record.process.processIdentifier, SIGTERM)
        #expect(record.wait().status == 143)
    }
}
