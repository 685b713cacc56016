// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import ControlProtocol

/// `plume status`: tells how a recording stands.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the programs, channels and memory of a recording that runs."
    )

    @Argument(help: "A process of the recording, plume record's, or its --name; the only one.")
    var recording: RecordingReference?

    @Flag(help: "Show all recordings of this user.")
    var all = false

    @Flag(help: "Print the status as JSON, one line for each recording.")
    var json = false

    func run() throws {
        let errand = ToolRequest.Errand.status(asJSON: json)
        if all {
            return Terminal.show(text: try RecordingClient.reports(errand).joined())
        }
        Terminal.show(text: try RecordingClient.report(errand, of: recording))
    }
}
