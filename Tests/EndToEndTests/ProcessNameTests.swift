// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Whose name a record has when several programs are recorded.
@Suite("The names of processes", .enabled(if: Tools.areBuilt), .serialized)
struct ProcessNameTests {
    private let folder = TemporaryFolder()

    private func record(_ command: String, _ options: [String] = []) throws -> String {
        let path = folder.path("trace")
        let record = try Finished(
            [Tools.plume, "record", "--quiet", "--output", path] + options + ["--", "sh", "-c"]
                + ["cd \(Tools.programs); \(command)"]
        )
        #expect(record.status == 0, "\(record.errors)")
        return path
    }

    private func lines(_ arguments: [String]) throws -> [Substring] {
        let finished = try Finished(arguments)
        #expect(finished.status == 0, "\(finished.errors)")
        return finished.output.split(separator: "\n")
    }

    /// The program and process before the name of each event, and the process in its context.
    private func heads(_ lines: [Substring]) -> Set<String> {
        Set(
            lines.compactMap { line in
                line.firstMatch(of: #/ \S+?:(\S+):\((\d+)\) +(\w+):\w+: .*vpid = (\d+),/#)
                    .map { "\($0.1) \($0.3) \($0.2 == $0.4)" }
            }
        )
    }

    @Test("are each record's own", arguments: ["ctf-2", "ctf-1.8"])
    func several(format: String) throws {
        let path = try record(
            "./flight 1 20 & ./flight 1 20 & ./everything; wait",
            ["--trace-format", format]
        )
        let view = try lines([Tools.plume, "view", path])
        #expect(heads(view) == ["flight flight true", "everything all true"])
        let json = try lines([Tools.plume, "convert", "-o", "json", path])
        let events = json.filter { $0.hasPrefix("{\"type\":\"event\"") }
        #expect(events.count == view.count)
        for event in events {
            let isFlight = event.contains("\"name\":\"flight:step\"")
            #expect(event.contains("\"procname\":\"\(isFlight ? "flight" : "everything")\""))
        }
        let csv = try lines([Tools.plume, "convert", "-o", "csv", path])
        #expect(csv.first?.hasPrefix("time,name,stream,procname,") == true)
        #expect(csv.count { $0.contains(",flight:step,") && $0.contains(",flight,") } == 40)
        // A copy is named as the original is.
        let copy = folder.path("copy")
        _ = try lines([Tools.plume, "convert", "-o", "ctf", "-w", copy, path])
        #expect(try lines([Tools.plume, "view", copy]) == view)
        // It reads CTF 1.8 only.
        guard format == "ctf-1.8" else { return }
        let babeltrace = try lines(["babeltrace2", path])
        #expect(babeltrace.count == view.count)
        #expect(babeltrace.allSatisfy { !$0.contains(":(") && !$0.contains(":sh") })
    }

    @Test("are that of the trace where there is one")
    func single() throws {
        let path = try record("./flight 1 20", ["--trace-format", "ctf-1.8"])
        let view = try lines([Tools.plume, "view", path])
        #expect(heads(view) == ["flight flight true"])
        #expect(try lines(["babeltrace2", path]) == lines([Tools.plume, "convert", path]))
    }

    @Test("are those of snapshots, too")
    func snapshots() throws {
        let path = try record("./flight 1 20 & ./everything; wait", ["--overwrite"])
        let view = try lines([Tools.plume, "view", path])
        #expect(heads(view) == ["flight flight true", "everything all true"])
    }
}
