// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import EventContext
internal import RingBuffer
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

    @Option(name: [.short, .long], help: "The trace's folder; it must not exist yet.")
    var output: String?

    @OptionGroup(title: "Channel options")
    var channel: ChannelOptions

    @Option(
        name: .customLong("channel"),
        help: "A channel with its own channel options: 'NAME OPTIONS'. Repeatable."
    )
    var channels: [String] = []

    @Option(help: "With --overwrite: a signal to plume that takes a snapshot, for example USR2.")
    var snapshotSignal: SignalChoice?

    @Option(help: "What the times count: auto, tsc or monotonic.")
    var clock: ClockChoice = .auto

    @Option(help: "The format of the trace: ctf-2 or ctf-1.8.")
    var traceFormat: TraceFormatChoice = .ctf2

    @Flag(help: "Print the summary as JSON on standard output.")
    var json = false

    @Flag(help: "End with status 121 if any event was lost.")
    var strict = false

    @Flag(name: [.short, .long], help: "Print no summary.")
    var quiet = false

    @Flag(help: "Print the names for --context and what they mean.")
    var listContexts = false

    @Argument(parsing: .captureForPassthrough, help: "The program and its arguments, after --.")
    var command: [String] = []

    func validate() throws {
        if listContexts { return }
        if arguments.isEmpty {
            throw ValidationError("Name a program to record, for example: plume record -- ./server")
        }
        let all = try settings()
        if Set(all.map(\.name)).count < all.count {
            throw ValidationError("--channel: two channels have the same name")
        }
        if snapshotSignal != nil && !all.contains(where: { $0.lossMode == .overwrite }) {
            throw ValidationError("--snapshot-signal needs --overwrite")
        }
    }

    /// The channels: the named ones, or one of what stands outside.
    private func settings() throws -> [ChannelSettings] {
        channels.isEmpty
            ? [try channel.settings(name: "channel0")]
            : try channels.map { try ChannelOptions.channel($0) }
    }

    /// The program and its arguments without the separator.
    private var arguments: [String] {
        command.first == "--" ? Array(command.dropFirst()) : command
    }

    func run() throws {
        if listContexts { return printContexts() }
        let recorder = try Recorder(
            Recorder.Options(
                output: output,
                channels: try settings(),
                snapshotSignal: snapshotSignal?.signal,
                clock: clock,
                format: traceFormat.format,
                arguments: arguments
            )
        )
        let result = try recorder.run()
        if json {
            _ = Terminal.output(result.json().encoded() + [0x0A])
        } else if !quiet {
            for line in result.lines() { Terminal.say(line) }
        }
        throw ExitCode(result.exitCode(strict: strict))
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
