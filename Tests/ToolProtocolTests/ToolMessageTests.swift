// SPDX-License-Identifier: Apache-2.0

import MessageCoding
import RecordingPlan
import SideDescription
import Testing
import ToolProtocol

@Suite("Messages of tools and to them")
struct ToolMessageTests {
    @Test("come back as they were sent")
    func roundTrip() throws {
        for request in Samples.requests {
            #expect(ToolRequest.isOne(request.encoded()))
            #expect(try ToolRequest(decoding: request.encoded()) == request)
        }
        for reply in Samples.replies {
            #expect(!ToolRequest.isOne(reply.encoded()))
            #expect(try ToolReply(decoding: reply.encoded()) == reply)
        }
    }

    @Test("have the bytes that the document says")
    func bytes() {
        let rule = EventRule(included: [NamePattern("a")], levels: .only(.error))
        let change = ToolRequest(
            process: 7,
            errand: .change(RuleChange(channel: "c", .enable(rule)))
        )
        #expect(
            change.encoded() == [
                128, 6, 0, 0, 0, 7, 0, 0, 0, 2, 1, 0, 0, 0, 99, 1, 2, 3, 1, 0, 0, 0, 1, 0, 0, 0, 97,
                0, 0, 0, 0, 0, 0, 0, 0,
            ]
        )
        #expect(ToolReply.changed.encoded() == [129, 6, 0, 0, 0, 2])
        #expect(
            ToolReply.refused(.levelUnknown(9)).encoded() == [129, 6, 0, 0, 0, 0, 8, 0, 9]
        )
    }

    @Test("that are cut short or too long are refused")
    func damaged() {
        for request in Samples.requests {
            let bytes = request.encoded()
            for count in 0..<bytes.count {
                #expect(throws: ToolRefusal.self) {
                    try ToolRequest(decoding: Array(bytes.prefix(count)))
                }
            }
            #expect(throws: ToolRefusal.self) { try ToolRequest(decoding: bytes + [0]) }
        }
        for bytes in Samples.replies.map({ $0.encoded() }) {
            for count in 0..<bytes.count {
                #expect(throws: MessageError.self) {
                    try ToolReply(decoding: Array(bytes.prefix(count)))
                }
            }
            #expect(throws: MessageError.self) { try ToolReply(decoding: bytes + [0]) }
        }
    }

    @Test("that are random never trap")
    func random() {
        var generator = SystemRandomNumberGenerator()
        for sample in Samples.replies.map({ $0.encoded() }) + Samples.requests.map({ $0.encoded() })
        {
            for _ in 0..<500 {
                var bytes = sample
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
                        UInt8.random(in: 0...255, using: &generator)
                }
                if let reply = try? ToolReply(decoding: bytes) {
                    #expect((try? ToolReply(decoding: reply.encoded())) == reply)
                }
                if let request = try? ToolRequest(decoding: bytes) {
                    #expect((try? ToolRequest(decoding: request.encoded())) == request)
                }
            }
        }
    }

    @Test("that say what no rule can be are refused with the reason")
    func rules() {
        let change = RuleChange(.enable(EventRule(levels: .only(.error))))
        let bytes = ToolRequest(errand: .change(change)).encoded()
        // Kind, version, process, errand, an empty name, and whether it enables come before.
        for (kind, level, refusal) in [
            (3, 3, ToolRefusal.levelUnknown(3)), (2, 99, .levelUnknown(99)),
        ] as [(UInt8, UInt8, ToolRefusal)] {
            var wrong = bytes
            wrong[15] = kind
            wrong[16] = level
            #expect(throws: refusal) { try ToolRequest(decoding: wrong) }
        }
        // Two bytes take the place of no filter.
        let filtered = bytes.dropLast(4) + [2, 0, 0, 0, 255, 255]
        let refusal = #expect(throws: ToolRefusal.self) {
            try ToolRequest(decoding: Array(filtered))
        }
        #expect(refusal?.code == 7)
    }

    @Test("of another version are refused with both versions")
    func versions() throws {
        var request = ToolRequest(errand: .status).encoded()
        request[1] = 7
        // What comes behind the version may be anything.
        #expect(throws: ToolRefusal.versionDiffers(host: ToolRequest.version)) {
            try ToolRequest(decoding: request + [1, 2, 3])
        }
        var reply = ToolReply.changed.encoded()
        reply[1] = 7
        #expect(try ToolReply(decoding: reply + [1, 2]) == .refused(.versionDiffers(host: 7)))
        #expect(ToolRefusal.versionDiffers(host: 7).reason.contains("version 7"))
    }

    @Test("that a host sends before it knows who connects are refusals")
    func turnedAway() throws {
        let reply = try ToolReply(decoding: [5] + Array("no files".utf8))
        #expect(reply == .refused(.turnedAway(reason: "no files")))
    }

    @Test("have other codes for other refusals, and words for each")
    func refusals() {
        #expect(Samples.refusals.map(\.code) == Array(1...11))
        #expect(Samples.refusals.map(\.reason).allSatisfy { !$0.contains("--") })
        #expect(Samples.refusals.compactMap(\.remedy).allSatisfy { !$0.contains("--") })
    }

    @Test("fit a message, whatever a recording has")
    func large() throws {
        var status = Samples.status
        status.channels = (0..<3).map { Samples.channel(named: "c\($0)", eventCount: 1_500) }
        let name = String(repeating: "e", count: 1_000)
        for index in status.channels.indices {
            let event = RecordingStatus.Channel.Event(name: name, recordedCount: 1)
            status.channels[index].events = Array(repeating: event, count: 1_500)
        }
        let bytes = ToolReply.status(status).encoded()
        #expect(bytes.count <= MessageParts.maximumMessageBytes)
        guard case .status(let decoded) = try ToolReply(decoding: bytes) else {
            Issue.record("it is no status")
            return
        }
        #expect(decoded.channels.map(\.eventCount) == [1_500, 1_500, 1_500])
        #expect(decoded.channels.map(\.events.count) == [1_024, 1_024, 1_024])
        #expect(decoded.channels.map(\.owners.count) == [2, 2, 2])
        // Names that are longer still.
        status.channels[0].events[0] = .init(
            name: String(repeating: "e", count: 5 << 20),
            recordedCount: 1
        )
        #expect(ToolReply.status(status).encoded().count <= MessageParts.maximumMessageBytes)
    }
}
