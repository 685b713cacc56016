// SPDX-License-Identifier: Apache-2.0

import CTFReader
import Foundation
import Testing
import TraceModel

@Suite("Trace formats", .enabled(if: Tools.areBuilt), .serialized)
struct TraceFormatTests {
    private let folder = TemporaryFolder()

    @Test("are the ones that were asked for, with the same events")
    func formats() throws {
        var names: [[String]] = []
        for (word, format) in [("ctf-2", MetadataFormat.ctf2), ("ctf-1.8", .ctf1)] {
            let path = folder.path(word)
            let record = try Finished([
                Tools.plume, "record", "--trace-format", word, "--output", path, "--exclude",
                "all:large", "--", Tools.program("everything"),
            ])
            try #require(record.status == 0, "\(record.errors)")
            let trace = try CTFTrace(paths: [path])
            #expect(trace.trace.metadata.format == format)
            var found: [String] = []
            for stream in trace.streams {
                let cursor = DataStreamCursor(stream)
                while let message = try cursor.next() {
                    guard message == .event else { continue }
                    found.append(cursor.event?.eventClass.identity.name ?? "")
                }
            }
            names.append(found.sorted())
        }
        #expect(names[0] == ["all:empty", "all:integers", "all:others"])
        #expect(names[0] == names[1])
    }
}
