// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import RecordingPlan
internal import SessionHost
internal import TraceModel

/// The options of a recording, whatever it is of.
struct RecordingOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: "The trace's folder; it must not exist yet.",
        completion: .directory
    )
    var output: String?

    @Option(help: "A name by which plume status, snapshot and others find the recording.")
    var name: String?

    @OptionGroup(title: "Channel options")
    var channel: ChannelOptions

    @Option(
        name: .customLong("channel"),
        help: "A channel with its own channel options: 'NAME OPTIONS'. Repeatable."
    )
    var channels: [String] = []

    @Option(
        help: "Keep the buffers in files of this folder, for plume recover after a crash.",
        completion: .directory
    )
    var shmPath: String?

    @Option(help: "With --overwrite: a signal to plume that takes a snapshot.")
    var snapshotSignal: SignalChoice?

    @OptionGroup(title: "Snapshot options")
    var snapshots: SnapshotOptions

    @Option(help: "What the times count: auto, tsc or monotonic.")
    var clock: ClockChoice = .auto

    @Option(help: "The format of the trace.")
    var traceFormat: TraceFormatChoice = .ctf2

    @Option(help: "When the disk is full: stop, or wait until there is room again.")
    var whenDiskFull: FullDiskChoice = .stop

    @Option(
        help: """
            Wait for the trace to be on the disk, at the end or each time that such a time has \
            passed; the buffers are not read meanwhile.
            """
    )
    var sync: SynchronizationChoice = .never

    @Flag(help: "Print the summary as JSON on standard output; with =FILE, write it there.")
    var json = false

    @Option(name: .customLong(JSONDestination.hiddenName), help: .hidden)
    var jsonFile: String?

    @Flag(help: "End with status 121 if any event was lost.")
    var strict = false

    @Flag(name: [.short, .long], help: "Print no summary.")
    var quiet = false

    func validate() throws {
        if let name, !RecordingName.isValid(name) {
            throw ValidationError(
                "--name: begin with a letter, and use letters, digits, '_', '-' and '.',"
                    + " \(RecordingName.maximumLength) at most"
            )
        }
        let all = try plans()
        if Set(all.map(\.name)).count < all.count {
            throw ValidationError("--channel: two channels have the same name")
        }
        if shmPath != nil && all.contains(where: \.isOnDemandAsked) {
            throw ValidationError(
                "--buffer-preallocation on-demand: with --shm-path all space is taken at once,"
                    + " because a file system that fills up later would end programs with a signal"
            )
        }
        if shmPath != nil && all.contains(where: { $0.reclaimsConsumed || $0.reclaimAge != nil }) {
            throw ValidationError(
                "--auto-reclaim-memory: with --shm-path the files keep their space"
            )
        }
        if snapshotSignal != nil && !all.contains(where: { $0.overwrites }) {
            throw ValidationError("--snapshot-signal needs --overwrite")
        }
        if snapshots.areGiven && !all.contains(where: { $0.overwrites }) {
            throw ValidationError(
                "--snapshot-limit, --snapshot-size and --snapshot-interval need --overwrite: other"
                    + " recordings have no snapshots"
            )
        }
    }

    /// The channels: the named ones, or one of what stands outside.
    private func plans() throws -> [ChannelPlan] {
        channels.isEmpty
            ? [try channel.plan(name: "channel0")]
            : try channels.map { try ChannelOptions.channel($0) }
    }

    /// The whole, for the host.
    private func settings(of subject: RecordingSubject) throws -> RecordingSettings {
        var recording = RecordingSettings(
            of: subject,
            channels: try plans(),
            tracerVersion: PlumeTool.version
        )
        recording.output = output
        recording.name = name
        recording.bufferFolder = shmPath
        recording.snapshotSignal = snapshotSignal?.signal
        recording.snapshotLimits = snapshots.limits
        recording.clock = clock
        recording.whenDiskFull = whenDiskFull
        recording.synchronization = sync
        recording.format = traceFormat.format
        return recording
    }

    /// Records, prints the summary, and ends with its status.
    func run(_ subject: RecordingSubject) throws {
        let destination = try jsonFile.map { try JSONDestination($0) }
        let host = try RecordingHost()
        let recording = try host.begin(
            try settings(of: subject),
            observer: RecordingReporter(isQuiet: quiet)
        )
        guard let result = host.run(recording) else { return }
        let isWritten = destination?.write(result.json()) ?? true
        if json {
            _ = Terminal.output(result.json().encoded() + [0x0A])
        } else if !quiet {
            for line in RecordingSummary.lines(result, subject) { Terminal.say(line) }
        }
        let status = result.exitCode(strict: strict)
        throw ExitCode(status == 0 && !isWritten ? CommandExitCode.failure.rawValue : status)
    }
}
