// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// One recording of the program `life`, and what it said it emitted.
struct LifeRun {
    let record: Finished
    /// Events in the trace by process.
    var traced: [String: Int] = [:]
    /// Events that the processes said they emitted.
    var emitted: [String: Int] = [:]
    /// The summary of the recording.
    var summary: [String: Any] = [:]
    let seconds: Double

    /// Records a command; `TALLY` in it stands for the path of the tally.
    init(
        _ command: [String],
        in folder: TemporaryFolder,
        options: [String] = [],
        environment: [String: String] = [:]
    ) throws {
        let name = UUID().uuidString
        let trace = folder.path("trace-" + name)
        let tally = folder.path("tally-" + name)
        let begin = Date()
        let record = try Finished(
            [Tools.plume, "record", "--json", "--output", trace] + options + ["--"]
                + command.map { $0.replacingOccurrences(of: "TALLY", with: tally) },
            environment: environment
        )
        try self.init(record, trace: trace, tally: tally, begin: begin)
    }

    /// Reads what a recording left behind.
    init(_ record: Finished, trace: String, tally: String = "", begin: Date = Date()) throws {
        self.record = record
        seconds = Date().timeIntervalSince(begin)
        let last = record.output.split(separator: "\n").last.map(String.init) ?? ""
        let json = try? JSONSerialization.jsonObject(with: Data(last.utf8))
        summary = json as? [String: Any] ?? [:]
        let text = (try? String(contentsOfFile: tally, encoding: .utf8)) ?? ""
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2 { emitted[String(words[0]), default: 0] += Int(words[1]) ?? 0 }
        }
        guard FileManager.default.fileExists(atPath: trace) else { return }
        let view = try Finished([Tools.plume, "view", trace])
        #expect(view.status == 0, "\(view.errors)")
        for line in view.output.split(separator: "\n") {
            let process = line.firstMatch(of: /vpid = (\d+)/)?.1 ?? "?"
            traced[String(process), default: 0] += 1
        }
    }

    /// Records a scenario of `life`.
    init(
        scenario: String,
        in folder: TemporaryFolder,
        options: [String] = [],
        environment: [String: String] = [:]
    ) throws {
        try self.init(
            [Tools.program("life"), scenario, "TALLY"],
            in: folder,
            options: options,
            environment: environment
        )
    }

    /// Checks that every process finds in the trace exactly what it emitted, and none was harmed.
    func expectWhole(processes: Int? = nil, known: Int? = nil) {
        #expect(record.status == 0, "\(record.errors)")
        #expect(traced == emitted, "\(record.errors)")
        #expect(!emitted.isEmpty)
        #expect(summary["discarded"] as? Int == 0)
        if let processes { #expect(emitted.count == processes) }
        if let known { #expect(summary["processes"] as? Int == known, "\(record.errors)") }
    }
}
