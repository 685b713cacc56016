// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import ControlProtocol

/// `plume reclaim-memory`: gives memory of a recording's buffers back.
struct ReclaimCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reclaim-memory",
        abstract: "Give memory of a running recording's buffers back to the system.",
        discussion: """
            Buffers take memory as they are written and keep it, unless the recording was started \
            with --auto-reclaim-memory. Programs go on writing meanwhile.
            """
    )

    @Argument(help: "A process of the recording, plume record's, or its --name; the only one.")
    var recording: RecordingReference?

    @Option(help: "Leave alone what was written to since, for example 10s.")
    var olderThan: TimeSpan?

    func run() throws {
        let errand = ToolRequest.Errand.reclaim(minimumAgeNanoseconds: olderThan?.nanoseconds ?? 0)
        let text = try RecordingClient.report(errand, of: recording)
        Terminal.show(text: text)
    }
}
