// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import RecordingPlan
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

    @OptionGroup
    var rule: RuleOptions

    func run() throws {
        let change = RuleChange(channel: channel ?? "", .enable(try rule.rule(for: patterns)))
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
        let named = process.map { RecordingReference(process: $0, name: nil) }
        let patterns = patterns.map { NamePattern($0) }
        let change = RuleChange(channel: channel ?? "", .disable(patterns))
        try RecordingClient.change(change, of: recording ?? named)
    }
}
