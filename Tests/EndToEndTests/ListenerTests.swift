// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Programs that nobody records, in Swift and in C, cost next to nothing and can be attached to.
@Suite("A program that nobody records yet", .enabled(if: Tools.areBuilt), .serialized)
struct ListenerTests {
    private let folder = TemporaryFolder()

    /// A program that lives the ways of both `life`s.
    private func program(_ language: String) throws -> String {
        try language == "C" ? CProgram.build("life", in: folder) : Tools.program("life")
    }

    /// Starts one that says its id, or its child's, and waits for a recording.
    private func start(
        _ command: [String],
        environment: [String: String] = [:]
    ) throws -> (running: Running, process: String) {
        let running = try Running(command, environment: environment)
        try #require(running.waits(for: "ready "))
        let words = running.output.split(whereSeparator: \.isWhitespace)
        return (running, String(try #require(words.last)))
    }

    @Test(
        "is attached to, also a child of it, and everything it emits then is recorded",
        arguments: ["Swift", "C"],
        ["await", "await-child"]
    )
    func attach(language: String, way: String) throws {
        let tally = folder.path("tally")
        let (running, process) = try start([try program(language), way, tally])
        let trace = folder.path("trace")
        let record = try Finished([
            Tools.plume, "attach", process, "--json", "--output", trace,
        ])
        #expect(record.status == 0, "\(record.errors)")
        #expect(running.wait().status == 0)
        let view = try Finished([Tools.plume, "view", trace])
        let lines = view.output.split(separator: "\n")
        #expect(lines.allSatisfy { $0.contains("vpid = \(process),") })
        let text = try String(contentsOfFile: tally, encoding: .utf8)
        let emitted = text.split(separator: "\n").compactMap { line -> Int? in
            line.hasPrefix(process + " ") ? Int(line.split(separator: " ")[1]) : nil
        }
        #expect(Set(emitted) == [lines.count])
        #expect(lines.count == (language == "C" ? 1_000 : 1_001))
    }

    @Test("shows its tracepoints", arguments: ["Swift", "C"])
    func list(language: String) throws {
        let (running, process) = try start([try program(language), "await", "/dev/null"])
        let list = try Finished([Tools.plume, "list", process])
        #expect(list.status == 0, "\(list.errors)")
        #expect(list.output.contains(language == "C" ? "life:step" : "life:later"))
        kill(running.process.processIdentifier, SIGKILL)
        _ = running.wait()
    }

    /// The names of a process's threads, without the first.
    private func threads(of process: String) -> [String] {
        let folder = "/proc/\(process)/task"
        let ids = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return ids.filter { $0 != process }
            .compactMap { try? String(contentsOfFile: "\(folder)/\($0)/comm", encoding: .utf8) }
            .map { $0.trimmingCharacters(in: .newlines) }.sorted()
    }

    @Test(
        "has one thread, which has a name, and two when it is recorded",
        arguments: ["Swift", "C"]
    )
    func names(language: String) throws {
        let path = try program(language)
        let tally = folder.path("tally")
        let (running, process) = try start([path, "await", tally])
        #expect(running.waits { threads(of: process) == ["plume-agent"] })
        let name = try String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8)
        #expect(name == "life\n")
        kill(running.process.processIdentifier, SIGKILL)
        _ = running.wait()
        let record = try Running([
            Tools.plume, "record", "--output", folder.path("trace"), "--", path, "flood", tally,
        ])
        try #require(record.waits(for: "ready"))
        let children =
            "/proc/\(record.process.processIdentifier)/task"
            + "/\(record.process.processIdentifier)/children"
        let recorded = try String(contentsOfFile: children, encoding: .utf8)
            .trimmingCharacters(in: .whitespaces)
        #expect(record.waits { Set(threads(of: recorded)) == ["plume-agent", "plume-waker"] })
        _ = FileManager.default.createFile(atPath: tally + ".go", contents: nil)
        #expect(record.wait().status == 0)
    }

    @Test("leaves no name behind, and its children leave its own")
    func leavesNoName() throws {
        let directory = folder.path("runtime")
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        for language in ["Swift", "C"] {
            let tally = folder.path("tally-\(language)")
            let running = try Running(
                [try program(language), "flood-child", tally],
                environment: ["XDG_RUNTIME_DIR": directory]
            )
            let sockets = {
                (try? FileManager.default.contentsOfDirectory(atPath: directory + "/plume")) ?? []
            }
            // That of the parent, and that of the child that waits.
            #expect(running.waits { sockets().count == 2 })
            _ = FileManager.default.createFile(atPath: tally + ".go", contents: nil)
            #expect(running.wait().status == 0)
            #expect(sockets().isEmpty)
        }
    }

    @Test("gives children no thread after others that ended at once, unless it is told to")
    func shortLives() throws {
        func counts(_ environment: [String: String]) throws -> [String: Int] {
            let run = try Finished(
                [Tools.program("life"), "children", folder.path("tally")],
                environment: environment
            )
            #expect(run.status == 0)
            return Dictionary(
                run.output.split(separator: "\n").map { (String($0), 1) },
                uniquingKeysWith: +
            )
        }
        let usual = try counts([:])
        #expect(usual["threads 1", default: 0] > 0)
        #expect(usual["threads 2", default: 0] >= 4)
        #expect(try counts(["PLUME_ATTACH": "always"]) == ["threads 2": 40])
        #expect(try counts(["PLUME_ATTACH": "off"]) == ["threads 1": 40])
        #expect(try counts(["PLUME": "off"]) == ["threads 1": 40])
    }

    @Test("that cannot be attached to: why")
    func refusals() throws {
        func errors(_ process: String) throws -> String {
            let attach = try Finished([Tools.plume, "attach", process])
            #expect(attach.status == 125)
            return attach.errors
        }
        let path = try program("C")
        for setting in ["PLUME=off", "PLUME_ATTACH=off"] {
            let words = setting.split(separator: "=").map(String.init)
            let (running, process) = try start(
                [path, "await", "/dev/null"],
                environment: [words[0]: words[1]]
            )
            #expect(try errors(process).contains("it was started with \(setting)"))
            kill(running.process.processIdentifier, SIGKILL)
            _ = running.wait()
        }
        let other = try Running(["sleep", "60"])
        #expect(try errors("\(other.process.processIdentifier)").contains("contains no Plume"))
        kill(other.process.processIdentifier, SIGKILL)
        _ = other.wait()
        // Without the tracer beside it.
        let lonely = folder.path("lonely")
        #expect(try Finished(["mkdir", lonely]).status == 0)
        let library = CProgram.libraries + "/libside.so.0"
        #expect(try Finished(["cp", library, lonely]).status == 0)
        let (running, process) = try start(
            [path, "await", "/dev/null"],
            environment: ["LD_LIBRARY_PATH": lonely]
        )
        #expect(try errors(process).contains("found no tracer"))
        kill(running.process.processIdentifier, SIGKILL)
        _ = running.wait()
    }
}
