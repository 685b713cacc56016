// SPDX-License-Identifier: Apache-2.0

import EventFilter
import Foundation
import RecordingPlan
import RingBuffer
import SystemCalls
import Testing

@testable import SessionHost

@Suite("a recording without a terminal", .serialized)
struct RecordingTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent(UUID().uuidString).path

    private func settings(_ command: [String]) -> RecordingSettings {
        var channel = ChannelPlan(name: "channel0", rules: [])
        channel.bufferBytes = 64 << 10
        var settings = RecordingSettings(
            of: .command(command),
            channels: [channel],
            tracerVersion: "1"
        )
        settings.output = folder
        return settings
    }

    @Test("a program without tracepoints leaves a result and no folder")
    func nothing() throws {
        let log = NoticeLog()
        let host = try RecordingHost()
        let recording = try host.begin(
            settings(["/bin/sh", "-c", "exit 7"]),
            observer: log
        )
        let result = try #require(host.run(recording))
        #expect(log.notices == ["began", "ended"])
        #expect(log.progress?.writesTrace == true)
        #expect(log.progress?.programCount == 0)
        #expect(result.childStatus == .exited(7))
        #expect(!result.hasProgram)
        #expect(result.writeFailure == nil)
        #expect(result.channels.map(\.statistics.recordedCount) == [0])
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test("a program that is not there leaves an error and no folder")
    func noProgram() throws {
        let log = NoticeLog()
        let error = #expect(throws: HostError.self) {
            _ = try RecordingHost(signals: ScriptedSignals()).begin(
                settings(["/no/such/program"]),
                observer: log
            )
        }
        guard case .programNotFound("/no/such/program") = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(log.notices.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test("a folder that is there is left as it is")
    func existing() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let error = #expect(throws: HostError.self) {
            _ = try RecordingHost(signals: ScriptedSignals()).begin(
                settings(["/bin/true"]),
                observer: NoticeLog()
            )
        }
        guard case .folderExists(folder, isNamed: true) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(FileManager.default.fileExists(atPath: folder))
    }

    @Test("buffers have the numbers in rings that they have in offers")
    func allocations() {
        for allocation in BufferAllocation.allCases {
            var plan = ChannelPlan(name: "c", rules: [])
            plan.allocation = allocation
            #expect(plan.ringAllocation.rawValue == allocation.rawValue)
        }
        #expect(BufferAllocation.allCases.count == RingAllocation.allCases.count)
    }
}
