// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Several channels", .enabled(if: Tools.areBuilt))
struct ChannelTests {
    private let folder = TemporaryFolder()

    private func summary(_ options: [String], _ program: [String]) throws -> [String: Any] {
        let record = try Finished(
            [Tools.plume, "record", "--json", "--output", folder.path("trace")] + options + ["--"]
                + program
        )
        #expect(record.status == 0, "\(record.errors)")
        let line = record.output.split(separator: "\n").last.map(String.init) ?? ""
        return try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
            "\(record.output)"
        )
    }

    @Test("record the same events, each by its own rules and with its own contexts")
    func rules() throws {
        let result = try summary(
            [
                "--channel", "all --blocking-timeout 20s",
                "--channel", "first --filter 'writer == 0 && number <= 10' --context procname",
                "--channel",
                "even --filter 'number % 2 == 0' --blocking-timeout 20s"
                    + " --buffer-ownership process --buffer-size 128k",
                "--channel", "nothing --event 'other:*'",
                "--channel", "newest --overwrite --buffer-size 64k",
            ],
            [Tools.program("flight"), "2", "20000"]
        )
        #expect(result["events"] as? Int == 40_000 + 10 + 20_000)
        let channels = try #require(result["channels"] as? [[String: Any]])
        let counts = channels.map { $0["events"] as? Int }
        #expect(counts[0..<4] == [40_000, 10, 20_000, 0])
        let newest = try #require(counts[4])
        let older = try #require(channels[4]["discarded"] as? Int)
        #expect(newest > 1_000 && newest + older == 40_000)
        let events = try RecordedEvent.all(folder.path("trace"))
        let byClass = Dictionary(grouping: events, by: \.streamClass)
        #expect([0, 1, 2].map { byClass[$0]?.count } == [40_000, 10, 20_000])
        for event in byClass[1] ?? [] {
            #expect(event.contexts["procname"] as? String == "flight")
            #expect(event.fields["writer"] as? Int == 0)
        }
        #expect((byClass[0] ?? []).allSatisfy { $0.contexts["procname"] == nil })
        #expect((byClass[2] ?? []).allSatisfy { ($0.fields["number"] as? Int ?? 1) % 2 == 0 })
        let check = try Finished([Tools.plume, "check", folder.path("trace")])
        #expect(check.status == 0, "\(check.output)")
    }

    @Test("several filters of one event let pass what one of them accepts")
    func alternatives() throws {
        let result = try summary(
            ["--filter", "number < 100 && writer == 1 || number % 1000 == 0 && writer == 0"],
            [Tools.program("flight"), "2", "20000"]
        )
        #expect(result["events"] as? Int == 99 + 20)
        #expect(result["discarded"] as? Int == 0)
    }

    @Test("each process has files of its own")
    func ownership() throws {
        let result = try summary(
            ["--buffer-ownership", "process"],
            [
                "/bin/sh", "-c",
                "for i in 1 2 3; do \(Tools.program("flight")) 1 1000 & done; wait",
            ]
        )
        #expect(result["events"] as? Int == 3_000)
        #expect(result["processes"] as? Int == 3)
        let events = try RecordedEvent.all(folder.path("trace"))
        let owners = Dictionary(grouping: events, by: \.stream).mapValues { events in
            Set(events.compactMap { $0.contexts["vpid"] as? Int })
        }
        #expect(owners.values.allSatisfy { $0.count == 1 })
        #expect(Set(owners.values).count == 3)
        for process in owners.values.compactMap(\.first) {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("trace"))
            #expect(names.contains { $0.hasPrefix("channel0-p\(process)_") })
        }
    }

    @Test(
        "mistakes in a channel are told with its name",
        arguments: [
            ("fast --filter 'a >'", "--channel fast: --filter"),
            ("a/b --event 'x'", "begin with a name"),
            ("a --buffer-size 9P", "--channel a"), ("'a", "--channel"),
            ("a --context nothing", "--channel a: --context"),
        ]
    )
    func mistakes(channel: String, message: String) throws {
        let record = try Finished([Tools.plume, "record", "--channel", channel, "--", "/bin/true"])
        #expect(record.status == 2)
        #expect(record.errors.contains(message), "\(record.errors)")
    }
}
