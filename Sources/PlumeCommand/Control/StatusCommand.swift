// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import ControlProtocol

/// `plume status`: tells how a recording stands.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the programs, channels and memory of a recording that runs."
    )

    @Argument(help: "A process of the recording, or plume record's; the only recording.")
    var process: UInt32?

    @Flag(help: "Print the status as JSON.")
    var json = false

    func run() throws {
        let text = try RecordingClient.report(
            ToolRequest(process: process ?? 0, errand: .status(asJSON: json))
        )
        Terminal.show(text: text)
    }
}
