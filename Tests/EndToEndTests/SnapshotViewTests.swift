// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What several snapshots of one recording are when they are read together.
@Suite("A folder of snapshots", .enabled(if: Tools.areBuilt), .serialized)
struct SnapshotViewTests {
    private let folder = TemporaryFolder()

    /// Whether a text has each of the program's 8,000 events once, in their order.
    private func areAll(_ text: String) -> Bool {
        let numbers = text.split(separator: "\n").compactMap { line in
            line.firstMatch(of: #/number = (\d+) }/#).flatMap { Int($0.1) }
        }
        return numbers == Array(1...8_000)
    }

    @Test("shows each event once")
    func once() throws {
        let path = folder.path("flight")
        let end = folder.path("end")
        let record = try Running(
            [
                Tools.plume, "record", "--overwrite", "--buffer-size", "1M", "--output", path,
                "--snapshot-interval", "0", "--", Tools.program("flight"), "requests", "8", "1000",
                end,
            ]
        )
        let last = "\(path)/snapshot-8/metadata"
        #expect(record.waits { FileManager.default.fileExists(atPath: last) })
        let recorder = "\(record.process.processIdentifier)"
        let asked = try Finished([Tools.plume, "snapshot", "--max-size", "64k", recorder])
        #expect(asked.status == 0, "\(asked.errors)")
        #expect(FileManager.default.createFile(atPath: end, contents: nil))
        #expect(record.wait().status == 0)
        let view = try Finished([Tools.plume, "view", path])
        #expect(areAll(view.output))
        #expect(view.errors == "")
        let copy = folder.path("copy")
        let convert = try Finished([Tools.plume, "convert", path, "-o", "ctf", "-w", copy])
        #expect(convert.status == 0, "\(convert.errors)")
        let again = try Finished([Tools.plume, "view", copy])
        #expect(again.output == view.output)
        // The last one has everything, too, cut in the same places or in smaller pieces.
        let newest = try Finished([Tools.plume, "view", "\(path)/snapshot-10"])
        #expect(newest.output == view.output)
    }

    @Test("shows each event once to babeltrace2, too")
    func babeltrace() throws {
        let path = folder.path("flight")
        let end = folder.path("end")
        let record = try Running(
            [
                Tools.plume, "record", "--overwrite", "--buffer-size", "1M", "--output", path,
                "--snapshot-interval", "0", "--trace-format", "ctf-1.8", "--",
                Tools.program("flight"), "requests", "8", "1000", end,
            ]
        )
        let last = "\(path)/snapshot-8/metadata"
        #expect(record.waits { FileManager.default.fileExists(atPath: last) })
        #expect(FileManager.default.createFile(atPath: end, contents: nil))
        #expect(record.wait().status == 0)
        let view = try Finished(["babeltrace2", path])
        #expect(areAll(view.output))
    }
}
