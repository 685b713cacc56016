// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What people see of a recording.
@Suite("The view", .enabled(if: Tools.areBuilt), .serialized)
struct ViewTests {
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

    private func view(_ arguments: String...) throws -> Finished {
        try Finished([Tools.plume, "view"] + arguments)
    }

    private func lines(_ finished: Finished) -> [Substring] {
        #expect(finished.status == 0, "\(finished.errors)")
        return finished.output.split(separator: "\n")
    }

    @Test(
        "has columns, and no members that only serve to read others",
        arguments: [
            "ctf-2", "ctf-1.8",
        ]
    )
    func columns(format: String) throws {
        let path = try record("./flight 1 20 & ./everything; wait", ["--trace-format", format])
        let lines = lines(try view(path))
        #expect(lines.count == 24)
        let names = lines.map { line in
            line.firstMatch(of: #/(?:all|flight):\w+:/#).map {
                line.distance(from: line.startIndex, to: $0.range.lowerBound)
            }
        }
        #expect(Set(names).count == 1)
        let braces = lines.map { line in
            line.firstIndex(of: "{").map { line.distance(from: line.startIndex, to: $0) }
        }
        #expect(Set(braces).count == 1)
        let text = lines.joined()
        for helper in ["_blob_length", "_some_present", "_maybe_length", "ring_end"] {
            #expect(!text.contains(helper))
        }
        // CTF 1.8 has other forms for what it cannot say.
        guard format == "ctf-2" else { return }
        #expect(text.contains("blob = { de ad }, list = [ [0] = -1, [1] = 2 ], some = { 7 }"))
        let exact = try Finished([Tools.plume, "convert", path])
        #expect(exact.output.contains("_blob_length = 2, blob = { de ad }"))
    }

    @Test("selects by name, fields and time, and says what selects nothing")
    func selection() throws {
        let path = try record("./flight 1 20; ./everything")
        #expect(lines(try view("--event", "flight:*", path)).count == 20)
        #expect(lines(try view("--event", "all:e*", "--event", "all:i*", path)).count == 2)
        let filtered = lines(try view("--filter", "number > 15 && number % 2 == 0", path))
        #expect(filtered.map { $0.split(separator: " ").dropLast().last } == ["16", "18", "20"])
        #expect(lines(try view("--filter", "$ctx.cpu_id < 0", path)).isEmpty)
        let typo = try view("--event", "fligth:*", path)
        #expect(typo.status == 2)
        #expect(
            typo.errors.contains(
                "no event is called `fligth:*`; there are: all:empty, all:integers, all:large,"
            )
        )
        let one = try view("--event", "fligth:*", "--event", "flight:step", path)
        #expect(lines(one).count == 20)
        #expect(one.errors.split(separator: "\n").count { $0.contains("fligth") } == 1)
        let field = try view("--event", "flight:*", "--filter", "numbre > 1", path)
        #expect(lines(field).isEmpty)
        #expect(field.errors.contains("has a field `numbre`; there are: number, writer"))
        let wrong = try view("--filter", "number = 1", path)
        #expect(wrong.status != 0)
        #expect(wrong.errors.contains("a single “=” compares nothing; write =="))

        let all = lines(try view("--utc", path))
        let times = all.map { $0.dropFirst().prefix(18) }
        let middle = lines(
            try view("--utc", "--begin", "\(times[3])", "--end", "\(times[7])", path)
        )
        #expect(middle.map { $0.drop { $0 != ")" } } == all[3...7].map { $0.drop { $0 != ")" } })
        #expect(try view("--begin", "soon", path).errors.contains("--begin"))
        #expect(try view("--begin", "3", "--end", "2", path).status != 0)
    }

    @Test("has each of many traces, as convert has in each form")
    func many() throws {
        let path = folder.path("many")
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        let made = try Finished(["python3", "\(root)/Benchmarks/many-traces/make", path, "700"])
        #expect(made.status == 0, "\(made.errors)")
        let commands = [
            ["view"], ["convert"], ["convert", "-c", "sink.text.details"],
            ["convert", "-o", "csv"],
            ["convert", "-o", "json"], ["convert", "-c", "sink.utils.counter", "-p", "step=+9999"],
        ]
        for command in commands {
            let text = try Finished([Tools.plume] + command + [path])
            #expect(text.status == 0, "\(text.errors)")
            let isCounter = command.contains("sink.utils.counter")
            let found =
                isCounter
                ? text.output.contains("700 Event messages") ? 700 : 0
                : text.output.matches(of: /[^\w\/]event-(\d+)[:`,"]/).map(\.1).count
            #expect(found == (command == ["convert", "-c", "sink.text.details"] ? 1_400 : 700))
        }
    }

    @Test("follows a recording until Ctrl-C")
    func follow() throws {
        let path = folder.path("trace")
        let view = try Running([Tools.plume, "view", "--follow", "--event", "flight:*", path])
        let record = try Finished([
            Tools.plume, "record", "--quiet", "--output", path, "--", "sh", "-c",
            "cd \(Tools.programs); ./flight 1 20; sleep 1; ./flight 1 20",
        ])
        #expect(record.status == 0, "\(record.errors)")
        Thread.sleep(forTimeInterval: 2)
        kill(view.process.processIdentifier, SIGINT)
        let end = view.wait()
        #expect(end.status == 0, "\(end.errors)")
        let whole = try Finished([Tools.plume, "view", "--event", "flight:*", path])
        #expect(end.output.split(separator: "\n").count == 40)
        #expect(whole.output.split(separator: "\n").count == 40)
    }
}
