// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import RingBuffer
internal import SessionEngine
internal import SystemCalls
internal import TraceModel

/// `plume record`: runs a program and records it and its children.
struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Run a program and record its events and those of its children.",
        discussion: """
            plume record -- ./server
            plume record --event 'kv:*' --exclude kv:command --output trace -- ./server --port 80
            plume record --overwrite --buffer-size 16M -- ./server

            The first Ctrl-C ends the program and finishes the trace; the second kills the \
            program. Either way the trace can be read.
            """
    )

    @Option(name: [.short, .long], help: "The trace's folder; it must not exist yet.")
    var output: String?

    @Option(
        name: [.short, .long],
        help: "Record events whose provider:name matches; * stands for any text. Repeatable."
    )
    var event: [String] = []

    @Option(help: "Leave out events whose provider:name matches. Repeatable.")
    var exclude: [String] = []

    @Option(help: "Memory of each CPU's buffer, for example 4M; rounded up to a power of two.")
    var bufferSize: ByteCount = ByteCount(bytes: 4 << 20)

    @Flag(help: "Keep the newest events in memory only, for plume snapshot; oldest ones make room.")
    var overwrite = false

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

    @Argument(parsing: .captureForPassthrough, help: "The program and its arguments, after --.")
    var command: [String]

    func validate() throws {
        if arguments.isEmpty {
            throw ValidationError("Name a program to record, for example: plume record -- ./server")
        }
        if snapshotSignal != nil && !overwrite {
            throw ValidationError("--snapshot-signal needs --overwrite")
        }
    }

    /// The program and its arguments without the separator.
    private var arguments: [String] {
        command.first == "--" ? Array(command.dropFirst()) : command
    }

    func run() throws {
        let recorder = try Recorder(
            Recorder.Options(
                output: output,
                rule: EventRule(
                    included: event.map { NamePattern($0) },
                    excluded: exclude.map { NamePattern($0) }
                ),
                bufferBytes: bufferSize.bytes,
                lossMode: overwrite ? .overwrite : .discard,
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
}

/// A number of bytes as people write it: "64k", "4M", "1G", "65536".
struct ByteCount: ExpressibleByArgument {
    let bytes: Int

    init(bytes: Int) {
        self.bytes = bytes
    }

    init?(argument: String) {
        let units: [Character: Int] = ["k": 1 << 10, "m": 1 << 20, "g": 1 << 30]
        let unit = argument.lowercased().last.flatMap { units[$0] }
        guard let number = Int(unit == nil ? argument : String(argument.dropLast())), number > 0,
            case (let bytes, let overflow) = number.multipliedReportingOverflow(by: unit ?? 1),
            !overflow
        else { return nil }
        self.bytes = bytes
    }

    var defaultValueDescription: String { "\(bytes >> 20)M" }
}

/// A signal that a person may give another meaning.
enum SignalChoice: String, ExpressibleByArgument {
    case user1 = "USR1"
    case user2 = "USR2"

    init?(argument: String) {
        let name = argument.uppercased()
        self.init(rawValue: name.hasPrefix("SIG") ? String(name.dropFirst(3)) : name)
    }

    /// The signal.
    var signal: Signal { self == .user1 ? .user1 : .user2 }
}

/// Which clock a person asks for.
enum ClockChoice: String, ExpressibleByArgument {
    case auto
    case tsc
    case monotonic
}

/// Which format of traces a person asks for.
enum TraceFormatChoice: String, ExpressibleByArgument {
    case ctf2 = "ctf-2"
    case ctf1 = "ctf-1.8"

    /// The format of the metadata stream.
    var format: MetadataFormat { self == .ctf1 ? .ctf1 : .ctf2 }
}
