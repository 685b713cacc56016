// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SessionEngine
internal import ToolProtocol

/// How many snapshots a flight recorder keeps, and how often programs get one.
struct SnapshotOptions: ParsableArguments {
    private static let defaults = SnapshotLedger.Limits()

    @Option(
        name: .customLong("snapshot-limit"),
        help: """
            With --overwrite: how many snapshots are kept; the oldest are removed, those that \
            programs asked for first. (default: 16)
            """
    )
    var limit: Int?

    @Option(
        name: .customLong("snapshot-size"),
        help: """
            With --overwrite: how much all snapshots that are kept may take; the newest is kept \
            whatever it takes. (default: 4G)
            """
    )
    var size: ByteCount?

    @Option(
        name: .customLong("snapshot-interval"),
        help: """
            With --overwrite: how long programs get no further snapshot after one that a program \
            asked for; 0 for as many as they ask for. (default: 10s)
            """
    )
    var interval: SnapshotInterval?

    func validate() throws {
        if let limit, limit < 1 {
            throw ValidationError(
                "--snapshot-limit \(limit): at least 1; without --overwrite there are no snapshots"
            )
        }
    }

    /// Whether any of the options was given.
    var areGiven: Bool { limit != nil || size != nil || interval != nil }

    /// The limits.
    var limits: SnapshotLedger.Limits {
        SnapshotLedger.Limits(
            maximumCount: limit ?? Self.defaults.maximumCount,
            maximumBytes: size.map { UInt64($0.bytes) } ?? Self.defaults.maximumBytes,
            intervalNanoseconds: interval?.nanoseconds ?? Self.defaults.intervalNanoseconds
        )
    }
}

/// A span of time that may be none: "10s", "500ms", "0".
struct SnapshotInterval: ExpressibleByArgument {
    let nanoseconds: UInt64

    init?(argument: String) {
        if argument == "0" {
            nanoseconds = 0
        } else if let span = TimeSpan(argument: argument) {
            nanoseconds = span.nanoseconds
        } else {
            return nil
        }
    }
}

extension RecordingStatus.Snapshots {
    /// What became of the snapshots, for a person.
    var line: String {
        var text =
            "Snapshots: \(takenCount) taken, \(keptCount) kept (\(Terminal.bytes(keptBytes)))"
        if removedCount > 0 {
            text += ", \(removedCount) removed for --snapshot-limit or --snapshot-size"
        }
        if turnedAwayCount > 0 {
            text +=
                ", \(Terminal.grouped(turnedAwayCount))"
                + " \(turnedAwayCount == 1 ? "request" : "requests") of programs turned away for"
                + " --snapshot-interval"
        }
        return text
    }
}
