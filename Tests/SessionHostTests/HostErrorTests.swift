// SPDX-License-Identifier: Apache-2.0

import RecordingPlan
import SystemCalls
import Testing

@testable import SessionHost

@Suite("errors of a host")
struct HostErrorTests {
    private static let system = SystemError(call: "open", errno: .noSpace)
    static let all: [HostError] = [
        .bufferTooLarge(maximumBytes: 1 << 30),
        .buffersNotMade(system, neededBytes: 4096),
        .noRoomForBuffers(folder: "/there", neededBytes: 4096, freeBytes: 1),
        .bufferFolderNotMade(in: "/there", system),
        .clockNotConstant,
        .folderExists("/there", isNamed: true),
        .folderNotMade("/there", system, isNamed: false),
        .nameTaken("flight", by: "4711"),
        .nameNotGiven("flight", system),
        .hostNotStarted(system),
        .traceNotMade("why"),
        .programNotFound("server"),
        .programNotRun("server", system),
        .processNotFound(1),
        .processNotReached(1, reason: "why"),
        .processNotServed(1, system),
    ]

    @Test("none of them names an option of a command line", arguments: all.indices)
    func withoutOptions(_ index: Int) {
        let text = Self.all[index].description
        #expect(!text.isEmpty)
        #expect(!text.contains("--"))
    }

    @Test("buffers beyond the largest are refused before anything is made")
    func tooLarge() throws {
        var channel = ChannelPlan(name: "channel0", rules: [])
        channel.bufferBytes = 2 << 30
        let settings = RecordingSettings(
            of: .command(["true"]),
            channels: [channel],
            tracerVersion: "1"
        )
        let error = #expect(throws: HostError.self) {
            let host = try RecordingHost(signals: ScriptedSignals())
            _ = try host.begin(settings, observer: NoticeLog())
        }
        guard case .bufferTooLarge(1_073_741_824) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
