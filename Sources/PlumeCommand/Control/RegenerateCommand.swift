// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

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

        @Flag(help: "Print the result as JSON.")
        var json = false

        func run() throws {
            let count = try RecordingClient.askedForState(of: recording)
            let text = "\(count) \(count == 1 ? "process was" : "processes were") asked.\n"
            guard json else { return Terminal.show(text: text) }
            let result = JSONValue.object([
                "schema": .integer(1), "processes": .integer(Int128(count)),
            ])
            _ = Terminal.output(result.encoded() + [0x0A])
        }
    }
}
