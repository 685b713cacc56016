// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Recordings are controlled from another terminal", .enabled(if: Tools.areBuilt), .serialized)
struct ControlTests {
    private let folder = TemporaryFolder()

    /// A program that writes events until it is ended.
    private func endless(_ program: String = Tools.program("flight")) throws -> Running {
        let running = try Running([program, "1", "1000000000000"])
        #expect(running.waits(for: "ready"))
        return running
    }

    private func plume(_ arguments: String...) throws -> Finished {
        try Finished([Tools.plume] + arguments)
    }

    private func summary(_ running: Running) throws -> [String: Any] {
        running.process.interrupt()
        let finished = running.wait()
        #expect(finished.status == 0, "\(finished.errors)")
        return try #require(
            try JSONSerialization.jsonObject(with: Data(finished.output.utf8)) as? [String: Any],
            "\(finished.errors)"
        )
    }

    private func status(_ process: Int32) throws -> [String: Any] {
        let text = try plume("status", "\(process)", "--json").output
        return try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        )
    }

    /// Waits until a channel of a recording has more events than a number.
    private func waits(_ process: Int32, _ channel: Int = 0, for count: Int) throws -> Bool {
        for _ in 0..<200 {
            let channels = try status(process)["channels"] as? [[String: Any]]
            if (channels?[channel]["events"] as? Int ?? 0) > count { return true }
            usleep(20_000)
        }
        return false
    }

    private func waitsForSocket(_ process: Int32) -> Bool {
        for _ in 0..<500 {
            if (try? status(process)) != nil { return true }
            usleep(10_000)
        }
        return false
    }

    @Test("rules are changed while a program writes")
    func rules() throws {
        let program = try endless()
        defer { kill(program.process.processIdentifier, SIGKILL) }
        let recording = try Running([
            Tools.plume, "attach", "\(program.process.processIdentifier)", "--json", "--output",
            folder.path("trace"), "--channel", "first --event 'none:*'", "--channel",
            "second --event 'none:*' --context procname",
        ])
        let id = recording.process.processIdentifier
        #expect(waitsForSocket(id))
        #expect(
            try plume(
                "enable-event",
                "flight:*",
                "--filter",
                "number % 100000 == 0",
                "--process",
                "\(id)"
            ).status == 0
        )
        #expect(try waits(id, for: 3))
        #expect(
            try plume(
                "enable-event",
                "flight:step",
                "--filter",
                "number % 100000 == 7",
                "--channel",
                "second",
                "--process",
                "\(id)"
            ).status == 0
        )
        #expect(try waits(id, 1, for: 3))
        #expect(
            try plume("disable-event", "fli*", "--channel", "first", "--process", "\(id)").status
                == 0
        )
        usleep(100_000)
        let channels = try #require(try status(id)["channels"] as? [[String: Any]])
        let count = try #require(channels[0]["events"] as? Int)
        #expect(try waits(id, 1, for: try #require(channels[1]["events"] as? Int) + 3))
        let unknown = try plume("disable-event", "x", "--channel", "third", "--process", "\(id)")
        #expect(unknown.status != 0)
        #expect(unknown.errors.contains("there are: first, second"))
        let result = try summary(recording)
        let ends = try #require(result["channels"] as? [[String: Any]])
        #expect(ends[0]["events"] as? Int == count)
        #expect(program.process.isRunning)
        for event in try RecordedEvent.all(folder.path("trace")) {
            let number = try #require(event.fields["number"] as? Int)
            #expect(number % 100_000 == (event.streamClass == 0 ? 0 : 7))
            #expect((event.contexts["procname"] != nil) == (event.streamClass == 1))
        }
    }

    @Test("several recordings of one program have rules of their own")
    func fanOut() throws {
        let program = try endless()
        defer { kill(program.process.processIdentifier, SIGKILL) }
        let process = "\(program.process.processIdentifier)"
        let recordings = try (0..<3).map { number in
            try Running([
                Tools.plume, "attach", process, "--json", "--output", folder.path("trace\(number)"),
                "--filter", "number % 50000 == \(number)",
            ])
        }
        for recording in recordings {
            #expect(waitsForSocket(recording.process.processIdentifier))
            #expect(try waits(recording.process.processIdentifier, for: 5))
        }
        let several = try plume("status")
        #expect(several.status == 2 && several.errors.contains("several recordings run"))
        for (number, recording) in recordings.enumerated() {
            let result = try summary(recording)
            let events = try RecordedEvent.all(folder.path("trace\(number)"))
            #expect(result["events"] as? Int == events.count)
            #expect(result["discarded"] as? Int == 0)
            // Each number occurs once: none is lost, and none recorded twice.
            let numbers = events.compactMap { $0.fields["number"] as? Int }
            #expect(numbers.allSatisfy { $0 % 50_000 == number })
            #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 + 50_000 == $1 })
        }
    }

    @Test("a flight recorder is attached for a while, by the program's name")
    func duration() throws {
        // Other tests run programs of the same name meanwhile.
        let name = "flight-\(getpid())"
        let copy = folder.path(name)
        try FileManager.default.copyItem(atPath: Tools.program("flight"), toPath: copy)
        let program = try endless(copy)
        defer { kill(program.process.processIdentifier, SIGKILL) }
        let attach = try plume(
            "attach",
            name,
            "--overwrite",
            "--buffer-size",
            "64k",
            "--duration",
            "1s",
            "--json",
            "--output",
            folder.path("trace")
        )
        #expect(attach.status == 0, "\(attach.errors)")
        let events = try RecordedEvent.all(folder.path("trace/snapshot-1"))
        #expect(events.count > 1_000)
        #expect(program.process.isRunning)
    }

    @Test("memory goes back on command and by age, and nothing is lost by that")
    func reclaim() throws {
        for options in [[], ["--auto-reclaim-memory", "100ms"]] {
            let program = try Running([Tools.program("flight"), "2", "300000", "pause"])
            let path = folder.path("trace\(options.count)")
            let recording = try Running(
                [Tools.plume, "attach", "\(program.process.processIdentifier)", "--json"]
                    + ["--output", path, "--buffer-size", "1M", "--blocking-timeout", "20s"]
                    + options
            )
            let id = recording.process.processIdentifier
            #expect(waitsForSocket(id))
            kill(program.process.processIdentifier, SIGUSR1)
            #expect(try waits(id, for: 599_999))
            let full = try held(id)
            if options.isEmpty {
                #expect(full > 1 << 20)
                let reclaim = try plume("reclaim-memory", "\(id)")
                #expect(reclaim.status == 0 && reclaim.output.contains("reclaimed"))
            } else {
                for _ in 0..<100 where try held(id) > 128 << 10 { usleep(50_000) }
            }
            #expect(try held(id) <= 128 << 10)
            // The program goes on writing into the same buffers.
            kill(program.process.processIdentifier, SIGUSR1)
            #expect(try waits(id, for: 1_199_999))
            kill(program.process.processIdentifier, SIGKILL)
            let finished = recording.wait()
            #expect(finished.status == 0, "\(finished.errors)")
            let result = try #require(
                try JSONSerialization.jsonObject(with: Data(finished.output.utf8))
                    as? [String: Any]
            )
            #expect(result["events"] as? Int == 1_200_000)
            #expect(result["discarded"] as? Int == 0)
        }
    }

    private func held(_ process: Int32) throws -> Int {
        let channels = try status(process)["channels"] as? [[String: Any]]
        return channels?[0]["heldBytes"] as? Int ?? 0
    }

    @Test("a recording ends with the program that it was attached to")
    func end() throws {
        let program = try endless()
        let recording = try Running([
            Tools.plume, "attach", "\(program.process.processIdentifier)", "--json", "--output",
            folder.path("trace"), "--filter", "number % 1000 == 0",
        ])
        #expect(waitsForSocket(recording.process.processIdentifier))
        #expect(try waits(recording.process.processIdentifier, for: 5))
        kill(program.process.processIdentifier, SIGKILL)
        let finished = recording.wait()
        #expect(finished.status == 0)
        #expect(try plume("check", folder.path("trace")).status == 0)
    }

    @Test("what cannot be attached to is told")
    func mistakes() throws {
        let gone = try plume("attach", "4000000")
        #expect(gone.status == 127 && gone.errors.contains("there is no process"))
        let shell = try plume("attach", "1")
        #expect(shell.status == 125 && shell.errors.contains("cannot be attached to"))
        let name = try plume("attach", "no-such-program")
        #expect(name.status == 127 && name.errors.contains("no-such-program"))
        let off = try Running(
            [Tools.program("flight"), "1", "1000000000000"],
            environment: ["PLUME_ATTACH": "off"]
        )
        defer { kill(off.process.processIdentifier, SIGKILL) }
        #expect(off.waits(for: "ready"))
        #expect(try plume("attach", "\(off.process.processIdentifier)").status == 125)
    }
}
