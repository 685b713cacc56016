// SPDX-License-Identifier: Apache-2.0

import EventContext
import ProgramProtocol
import RecordingPlan
import Testing
import ToolProtocol

@testable import SessionEngine
@testable import SideDescription

@Suite("A recording session")
struct SessionTests {
    private static let offer = SessionChannel.sample(rules: []).offer

    private func session(_ rule: EventRule = EventRule()) -> RecordingSession {
        var session = RecordingSession(
            channels: [.sample(rules: [rule])],
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

    @Test("answers requests for snapshots only where there are some")
    func snapshots() {
        var flight = RecordingSession(
            channels: [.sample(rules: [EventRule()], overwrites: true)],
            ringLayoutVersion: 1,
            process: 77
        )
        var all = session()
        let wanted = SnapshotRequest(maximumAgeNanoseconds: 5)
        let own = ProgramMessage.snapshot(wanted).encoded()
        for process: UInt32 in [0, 9, 77, 78] {
            let bytes = ToolRequest(
                process: process,
                errand: .snapshot(maximumAgeNanoseconds: 5, maximumBytes: 0)
            ).encoded()
            flight.connected(1)
            _ = flight.received(hello(), from: 1)
            flight.connected(2)
            let actions = flight.received(bytes, from: 2)
            let expected: RecordingSession.Action =
                process == 78
                ? .reply(.refused(.processUnknown(78)), to: 2) : .snapshot(wanted, for: 2)
            #expect(actions == [expected])
            // A tool that was answered has nothing more to say, and a program needs no answer.
            #expect(flight.received(bytes, from: 2) == [])
            #expect(flight.received(own, from: 1) == [.snapshot(wanted, for: nil)])
            _ = flight.disconnected(2)
        }
        all.connected(2)
        let request = ToolRequest(
            errand: .snapshot(maximumAgeNanoseconds: 0, maximumBytes: 0)
        ).encoded()
        #expect(all.received(request, from: 2) == [.reply(.refused(.hasNoSnapshots), to: 2)])
    }

    @Test("offers what is planned")
    func offers() throws {
        var plan = ChannelPlan(name: "c", rules: [])
        plan.overwrites = true
        plan.allocation = .perConcurrencyID
        plan.ownership = .process
        plan.blockingNanoseconds = 7
        plan.contexts = [try EventContext(named: "procname")]
        let channel = SessionChannel(plan, number: 3, cpuCount: 5, sizeBytes: 1 << 16, clock: 1)
        #expect(channel.name == "c")
        #expect(
            channel.offer
                == ChannelOffer(
                    channel: 3,
                    cpuCount: 5,
                    sizeBytes: 1 << 16,
                    clock: 1,
                    lossMode: 1,
                    allocation: 2,
                    blockingNanoseconds: 7,
                    isPrivate: true,
                    contexts: ["procname"]
                )
        )
    }

    @Test("answers a tool that it cannot understand, and hears no other than its first message")
    func tools() {
        var session = session()
        session.connected(2)
        var other = ToolRequest(errand: .status).encoded()
        other[1] = 99
        let version = ToolRefusal.versionDiffers(host: ToolRequest.version)
        #expect(session.received(other, from: 2) == [.reply(.refused(version), to: 2)])
        session.connected(3)
        let cut = Array(ToolRequest(errand: .status).encoded().dropLast())
        guard case .reply(.refused(.notUnderstood), to: 3)? = session.received(cut, from: 3).first
        else {
            Issue.record("a request that is cut short must be refused")
            return
        }
        // A program is no tool, and asks for a snapshot only after its hello.
        session.connected(4)
        _ = session.received(hello(), from: 4)
        let status = ToolRequest(errand: .status).encoded()
        #expect(session.received(status, from: 4).contains(.close(4)))
        session.connected(5)
        let early = ProgramMessage.snapshot(SnapshotRequest()).encoded()
        #expect(session.received(early, from: 5).contains(.close(5)))
    }
}

/// Records of events without fields.
private enum SideEventRecords {
    static func record(_ name: String) -> [UInt8] {
        SideRecordBuilder.record(for: SideEventDescription(provider: "p", name: name))
    }
}
