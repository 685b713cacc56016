// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

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
        let found =
            all ? try RecordingClient.statuses() : [try RecordingClient.status(of: recording)]
        guard json else { return Terminal.show(text: found.map { $0.text() }.joined()) }
        for status in found { _ = Terminal.output(status.json().encoded() + [0x0A]) }
    }
}
