// SPDX-License-Identifier: Apache-2.0

import ControlProtocol
import Testing

@testable import SessionEngine
@testable import SideDescription

@Suite("A recording session")
struct SessionTests {
    private static let offer = ChannelOffer(channel: 0, cpuCount: 2, sizeBytes: 1 << 20, clock: 0)

    private func session(_ rule: EventRule = EventRule()) -> RecordingSession {
        var session = RecordingSession(
            channels: [SessionChannel(name: "c", offer: Self.offer, rules: [rule])],
            ringLayoutVersion: 1
        )
        session.connected(1)
        return session
    }

    private func hello(rseq: Bool = true, version: UInt32 = ProtocolVersion.current) -> [UInt8] {
        ProgramMessage.hello(
            ProgramHello(
                protocolVersion: version,
                ringLayoutVersion: 1,
                process: 9,
                hasRestartableSequences: rseq,
                program: "/bin/p"
            )
        ).encoded()
    }

    private func event(_ index: UInt32, _ name: String) -> [UInt8] {
        let record = SideEventRecords.record(name)
        return ProgramMessage.event(index: index, record: record).encoded()
    }

    @Test("defines an event before it enables it, once for all programs")
    func enabling() {
        var session = session()
        #expect(session.received(hello(), from: 1) == [.send(.channel(Self.offer), to: 1)])
        guard case .define(let definition)? = session.received(event(0, "a"), from: 1).first else {
            Issue.record("the event was not defined")
            return
        }
        #expect(definition.id == 1)
        #expect(
            session.received(ProgramMessage.ready(sequence: 5).encoded(), from: 1) == [
                .send(.enable(RecordingOrder(event: 0, channel: 0, id: 1)), to: 1),
                .send(.done(sequence: 5), to: 1),
            ]
        )
        session.connected(2)
        _ = session.received(hello(), from: 2)
        #expect(session.received(event(7, "a"), from: 2) == [])
        #expect(
            session.received(ProgramMessage.ready(sequence: 1).encoded(), from: 2).first
                == .send(.enable(RecordingOrder(event: 7, channel: 0, id: 1)), to: 2)
        )
        #expect(session.programs.count == 2)
    }

    @Test("leaves out what the rule leaves out")
    func rule() {
        var session = session(
            EventRule(included: [NamePattern("p:*")], excluded: [NamePattern("*:secret")])
        )
        _ = session.received(hello(), from: 1)
        #expect(session.received(event(0, "secret"), from: 1) == [])
        #expect(session.received(event(1, "open"), from: 1).count == 1)
    }

    @Test("refuses programs of another version, and says why; takes those without rseq")
    func refusals() {
        var session = session()
        let actions = session.received(hello(version: 99), from: 1)
        #expect(actions.count == 2)
        #expect(session.refusals.count == 1)
        session.connected(2)
        #expect(
            session.received(hello(rseq: false), from: 2) == [.send(.channel(Self.offer), to: 2)]
        )
    }

    @Test("tells of a program that cannot record, once and without what steers a terminal")
    func failures() {
        var session = session()
        _ = session.received(hello(), from: 1)
        let failed = ProgramMessage.failed(channel: 0, reason: "no\u{1B}[2J room\n").encoded()
        let actions = session.received(failed, from: 1)
        #expect(actions == [.warn(session.refusals[0])])
        #expect(session.refusals[0].hasSuffix("runs untraced: no[2J room"))
        #expect(session.received(failed, from: 1) == [])
    }

    @Test("disconnects who speaks nonsense or out of turn")
    func hostile() {
        for bytes: [UInt8] in [[], [99], [1, 2], event(0, "a")] {
            var session = session()
            #expect(session.received(bytes, from: 1).contains(.close(1)))
        }
        var talkative = session()
        _ = talkative.received(hello(), from: 1)
        #expect(talkative.received(hello(), from: 1).contains(.close(1)))
    }

    @Test("matches names with stars like a shell")
    func patterns() {
        let cases: [(String, String, Bool)] = [
            ("*", "a:b", true), ("a:*", "a:b", true), ("a:*", "b:a", false), ("*b", "a:b", true),
            ("*:b*d", "a:bcd", true), ("*:b*d", "a:bcde", false), ("a:b", "a:b", true),
            ("a:b", "a:bc", false), ("", "a", false), ("a*a*a", "aaaa", true), ("**", "", true),
        ]
        for (pattern, name, expected) in cases {
            #expect(NamePattern(pattern).matches(name) == expected, "\(pattern) \(name)")
        }
    }

    @Test("answers requests for snapshots only where there are some")
    func snapshots() {
        let offer = ChannelOffer(channel: 0, cpuCount: 2, sizeBytes: 1 << 20, clock: 0, lossMode: 1)
        var flight = RecordingSession(
            channels: [SessionChannel(name: "c", offer: offer, rules: [EventRule()])],
            ringLayoutVersion: 1,
            process: 77
        )
        var all = session()
        for process: UInt32 in [0, 9, 77, 78] {
            let request = SnapshotRequest(process: process, maximumAgeNanoseconds: 5)
            let bytes = ProgramMessage.snapshot(request).encoded()
            flight.connected(1)
            _ = flight.received(hello(), from: 1)
            flight.connected(2)
            let actions = flight.received(bytes, from: 2)
            if process == 78 {
                guard case .send(.refuse(let reason), to: 2)? = actions.first else {
                    Issue.record("\(actions)")
                    continue
                }
                #expect(reason.contains("78"))
            } else {
                #expect(actions == [.snapshot(request, for: 2)])
            }
            // A tool that was answered has nothing more to say, and a program needs no answer.
            #expect(flight.received(bytes, from: 2) == [])
            #expect(flight.received(bytes, from: 1) == [.snapshot(request, for: nil)])
            _ = flight.disconnected(2)
        }
        all.connected(2)
        let request = ProgramMessage.snapshot(SnapshotRequest()).encoded()
        guard case .send(.refuse(let reason), to: 2)? = all.received(request, from: 2).first else {
            Issue.record("a recording without snapshots must refuse")
            return
        }
        #expect(reason.contains("--overwrite"))
    }

    @Test("selects by log level: at least as serious, or exactly so")
    func levels() {
        for level in LogLevel.allCases {
            for other in LogLevel.allCases {
                let event = SideEventDescription(
                    provider: "p",
                    name: "n",
                    logLevel: other,
                    fields: []
                )
                #expect(EventRule().selects(event))
                #expect(
                    EventRule(levels: .atLeast(level)).selects(event)
                        == (other.rawValue <= level.rawValue)
                )
                #expect(EventRule(levels: .only(level)).selects(event) == (other == level))
            }
        }
    }
}

/// Records of events without fields.
private enum SideEventRecords {
    static func record(_ name: String) -> [UInt8] {
        SideRecordBuilder.record(for: SideEventDescription(provider: "p", name: name))
    }
}
