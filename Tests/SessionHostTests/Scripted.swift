// SPDX-License-Identifier: Apache-2.0

import CTFWriter
import Foundation
import RecordingPlan
import SessionEngine
import SystemCalls

@testable import SessionHost

/// A clock that goes on when a test says so.
final class ScriptedClock {
    var nanoseconds: UInt64 = 1_000_000_000
}

/// Signals that come when a test says so.
final class ScriptedSignals: SignalSource {
    var waiting: [SignalQueue.Received] = []
    var descriptorNumber: Int32? { nil }

    func next() -> SignalQueue.Received? { waiting.isEmpty ? nil : waiting.removeFirst() }
}

/// A host with scripted clock and signals, and folders for its recordings that go away with it.
final class ScriptedHost {
    let clock = ScriptedClock()
    let signals = ScriptedSignals()
    let host: RecordingHost
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent(UUID().uuidString)

    init(sinks: @escaping PacketSinkMaker = { DataStreamFiles($0) }) throws {
        host = try RecordingHost(
            signals: signals,
            now: { [clock] in clock.nanoseconds },
            sinks: sinks
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The files of a recording's trace, without those of its index.
    func files(_ name: String) throws -> [String] {
        try FileManager.default
            .contentsOfDirectory(atPath: folder.appendingPathComponent(name).path)
            .sorted()
    }

    /// Settings of a recording of one channel, of whatever connects.
    func settings(
        _ name: String,
        _ pattern: String = "*",
        limitNanoseconds: UInt64? = nil
    ) -> RecordingSettings {
        let rule = EventRule(included: [NamePattern(pattern)])
        var channel = ChannelPlan(name: "channel0", rules: [rule])
        channel.bufferBytes = 64 << 10
        var settings = RecordingSettings(
            of: .connecting(limitNanoseconds: limitNanoseconds),
            channels: [channel],
            tracerVersion: "1"
        )
        settings.output = folder.appendingPathComponent(name).path
        return settings
    }

    func begin(
        _ settings: RecordingSettings,
        _ log: NoticeLog = NoticeLog()
    ) throws -> RecordingHost.RecordingID {
        try host.begin(settings, observer: log)
    }

    /// Lets a program connect to a recording and take its orders.
    func program(
        _ name: String,
        process: UInt32,
        of recording: RecordingHost.RecordingID
    ) throws -> ScriptedProgram {
        let program = try ScriptedProgram(
            name,
            process: process,
            to: host.socket(of: recording) ?? ""
        )
        turns()
        try program.hear()
        return program
    }

    /// A few turns, in which everything that was said before is heard, and rings are looked at.
    ///
    /// - Parameter nanoseconds: how far the clock goes on before each; 20 ms is the longest time
    ///   after which rings are looked at again.
    /// - Returns: the recordings that have ended meanwhile.
    @discardableResult
    func turns(after nanoseconds: UInt64 = 20_000_000) -> [RecordingHost.Ended] {
        (0..<3).flatMap { _ in
            clock.nanoseconds += nanoseconds
            return host.turn(limitMilliseconds: 0)
        }
    }
}
