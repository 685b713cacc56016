// SPDX-License-Identifier: Apache-2.0

import Foundation
import MessageCoding
import ProgramProtocol
import Testing

@Suite("docs/abi/program-protocol.md")
struct DocumentTests {
    private static func text() throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(
            contentsOf: root.appendingPathComponent("docs/abi/program-protocol.md"),
            encoding: .utf8
        )
    }

    /// The kinds of the rows of a table, by the names in the first column.
    private static func kinds(after heading: String) throws -> [String: UInt8] {
        let lines = try text().split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(where: { $0.hasPrefix("| " + heading) }) else {
            return [:]
        }
        var kinds: [String: UInt8] = [:]
        for line in lines[(start + 2)...] {
            guard line.hasPrefix("|") else { break }
            let cells = line.split(separator: "|").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            kinds[cells[0]] = UInt8(cells[1])
        }
        return kinds
    }

    @Test("names the version and the limits")
    func version() throws {
        let text = try Self.text()
        #expect(text.contains("Version \(ProtocolVersion.current)."))
        #expect(text.contains("at most \(MessageParts.maximumPacketBytes >> 10) KiB"))
        #expect(text.contains("at most \(MessageParts.maximumMessageBytes >> 20) MiB"))
    }

    @Test("has the kinds of the messages of programs")
    func programs() throws {
        let hello = ProgramHello(
            ringLayoutVersion: 1,
            process: 2,
            hasRestartableSequences: true,
            program: ""
        )
        let messages: [String: ProgramMessage] = [
            "hello": .hello(hello), "event": .event(index: 0, record: []),
            "ready": .ready(sequence: 0), "snapshot": .snapshot(SnapshotRequest()),
            "failed": .failed(channel: 0, reason: ""),
            "state told": .stateTold(sequence: 0),
            "untraced": .untraced(UntracedReport(nanoseconds: 0)),
            "left out": .leftOut(event: 0, descriptionBytes: 0, name: ""),
            "unrecordable": .unrecordable(
                UnrecordableEvent(provider: "", name: "", reason: "")
            ),
        ]
        var expected = messages.mapValues { $0.encoded()[0] }
        expected["part"] = 255
        #expect(try Self.kinds(after: "from the program") == expected)
    }

    @Test("has the kinds of the messages of controllers")
    func controllers() throws {
        let messages: [String: ControllerMessage] = [
            "channel": .channel(ChannelOffer(channel: 0, cpuCount: 1, sizeBytes: 1, clock: 0)),
            "enable": .enable(RecordingOrder(event: 0, channel: 0, id: 1)),
            "done": .done(sequence: 0), "stop": .stop(channel: 0), "refuse": .refuse(reason: ""),
            "filter": .filter(number: 0, program: []),
            "disable": .disable(event: 0, channel: 0),
            "dumpState": .dumpState(sequence: 1), "address": .address(path: ""),
        ]
        var expected = messages.mapValues { $0.encoded()[0] }
        expected["part"] = 255
        #expect(try Self.kinds(after: "from the controller") == expected)
    }
}
