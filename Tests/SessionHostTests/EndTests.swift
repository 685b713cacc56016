// SPDX-License-Identifier: Apache-2.0

import CTFWriter
import ProgramProtocol
import RecordingPlan
import SessionEngine
import SystemCalls
import Testing

@testable import SessionHost

@Suite("a recording that ends holds up no other one of its host", .serialized)
struct EndTests {
    private static let second: UInt64 = 1_000_000_000

    private static func recordedCount(_ ended: RecordingHost.Ended?) -> UInt64? {
        ended?.result.channels.first?.statistics.recordedCount
    }

    @Test("while it waits for a program to tell its state")
    func state() throws {
        let scripted = try ScriptedHost()
        let log = NoticeLog()
        var settings = scripted.settings("flight")
        settings.channels[0].overwrites = true
        let flight = try scripted.begin(settings, log)
        let other = try scripted.begin(scripted.settings("other"))
        // It is asked for its state, and says nothing.
        let silent = try scripted.program("alpha", process: 1001, of: flight)
        let program = try scripted.program("beta", process: 1002, of: other)
        scripted.host.end(flight)
        #expect(scripted.turns(after: 0).isEmpty)
        #expect(log.notices == ["began", "ended"])
        try silent.hear()
        #expect(silent.heard.last == .dumpState(sequence: 1))

        try program.write(0..<10)
        #expect(scripted.turns().isEmpty)
        scripted.host.end(other)
        let ended = scripted.turns()
        #expect(ended.map(\.recording) == [other])
        #expect(Self.recordedCount(ended.first) == 10)

        #expect(scripted.host.recordings == [flight])
        scripted.clock.nanoseconds += Self.second
        #expect(scripted.turns(after: 0).map(\.recording) == [flight])
        #expect(log.notices == ["began", "ended", "stateNotTold"])
    }

    @Test("which is not waited for when everybody has told it")
    func told() throws {
        let scripted = try ScriptedHost()
        let log = NoticeLog()
        var settings = scripted.settings("flight")
        settings.channels[0].overwrites = true
        let flight = try scripted.begin(settings, log)
        let program = try scripted.program("alpha", process: 1001, of: flight)
        scripted.host.end(flight)
        #expect(scripted.turns(after: 0).isEmpty)
        try program.say(.stateTold(sequence: 1))
        let ended = scripted.turns(after: 0)
        #expect(ended.map(\.recording) == [flight])
        #expect(ended.first?.result.snapshots?.takenCount == 1)
        #expect(log.notices == ["began", "ended"])
    }

    /// A host with a recording whose disk stays full, which has ended, and another one.
    private func waiting() throws -> (
        ScriptedHost, full: RecordingHost.RecordingID, other: RecordingHost.RecordingID,
        ScriptedProgram, NoticeLog
    ) {
        let disk = FailingDisk(from: 1, times: .max / 2, .noSpace)
        let scripted = try ScriptedHost { plan in
            plan.directory.hasSuffix("full") ? disk.make(plan) : DataStreamFiles(plan)
        }
        let log = NoticeLog()
        var settings = scripted.settings("full")
        settings.whenDiskFull = .wait
        let full = try scripted.begin(settings, log)
        let other = try scripted.begin(scripted.settings("other"))
        let first = try scripted.program("alpha", process: 1001, of: full)
        let second = try scripted.program("beta", process: 1002, of: other)
        try first.write(0..<10)
        scripted.turns()
        scripted.host.end(full)
        #expect(scripted.turns().isEmpty)
        #expect(log.notices == ["began", "waitsForRoom", "ended", "restWaitsForRoom"])
        return (scripted, full, other, second, log)
    }

    @Test("while it waits for room on the disk, for half a minute")
    func room() throws {
        let (scripted, full, other, program, log) = try waiting()
        try program.write(0..<10)
        scripted.turns()
        scripted.host.end(other)
        let ended = scripted.turns()
        #expect(ended.map(\.recording) == [other])
        #expect(Self.recordedCount(ended.first) == 10)

        scripted.clock.nanoseconds += 29 * Self.second
        #expect(scripted.turns().isEmpty)
        scripted.clock.nanoseconds += Self.second
        let last = scripted.turns()
        #expect(last.map(\.recording) == [full])
        #expect(Self.recordedCount(last.first) == 0)
        #expect(last.first?.result.channels.first?.statistics.unwrittenCount == 10)
        #expect(log.notices.filter { $0 == "restWaitsForRoom" }.count == 1)
    }

    @Test("and a signal ends the wait")
    func signal() throws {
        let (scripted, full, other, _, _) = try waiting()
        let received = SignalQueue.Received(signal: .interrupt, isFromTerminal: false)
        scripted.signals.waiting.append(received)
        let ended = scripted.turns(after: 0)
        #expect(ended.map(\.recording) == [full, other])
        #expect(ended.first?.result.writeFailure != nil)
    }

    @Test("who has something to say gives a turn to its own recording only")
    func turns() throws {
        let scripted = try ScriptedHost()
        let logs = [NoticeLog(), NoticeLog()]
        let first = try scripted.begin(scripted.settings("first"), logs[0])
        _ = try scripted.begin(scripted.settings("second"), logs[1])
        scripted.turns(after: 0)
        let before = logs.map(\.turnCount)
        let program = try ScriptedProgram(
            "alpha",
            process: 1001,
            to: scripted.host.socket(of: first) ?? ""
        )
        scripted.turns(after: 0)
        try program.hear()
        #expect(program.ids == [1])
        #expect(logs[0].turnCount > before[0])
        #expect(logs[1].turnCount == before[1])
        // Rings are looked at by time, in all of them.
        scripted.turns()
        #expect(logs[1].turnCount > before[1])
    }
}
