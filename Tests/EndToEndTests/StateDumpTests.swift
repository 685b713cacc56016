// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What programs tell of their state when a recording begins, and when they are asked.
@Suite("State dumps", .enabled(if: Tools.areBuilt), .serialized)
struct StateDumpTests {
    private let folder = TemporaryFolder()

    /// The names of the events of a trace, without the provider, and the first field of each.
    private func steps(_ trace: String) throws -> [String] {
        let view = try Finished([Tools.plume, "view", trace])
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
}
