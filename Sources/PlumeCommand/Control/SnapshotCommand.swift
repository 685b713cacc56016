// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SystemCalls
internal import ToolProtocol

/// `plume snapshot`: asks a running recording for what its buffers hold.
struct SnapshotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot",
        abstract: "Write what the buffers of a running recording hold as a trace.",
        discussion: """
            plume record --overwrite --output flight -- ./server     in one terminal
            plume snapshot                                           in another one

            The programs go on meanwhile. The trace is a folder of its own in the folder of the \
            recording, which is told; the recording takes a last one when its program ends.
            """
    )

    @Argument(help: "The process of a recorded program, plume record's, or its --name.")
    var recording: RecordingReference?

    @Option(help: "Leave out records older than this, for example 500ms, 10s or 5m.")
    var maxAge: TimeSpan?

    @Option(help: "Keep this much of the newest records, divided evenly among the CPUs.")
    var maxSize: ByteCount?

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        let report = try RecordingClient.snapshot(
            of: recording,
            maximumAgeNanoseconds: maxAge?.nanoseconds ?? 0,
            maximumBytes: UInt64(maxSize?.bytes ?? 0)
        )
        if json {
            let result = JSONValue.object([
                "schema": .integer(1),
                "path": .string(report.path),
                "events": .integer(Int128(report.recordCount)),
                "discarded": .integer(Int128(report.discardedCount)),
                "bytes": .integer(Int128(report.byteCount)),
            ])
            _ = Terminal.output(result.encoded() + [0x0A])
            return
        }
        let text = """
            Snapshot: \(report.path) (\(Terminal.counted(report.recordCount, "event")), \
            \(Terminal.bytes(report.byteCount)))
            Overwritten or lost before: \(Terminal.grouped(report.discardedCount))
            Next:  plume view \(report.path)

            """
        Terminal.show(text: text)
    }
}
