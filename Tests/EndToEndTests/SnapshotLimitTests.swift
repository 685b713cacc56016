// SPDX-License-Identifier: Apache-2.0

import CTFReader
import Foundation
import Testing

/// How many snapshots a flight recorder writes and keeps when programs ask for many.
@Suite("The limits of snapshots", .enabled(if: Tools.areBuilt), .serialized)
struct SnapshotLimitTests {
    private let folder = TemporaryFolder()

    /// Records a program that asks for snapshots; what the summary says, and the rest.
    ///
    /// The program goes on until all its requests have arrived.
    private func record(
        _ options: [String],
        requests: Int,
        events: Int
    ) throws -> (summary: [String: Any], errors: String) {
        let end = folder.path("end")
        let record = try Running(
            [Tools.plume, "record", "--overwrite", "--json", "--output", folder.path("flight")]
                + options
                + ["--", Tools.program("flight"), "requests", "\(requests)", "\(events)", end]
        )
        let recorder = "\(record.process.processIdentifier)"
        for _ in 0..<6 where !record.waits(until: { (try? arrived(recorder)) == requests }) {}
        #expect(try arrived(recorder) == requests)
        #expect(FileManager.default.createFile(atPath: end, contents: nil))
        let finished = record.wait()
        #expect(finished.status == 0, "\(finished.errors)")
        return (try object(finished.output), finished.errors)
    }

    /// How many requests have arrived at a recording.
    private func arrived(_ recorder: String) throws -> Int {
        let status = try Finished([Tools.plume, "status", "--json", recorder])
        let snapshots = try object(status.output)["snapshots"] as? [String: Any]
        let taken = snapshots?["taken"] as? Int ?? 0
        return taken + (snapshots?["requestsTurnedAway"] as? Int ?? 0)
    }

    private func object(_ text: String) throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        return try #require(value as? [String: Any], "\(text)")
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path("flight")).sorted()
    }

    /// The numbers of the events of a snapshot.
    private func numbers(_ name: String) throws -> [UInt64] {
        var numbers: [UInt64] = []
        for stream in try CTFTrace(paths: ["\(folder.path("flight"))/\(name)"]).streams {
            let cursor = DataStreamCursor(stream)
            while let message = try cursor.next() {
                if message == .event, let last = cursor.items.last { numbers.append(last.bits) }
            }
        }
        return numbers.sorted()
    }

    @Test("let a program that asks all the time have one, and say how often it asked")
    func interval() throws {
        let (summary, errors) = try record([], requests: 27, events: 10)
        #expect(try names() == ["snapshot-1", "snapshot-2"])
        #expect(summary["snapshots"] as? Int == 2)
        #expect(summary["snapshotRequestsTurnedAway"] as? Int == 26)
        #expect(errors.split(separator: "\n").count { $0.contains("--snapshot-interval") } == 1)
        #expect(try numbers("snapshot-2") == Array(1...270))
    }

    @Test("keep the newest")
    func count() throws {
        let options = ["--snapshot-interval", "0", "--snapshot-limit", "3"]
        let (summary, _) = try record(options, requests: 27, events: 10)
        #expect(try names() == ["snapshot-26", "snapshot-27", "snapshot-28"])
        #expect(summary["snapshots"] as? Int == 28)
        #expect(summary["snapshotsKept"] as? Int == 3)
        #expect(summary["snapshotsRemoved"] as? Int == 25)
        #expect(summary["path"] as? String == folder.path("flight/snapshot-28"))
        #expect(try numbers("snapshot-28") == Array(1...270))
    }

    @Test("bound what all of them take")
    func size() throws {
        let options = [
            "--snapshot-interval", "0", "--snapshot-size", "500k", "--buffer-size", "64k",
        ]
        _ = try record(options, requests: 50, events: 2_000)
        let names = try names()
        #expect(names.last == "snapshot-51")
        #expect(names.count > 1)
        var bytes = 0
        for name in names {
            let path = "\(folder.path("flight"))/\(name)"
            for file in try FileManager.default.contentsOfDirectory(atPath: path) {
                let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(file)")
                guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
                bytes += attributes[.size] as? Int ?? 0
            }
        }
        #expect(bytes <= 500 << 10)
    }

    @Test("need a flight recorder, and make sense")
    func usage() throws {
        let needless = try Finished([Tools.plume, "record", "--snapshot-limit", "3", "--", "true"])
        #expect(needless.status != 0)
        #expect(needless.errors.contains("--overwrite"))
        let wrong = try Finished(
            [Tools.plume, "record", "--overwrite", "--snapshot-limit", "0", "--", "true"]
        )
        #expect(wrong.status != 0)
        #expect(wrong.errors.contains("at least 1"))
    }

    @Test("allow a thousand, each of which can be read", .timeLimit(.minutes(1)))
    func thousand() throws {
        let options = [
            "--snapshot-interval", "0", "--snapshot-limit", "2000", "--buffer-size", "64k",
        ]
        let (summary, _) = try record(options, requests: 1_000, events: 1)
        #expect(summary["snapshots"] as? Int == 1_001)
        #expect(summary["snapshotsKept"] as? Int == 1_001)
        #expect(summary["snapshotRequestsTurnedAway"] as? Int == 0)
        #expect(try names().count == 1_001)
        // Each can be read to its end.
        let paths = (1...1_001).map { folder.path("flight/snapshot-\($0)") }
        let check = try Finished([Tools.plume, "check"] + paths)
        #expect(check.status == 0, "\(check.output.suffix(1_000))")
        for number in [1, 2, 10, 100, 500, 999, 1_000, 1_001] {
            let numbers = try numbers("snapshot-\(number)")
            let last = try #require(numbers.last)
            // Whatever is there has no gap, and reaches at least to the request.
            #expect(numbers == Array(1...last))
            #expect(last >= UInt64(min(number, 1_000)))
            #expect(last <= 1_000)
        }
        #expect(summary["events"] as? Int == (try numbers("snapshot-1001").count))
    }
}
