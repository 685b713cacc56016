// SPDX-License-Identifier: Apache-2.0

internal import Consumer
internal import ControlProtocol
internal import RingBuffer
internal import SessionEngine
internal import SystemCalls

extension Recorder {
    /// Does what a tool in another terminal wants, and tells it.
    func carryOut(_ errand: ToolRequest.Errand, for connection: Int) {
        switch errand {
        case .status(let asJSON):
            let status = status()
            let text =
                asJSON
                ? String(decoding: status.json().encoded(), as: UTF8.self) + "\n" : status.text()
            programs.send(.report(text: text), to: connection)
        case .reclaim:
            let reason = "memory cannot be reclaimed on command yet"
            programs.send(.refuse(reason: reason), to: connection)
        case .change:
            // The session does this itself.
            return
        }
    }

    /// How the recording stands.
    private func status() -> RecordingStatus {
        RecordingStatus(
            controller: Process.id,
            path: path,
            seconds: Double(Clock.monotonicNanoseconds() - begin) / 1e9,
            isActive: session.isActive,
            programs: session.programs,
            channels: channels.map { channel in
                RecordingStatus.Channel(
                    name: channel.settings.name,
                    overwrites: channel.overwrites,
                    sizeBytes: channel.sizeBytes,
                    recordedCount: channel.statistics.recordedCount,
                    discardedCount: channel.statistics.discardedCount,
                    eventCount: channel.definitions.count,
                    owners: channel.ownerMemory()
                )
            }
        )
    }
}
