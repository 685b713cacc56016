// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CTFWriter
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

    @Option(help: "Record events of this level or a more serious one, for example warning.")
    var logLevel: LogLevelChoice?

    @Option(help: "Record events of this level only.")
    var logLevelOnly: LogLevelChoice?

    @Option(help: "Begin a new file of a data stream after this much, for example 64M.")
    var tracefileSize: ByteCount?

    @Option(help: "Keep this many files of each data stream, and remove older ones.")
    var tracefileCount: Int?

    @Option(help: "Let an event wait this long for room before it is lost, for example 10ms.")
    var blockingTimeout: TimeSpan?

    @Option(
        help: "When buffers take memory: on-demand (default), or preallocate for all of it at once."
    )
    var bufferPreallocation: PreallocationChoice?

    @Option(help: "Keep the buffers in files of this folder, for plume recover after a crash.")
    var shmPath: String?

    @Option(help: "Give memory of buffers back: off, or consumed for what was read.")
    var autoReclaimMemory: ReclaimChoice = .off

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
        if logLevel != nil && logLevelOnly != nil {
            throw ValidationError("Give --log-level or --log-level-only, not both")
        }
        if tracefileCount != nil && (tracefileSize == nil || (tracefileCount ?? 0) < 1) {
            throw ValidationError("--tracefile-count: give a number from 1, and --tracefile-size")
        }
        if tracefileSize != nil && overwrite {
            throw ValidationError("--tracefile-size: snapshots are limited by plume snapshot")
        }
        if blockingTimeout != nil && overwrite {
            throw ValidationError("--blocking-timeout: with --overwrite there is always room")
        }
        if autoReclaimMemory != .off && overwrite {
            throw ValidationError(
                "--auto-reclaim-memory gives back what was read, not with --overwrite"
            )
        }
        if shmPath != nil && bufferPreallocation == .onDemand {
            throw ValidationError(
                "--buffer-preallocation on-demand: with --shm-path all space is taken at once,"
                    + " because a file system that fills up later would end programs with a signal"
            )
        }
        if shmPath != nil && autoReclaimMemory != .off {
            throw ValidationError(
                "--auto-reclaim-memory: with --shm-path the files keep their space"
            )
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
                    excluded: exclude.map { NamePattern($0) },
                    levels: logLevel.map { .atLeast($0.level) }
                        ?? logLevelOnly.map { .only($0.level) } ?? .any
                ),
                bufferBytes: bufferSize.bytes,
                lossMode: overwrite ? .overwrite : .discard,
                isPreallocated: bufferPreallocation == .preallocate,
                shmPath: shmPath,
                blockingNanoseconds: blockingTimeout?.nanoseconds ?? 0,
                reclaimsConsumed: autoReclaimMemory == .consumed,
                fileLimits: DataStreamFiles.Limits(
                    maximumBytes: tracefileSize.map { UInt64($0.bytes) },
                    maximumCount: tracefileCount
                ),
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
