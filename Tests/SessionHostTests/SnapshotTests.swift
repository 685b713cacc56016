// SPDX-License-Identifier: Apache-2.0

import CTFWriter
import ProgramProtocol
import RecordingPlan
import SessionEngine
import SystemCalls
import Testing
import ToolProtocol

@testable import SessionHost

@Suite("a snapshot that a tool asks for", .serialized)
struct SnapshotTests {
    /// Writes ten records, lets a tool ask for a snapshot on a disk, and tells the state.
    private func reply(on disk: FailingDisk) throws -> (ToolReply, RecordResult?) {
        let scripted = try ScriptedHost(sinks: disk.make)
        var settings = scripted.settings("flight")
        settings.channels[0].overwrites = true
        let flight = try scripted.begin(settings)
        let program = try scripted.program("alpha", process: 1001, of: flight)
        try program.write(0..<10)
        let tool = try MessageSocket.connect(to: scripted.host.socket(of: flight) ?? "")
        let request = ToolRequest(
            errand: .snapshot(maximumAgeNanoseconds: 0, maximumBytes: 0)
        )
        try tool.send(request.encoded())
        scripted.turns(after: 0)
        try tellState(program)
        scripted.turns(after: 0)
        guard case .message(let bytes, _) = try tool.receive() else { throw Unanswered() }
        let reply = try ToolReply(decoding: bytes)
        scripted.host.end(flight)
        scripted.turns(after: 0)
        try tellState(program)
        return (reply, scripted.turns(after: 0).first?.result)
    }

    /// Answers the last request for its state, if there was one.
    private func tellState(_ program: ScriptedProgram) throws {
        try program.hear()
        guard case .dumpState(let sequence)? = program.heard.last else { return }
        try program.say(.stateTold(sequence: sequence))
    }

    private struct Unanswered: Error {}

    @Test("goes to the sinks that the host was given, as the last one does")
    func sinks() throws {
        let disk = FailingDisk(from: .max, times: 0, .noSpace)
        let (reply, result) = try reply(on: disk)
        guard case .snapshot(let report) = reply else {
            Issue.record("\(reply)")
            return
        }
        #expect(report.recordCount == 10)
        #expect(report.path.hasSuffix("/flight/snapshot-1"))
        #expect(result?.snapshots?.takenCount == 2)
        #expect(result?.channels.first?.statistics.recordedCount == 10)
        // Both snapshots have a packet at least: the thread may have moved to another CPU.
        #expect(disk.attempts >= 2)
    }

    @Test("is refused with the reason where the disk is full")
    func full() throws {
        let (reply, result) = try reply(on: FailingDisk(from: 1, times: 1, .noSpace))
        guard case .refused(.snapshotIncomplete(let reason)) = reply else {
            Issue.record("\(reply)")
            return
        }
        #expect(reason.contains("write"))
        // The next one finds room.
        #expect(result?.snapshots?.takenCount == 2)
        #expect(result?.writeFailure == nil)
        #expect(result?.channels.first?.statistics.recordedCount == 10)
    }
}
