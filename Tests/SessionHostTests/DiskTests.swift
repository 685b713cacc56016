// SPDX-License-Identifier: Apache-2.0

import SystemCalls
import Testing

@testable import SessionHost

@Suite("a disk that fails at the N-th packet", .serialized)
struct DiskTests {
    private struct Endless: Error {}

    /// Records 100 events in ten packets, on a disk that fails; the other recording has another.
    private func record(
        on disk: FailingDisk,
        whenFull: FullDiskChoice
    ) throws -> (result: RecordResult, notices: [String]) {
        let scripted = try ScriptedHost(sinks: disk.make)
        let log = NoticeLog()
        var settings = scripted.settings("trace")
        settings.whenDiskFull = whenFull
        let recording = try scripted.begin(settings, log)
        let program = try scripted.program("alpha", process: 1001, of: recording)
        for step in 0..<10 as Range<UInt64> {
            try program.write(step * 10..<step * 10 + 10)
            #expect(scripted.host.turn(limitMilliseconds: 0).isEmpty)
            // Longer than until the next attempt.
            scripted.clock.nanoseconds += 200_000_000
        }
        scripted.host.end(recording)
        // Twice as long as room is waited for.
        for _ in 0..<600 {
            let ended = scripted.host.turn(limitMilliseconds: 0)
            if let result = ended.first?.result { return (result, log.notices) }
            scripted.clock.nanoseconds += 100_000_000
        }
        throw Endless()
    }

    @Test("a full disk stops the recording; what came before is whole, the rest is counted")
    func stops() throws {
        let disk = FailingDisk(from: 4, times: .max / 2, .noSpace)
        let (result, notices) = try record(on: disk, whenFull: .stop)
        #expect(notices == ["began", "stopped", "ended"])
        let counts = try #require(result.channels.first?.statistics)
        #expect(counts.recordedCount == 30)
        #expect(counts.unwrittenCount == 70)
        #expect(counts.discardedCount == 70)
        #expect(result.channels[0].countsByEvent.map(\.count) == [30])
        #expect(result.writeFailure?.contains("write") == true)
        #expect(disk.attempts == 4)
    }

    @Test("where room is waited for, nothing is lost once there is some", arguments: [1, 4, 10])
    func waits(from first: Int) throws {
        let disk = FailingDisk(from: first, times: 3, .noSpace)
        let (result, notices) = try record(on: disk, whenFull: .wait)
        #expect(result.writeFailure == nil)
        let counts = try #require(result.channels.first?.statistics)
        #expect(counts.recordedCount == 100)
        #expect(counts.discardedCount == 0)
        #expect(notices.filter { $0 == "waitsForRoom" }.count == 1)
        #expect(notices.filter { $0 == "roomAgain" }.count == 1)
        #expect(!notices.contains("stopped"))
    }

    @Test("a broken disk is not waited for")
    func broken() throws {
        let disk = FailingDisk(from: 2, times: 1, Errno(rawValue: 5))
        let (result, notices) = try record(on: disk, whenFull: .wait)
        #expect(notices == ["began", "stopped", "ended"])
        #expect(result.channels.first?.statistics.recordedCount == 10)
        #expect(result.writeFailure != nil)
    }

    @Test("a recording whose disk is full does not hold up another one of the host")
    func others() throws {
        let disk = FailingDisk(from: 1, times: .max / 2, .noSpace)
        let scripted = try ScriptedHost(sinks: disk.make)
        let healthy = try ScriptedHost()
        let full = try scripted.begin(scripted.settings("full"))
        let other = try healthy.begin(healthy.settings("other"))
        let first = try scripted.program("alpha", process: 1001, of: full)
        let second = try healthy.program("beta", process: 1002, of: other)
        try first.write(0..<10)
        try second.write(0..<10)
        scripted.turns()
        healthy.turns()
        try second.write(10..<20)
        healthy.host.end(other)
        let result = healthy.turns().first?.result
        #expect(result?.channels.first?.statistics.recordedCount == 20)
        scripted.host.end(full)
        #expect(scripted.turns().first?.result.channels.first?.statistics.recordedCount == 0)
    }
}
