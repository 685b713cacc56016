// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import EventContext
internal import SessionHost
internal import SystemCalls
internal import TraceModel

/// `plume record`: runs a program and records it and its children.
struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Run a program and record its events and those of its children.",
        discussion: """
            plume record -- ./server
            plume record --event 'kv:*' --filter 'size > 4096' --output trace -- ./server
            plume record --overwrite --buffer-size 16M -- ./server
            plume record --channel 'all --overwrite' --channel 'slow --event "db:*"' -- ./server

            The first Ctrl-C ends the program and finishes the trace; the second kills the \
            program. Either way the trace can be read.
            """
    )

    @OptionGroup
    var recording: RecordingOptions

    @Flag(help: "Print the names for --context and what they mean.")
    var listContexts = false

    @Argument(parsing: .captureForPassthrough, help: "The program and its arguments, after --.")
    var command: [String] = []

    func validate() throws {
        if listContexts { return }
        try CommandWord.check(command, of: Self.self)
        if arguments.isEmpty {
            throw ValidationError("Name a program to record, for example: plume record -- ./server")
        }
    }

    /// The program and its arguments without the separator.
    private var arguments: [String] {
        command.first == "--" ? Array(command.dropFirst()) : command
    }

    func run() throws {
        if listContexts { return printContexts() }
        try recording.run(.command(arguments))
    }

    private func printContexts() {
        let listing = EventContext.listing
        let width = listing.map(\.name.count).max() ?? 0
        for (name, meaning) in listing {
            let padding = String(repeating: " ", count: width - name.count)
            _ = Terminal.output(Array("\(name)\(padding)  \(meaning)\n".utf8))
        }
    }
}
