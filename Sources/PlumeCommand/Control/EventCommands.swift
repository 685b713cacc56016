// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import EventFilter
internal import SideDescription
internal import ToolProtocol

/// `plume enable-event`: records further events in a recording that runs.
struct EnableEventCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable-event",
        abstract: "Record further events in a recording that runs.",
        discussion: """
            plume enable-event 'db:*'
            plume enable-event 'kv:command' --filter 'size > 4096' --channel slow

            The programs follow at once. An event that is recorded already is then recorded also \
            where this rule selects it; the newest rule that is about an event decides.
            """
    )

    @Argument(help: "Patterns for provider:name; * stands for any text.")
    var patterns: [String]

    @Option(help: "A process of the recording, plume record's, or its --name; the only one.")
    var recording: RecordingReference?

    @Option(help: "The process of a recording, as --recording takes it.")
    var process: UInt32?

    @Option(help: "The channel; the recording's first one.")
    var channel: String?

    @Option(help: "Leave out events whose provider:name matches. Repeatable.")
    var exclude: [String] = []

    @Option(help: "Events of this level or a more serious one.")
    var logLevel: LogLevelChoice?

    @Option(help: "Events of this level only.")
    var logLevelOnly: LogLevelChoice?

    @Option(name: [.short, .long], help: "Records whose fields fit, for example 'size > 100'.")
    var filter: String?

    func validate() throws {
        if logLevel != nil && logLevelOnly != nil {
            throw ValidationError("Give --log-level or --log-level-only, not both")
        }
        _ = try program()
    }

    private func program() throws -> FilterProgram? {
        guard let filter else { return nil }
        do throws(FilterError) {
            return try FilterProgram(filter)
        } catch {
            throw ValidationError("--filter: \(error)")
        }
    }

    func run() throws {
        let level = logLevel ?? logLevelOnly
        let change = RuleChange(
            isEnable: true,
            channel: channel ?? "",
            included: patterns,
            excluded: exclude,
            levelKind: logLevel != nil ? 1 : logLevelOnly != nil ? 2 : 0,
            level: UInt8(truncatingIfNeeded: level?.level.rawValue ?? 0),
            filter: try program()?.bytes ?? []
        )
        let named = process.map { RecordingReference(process: $0, name: nil) }
        try RecordingClient.change(change, of: recording ?? named)
    }
}

/// `plume disable-event`: records fewer events in a recording that runs.
struct DisableEventCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable-event",
        abstract: "Stop recording events in a recording that runs."
    )

    @Argument(help: "Patterns for provider:name; * stands for any text.")
    var patterns: [String]

    @Option(help: "A process of the recording, plume record's, or its --name; the only one.")
    var recording: RecordingReference?

    @Option(help: "The process of a recording, as --recording takes it.")
    var process: UInt32?

    @Option(help: "Only in this channel; without it, in all.")
    var channel: String?

    func run() throws {
        let change = RuleChange(isEnable: false, channel: channel ?? "", included: patterns)
        let named = process.map { RecordingReference(process: $0, name: nil) }
        try RecordingClient.change(change, of: recording ?? named)
    }
}
