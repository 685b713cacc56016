// SPDX-License-Identifier: Apache-2.0

import EventFilter
import ProgramProtocol
import RecordingPlan
import Testing
import ToolProtocol

@testable import SessionEngine
@testable import SideDescription

@Suite("Rules that change")
struct RuleChangeTests {
    /// A session with two channels that record nothing yet, and a program with two events.
    private func session() -> RecordingSession {
        let nothing = EventRule(included: [NamePattern("none:*")])
        var session = RecordingSession(
            channels: (0..<2).map { number in
                SessionChannel.sample("c\(number)", number: number, rules: [nothing])
            },
            ringLayoutVersion: 1
        )
        session.connected(1)
        let hello = ProgramHello(
            ringLayoutVersion: 1,
            process: 9,
            hasRestartableSequences: true,
            program: "/bin/p"
        )
        _ = session.received(ProgramMessage.hello(hello).encoded(), from: 1)
        for (index, name) in ["open", "close"].enumerated() {
            let message = ProgramMessage.event(
                index: UInt32(index),
                record: SideRecordBuilder.record(
                    for: SideEventDescription(provider: "p", name: name)
                )
            )
            _ = session.received(message.encoded(), from: 1)
        }
        _ = session.received(ProgramMessage.ready(sequence: 1).encoded(), from: 1)
        return session
    }

    private func enable(
        _ pattern: String,
        channel: String = "",
        filter: String? = nil
    ) throws
        -> RuleChange
    {
        RuleChange(
            channel: channel,
            .enable(
                EventRule(
                    included: [NamePattern(pattern)],
                    filter: try filter.map { try FilterProgram($0) }
                )
            )
        )
    }

    private func sent(_ actions: [RecordingSession.Action]) -> [ControllerMessage] {
        actions.compactMap { action in
            if case .send(let message, _) = action { return message }
            return nil
        }
    }

    @Test("reach programs that run, and only what has changed")
    func change() throws {
        var session = session()
        let actions = try session.change(try enable("p:op*"))
        #expect(actions.count == 2)
        guard case .define(let definition)? = actions.first else {
            Issue.record("the event was not defined first")
            return
        }
        #expect(definition.description.name == "open" && definition.channel == 0)
        let order = RecordingOrder(event: 0, channel: 0, id: 1)
        #expect(sent(actions) == [.enable(order)])
        #expect(try session.change(try enable("p:open")).isEmpty)
        let disable = RuleChange(.disable([NamePattern("*")]))
        #expect(sent(try session.change(disable)) == [.disable(event: 0, channel: 0)])
        #expect(try session.change(disable).isEmpty)
        // The id of an event stays when it is enabled again.
        #expect(try session.change(try enable("p:open")) == [.send(.enable(order), to: 1)])
    }

    @Test("add filters to filters, until a rule wants every record")
    func filters() throws {
        var session = session()
        let first = sent(try session.change(try enable("p:open", channel: "c1", filter: "a == 1")))
        #expect(first.count == 2)
        let order = RecordingOrder(event: 0, channel: 1, id: 1, filters: [0])
        #expect(first.last == .enable(order))
        let second = sent(try session.change(try enable("p:open", channel: "c1", filter: "a == 2")))
        let both = RecordingOrder(event: 0, channel: 1, id: 1, filters: [0, 1])
        #expect(second.last == .enable(both))
        let all = sent(try session.change(try enable("*", channel: "c1")))
        #expect(all.contains(.enable(RecordingOrder(event: 0, channel: 1, id: 1))))
        #expect(all.contains(.enable(RecordingOrder(event: 1, channel: 1, id: 2))))
        #expect(all.count == 2)
    }

    @Test("wait for the ready of a program that has not said all")
    func pending() throws {
        var session = session()
        let late = ProgramMessage.event(
            index: 2,
            record: SideRecordBuilder.record(
                for: SideEventDescription(provider: "p", name: "late")
            )
        )
        _ = session.received(late.encoded(), from: 1)
        #expect(sent(try session.change(try enable("p:late"))).isEmpty)
        let ready = session.received(ProgramMessage.ready(sequence: 2).encoded(), from: 1)
        #expect(sent(ready).first == .enable(RecordingOrder(event: 2, channel: 0, id: 1)))
    }

    @Test("are refused with the reason, and nothing changes")
    func refusals() throws {
        var session = session()
        let change = try enable("*", channel: "c7")
        let refusal = ToolRefusal.channelUnknown("c7", known: ["c0", "c1"])
        #expect(throws: refusal) { try session.change(change) }
        let request = ToolRequest(errand: .change(change)).encoded()
        let unknown = ToolRefusal.levelUnknown(99)
        // The level stands behind an empty name, a flag and the kind of level.
        var wrong = ToolRequest(
            errand: .change(RuleChange(.enable(EventRule(levels: .only(.error)))))
        ).encoded()
        wrong[16] = 99
        for (bytes, refusal) in [(request, refusal), (wrong, unknown)] {
            session.connected(2)
            let answer = session.received(bytes, from: 2)
            #expect(answer == [.reply(.refused(refusal), to: 2)])
            _ = session.disconnected(2)
        }
        #expect(session.channels.allSatisfy { $0.steps.count == 1 })
    }
}
