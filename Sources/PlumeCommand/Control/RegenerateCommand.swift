// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import ControlProtocol

/// `plume regenerate`: has programs of a recording tell again what they tell at its beginning.
struct RegenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "regenerate",
        abstract: "Have the programs of a running recording tell their state once more.",
        subcommands: [StateDump.self]
    )

    /// `plume regenerate statedump`.
    struct StateDump: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "statedump",
            abstract: "Record the state of the programs as events.",
            discussion: """
                Programs and libraries that registered a state dump run it, as they do when a \
                recording of them begins. The command does not wait for them.
                """
        )

        @Argument(help: "A process of the recording, plume record's, or its --name; the only one.")
        var recording: RecordingReference?

        func run() throws {
            Terminal.show(text: try RecordingClient.report(.dumpState, of: recording))
        }
    }
}
