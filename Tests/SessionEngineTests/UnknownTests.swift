// SPDX-License-Identifier: Apache-2.0

import MessageCoding
import ProgramProtocol
import RecordingPlan
import Testing
import ToolProtocol

@testable import SessionEngine
@testable import SideDescription

@Suite("What a session does not know")
struct UnknownTests {
    private static func session() -> RecordingSession {
        RecordingSession(
            channels: [
                .sample(rules: [EventRule(included: [NamePattern("p:wanted*")])])
            ],
            ringLayoutVersion: 1
        )
    }

    /// Lets a program introduce itself and its events.
    private static func introduce(
        _ connection: Int,
        isRecordedAlready: Bool = false,
        _ session: inout RecordingSession
    ) {
        session.connected(connection)
        let hello = ProgramHello(
            ringLayoutVersion: 1,
            process: UInt32(connection),
            hasRestartableSequences: true,
            isRecordedAlready: isRecordedAlready,
            program: "/bin/p"
        )
        send(.hello(hello), connection, &session)
        for (index, name) in ["wanted", "other", "wanted2"].enumerated() {
            let description = SideEventDescription(provider: "p", name: name)
            let record = SideRecordBuilder.record(for: description)
            send(.event(index: UInt32(index), record: record), connection, &session)
        }
        send(.ready(sequence: 1), connection, &session)
    }

    @discardableResult
    private static func send(
        _ message: ProgramMessage,
        _ connection: Int,
        _ session: inout RecordingSession
    ) -> [RecordingSession.Action] {
        session.received(message.encoded(), from: connection)
    }

    private static func report(_ counts: [(UInt32, UInt64)]) -> ProgramMessage {
        .untraced(
            UntracedReport(
                nanoseconds: 7,
                counts: counts.map { UntracedReport.Count(event: $0.0, count: $0.1) }
            )
        )
    }

    @Test("is how often selected events were emitted before the orders, of all programs")
    func counts() {
        var session = Self.session()
        for connection in 1...3 { Self.introduce(connection, &session) }
        Self.send(Self.report([(0, 5), (1, 100)]), 1, &session)
        // What is said later takes the place of what was said before.
        Self.send(Self.report([(0, 6), (1, 100), (2, 1), (99, 50)]), 1, &session)
        Self.send(Self.report([(2, 10)]), 2, &session)
        Self.send(Self.report([]), 3, &session)
        var expected = UnknownEvents()
        expected.eventCount = 17
        expected.programCount = 2
        expected.longestNanoseconds = 7
        #expect(session.unknown == expected)
        for connection in 1...3 { #expect(session.disconnected(connection) == []) }
        #expect(session.endHearing() == [])
        #expect(session.unknown == expected)
    }

    @Test("is what programs emitted that ended without a word; children are no such programs")
    func unheard() {
        var session = Self.session()
        Self.introduce(1, &session)
        Self.introduce(2, isRecordedAlready: true, &session)
        Self.introduce(3, &session)
        let actions = session.disconnected(1)
        #expect(actions.count == 1)
        guard case .warn(let text)? = actions.first else { return }
        #expect(text.contains("process 1 (/bin/p)"))
        #expect(session.disconnected(2) == [])
        #expect(session.unknown.unheardCount == 1)
        // Who is still there at the end and has not answered is one of them, once.
        #expect(session.endHearing().count == 1)
        #expect(session.disconnected(3) == [])
        #expect(session.unknown.unheardCount == 2)
        #expect(session.unknown.eventCount == 0)
        #expect(!session.unknown.isNothing)
    }

    @Test("is what was emitted of events that were announced after the last word")
    func lateEvents() {
        var session = Self.session()
        for connection in 1...2 {
            Self.introduce(connection, &session)
            Self.send(Self.report([(0, 3)]), connection, &session)
            let description = SideEventDescription(provider: "p", name: "wanted9")
            let record = SideRecordBuilder.record(for: description)
            Self.send(.event(index: 3, record: record), connection, &session)
        }
        Self.send(Self.report([(0, 3), (3, 4)]), 2, &session)
        #expect(session.disconnected(1).count == 1)
        #expect(session.disconnected(2) == [])
        #expect(session.unknown.unheardCount == 1)
        #expect(session.unknown.eventCount == 10)
    }

    @Test("does not overflow, whatever programs say")
    func hostile() {
        var session = Self.session()
        for connection in 1...2 {
            Self.introduce(connection, &session)
            Self.send(Self.report([(0, .max), (2, .max)]), connection, &session)
        }
        #expect(session.unknown.eventCount == .max)
        _ = session.disconnected(1)
        #expect(session.unknown.eventCount == .max)
    }

    @Test("does not hold what was refused, which is counted once for each program")
    func refusals() {
        var session = Self.session()
        Self.introduce(1, &session)
        for reason in ["a", "b", "b"] {
            Self.send(.failed(channel: 0, reason: reason), 1, &session)
        }
        #expect(session.refusedCount == 1)
        #expect(session.disconnected(1) == [])
        Self.introduce(2, &session)
        #expect(
            session.refuse(2, reason: "no room").last == .send(.refuse(reason: "no room"), to: 2)
        )
        #expect(session.disconnected(2) == [])
        Self.introduce(3, &session)
        #expect(session.received([255, 1], from: 3).contains(.close(3)))
        #expect(session.disconnected(3) == [])
        _ = session.refuse(process: 44, reason: "no descriptor")
        #expect(session.refusedCount == 4)
        #expect(session.unknown.isNothing)
    }

    @Test("leaves out events whose descriptions are too long or wrong, and counts them")
    func leftOut() {
        var session = Self.session()
        Self.introduce(1, &session)
        let actions = Self.send(
            .leftOut(event: 3, descriptionBytes: 5 << 20, name: "p:long\u{1B}"),
            1,
            &session
        )
        guard case .warn(let text)? = actions.first else {
            Issue.record("an event that is left out is said")
            return
        }
        #expect(text.contains("p:long of process 1 (/bin/p)"))
        #expect(text.contains("5242880 bytes"))
        Self.send(.event(index: 4, record: [1, 2, 3]), 1, &session)
        #expect(session.leftOutCount == 2)
    }

    @Test("lets a description come in parts")
    func parts() throws {
        var session = Self.session()
        Self.introduce(1, &session)
        let byte = SideType(.integer(bits: 8, isSigned: false))
        let fields = (0..<800).map {
            SideField("f\($0)" + String(repeating: "x", count: 300), byte)
        }
        let long = SideEventDescription(provider: "p", name: "wanted3", fields: fields)
        let message = ProgramMessage.event(index: 9, record: SideRecordBuilder.record(for: long))
        var actions: [RecordingSession.Action] = []
        let packets = MessageParts.split(message.encoded())
        #expect(packets.count > 3)
        for packet in packets { actions += session.received(packet, from: 1) }
        guard case .define(let definition)? = actions.first else {
            Issue.record("\(actions)")
            return
        }
        #expect(definition.description == long)
    }

    @Test("another user's process records and asks for nothing")
    func foreign() {
        var session = Self.session()
        session.connected(5, isForeign: true)
        let request = ToolRequest(errand: .dumpState).encoded()
        #expect(session.received(request, from: 5).contains(.close(5)))
    }
}
