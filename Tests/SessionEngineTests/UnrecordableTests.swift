// SPDX-License-Identifier: Apache-2.0

import ProgramProtocol
import RecordingPlan
import Testing

@testable import SessionEngine
@testable import SideDescription

@Suite("Events of which nothing can be recorded")
struct UnrecordableTests {
    private func session(
        _ rules: [EventRule] = [EventRule()],
        unsayable: @escaping @Sendable (SideEventDescription) -> String? = { _ in nil }
    ) -> RecordingSession {
        var session = RecordingSession(
            channels: [.sample(rules: rules)],
            ringLayoutVersion: 1,
            unsayable: unsayable
        )
        session.connected(1)
        let hello = ProgramHello(
            ringLayoutVersion: 1,
            process: 9,
            hasRestartableSequences: true,
            program: "/bin/p"
        )
        _ = session.received(ProgramMessage.hello(hello).encoded(), from: 1)
        return session
    }

    private func message(_ event: UnrecordableEvent) -> [UInt8] {
        ProgramMessage.unrecordable(event).encoded()
    }

    @Test("are named once, and without what steers a terminal")
    func named() {
        var session = session()
        let event = UnrecordableEvent(provider: "p", name: "\u{1B}", reason: "no\n")
        let text = #"the event "p:\u{1B}" is not recorded: no\u{A}"#
        #expect(session.received(message(event), from: 1) == [.warn(text)])
        #expect(session.received(message(event), from: 1) == [])
        #expect(session.leftOutCount == 1)
        let context = UnrecordableEvent(.context, provider: "", name: "x", reason: "no")
        #expect(
            session.received(message(context), from: 1)
                == [.warn(#"the context "x" is not recorded: no"#)]
        )
    }

    @Test("are all that come by way of a runtime that would spoil callbacks, which is said once")
    func runtime() {
        var session = session()
        let event = UnrecordableEvent(.runtime, provider: "", name: "/a\n", reason: "it fails")
        let text = """
            what comes by way of another project's SIDE runtime, "/a\\u{A}", is not recorded: it fails
            """
        #expect(session.received(message(event), from: 1) == [.warn(text)])
        #expect(session.received(message(event), from: 1) == [])
        #expect(session.leftOutCount == 0)
    }

    @Test("are passed over where the rules do not ask for them")
    func rules() {
        var session = session([EventRule(included: [NamePattern("q:*")])])
        let event = UnrecordableEvent(provider: "p", name: "n", reason: "no")
        #expect(session.received(message(event), from: 1) == [])
        #expect(session.leftOutCount == 0)
    }

    @Test("of a hostile program are counted and not all said")
    func flood() {
        var session = session()
        var saidCount = 0
        for number in 0..<1_000 {
            let event = UnrecordableEvent(provider: "p", name: "\(number)", reason: "no")
            saidCount += session.received(message(event), from: 1).count
        }
        #expect(saidCount == 200)
        #expect(session.leftOutCount == 1_000)
    }

    @Test("because the trace cannot describe them are not enabled")
    func unsayable() {
        var session = session { $0.name == "bad" ? "too odd" : nil }
        for (number, name) in ["bad", "good"].enumerated() {
            let record = EventRecords.record(name)
            let event = ProgramMessage.event(index: UInt32(number), record: record)
            let actions = session.received(event.encoded(), from: 1)
            if name == "bad" {
                #expect(actions == [.warn(#"the event "p:bad" is not recorded: too odd"#)])
            } else {
                #expect(actions.count == 1)
            }
        }
        let orders = session.received(ProgramMessage.ready(sequence: 1).encoded(), from: 1)
        #expect(
            orders == [
                .send(.enable(RecordingOrder(event: 1, channel: 0, id: 1)), to: 1),
                .send(.done(sequence: 1), to: 1),
            ]
        )
        #expect(session.leftOutCount == 1)
    }

    @Test("are not those with names that get in the way, of which is told once")
    func names() {
        var session = session()
        let record = EventRecords.record("a b")
        var saidCount = 0
        for number in 0..<3 as Range<UInt32> {
            let event = ProgramMessage.event(index: number, record: record)
            for case .warn(let text) in session.received(event.encoded(), from: 1) {
                saidCount += 1
                #expect(text.contains("contains a space"))
            }
        }
        #expect(saidCount == 1)
        #expect(session.leftOutCount == 0)
    }
}

/// Records of events without fields.
private enum EventRecords {
    static func record(_ name: String) -> [UInt8] {
        SideRecordBuilder.record(for: SideEventDescription(provider: "p", name: name))
    }
}
