// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CTFReader
internal import EventFilter
internal import TraceGraph
internal import TraceModel
internal import TraceSlices
internal import TraceText

/// `plume view`: prints traces as text for people.
struct ViewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view",
        abstract: "Print traces as text, merged by time.",
        discussion: """
            plume view plume-trace-20261123-154501
            plume view --event 'kv:*' --filter 'size > 4096' trace
            plume view --begin 15:45:01 --end 15:45:02.5 trace
            plume view --follow trace

            `plume convert` prints the same in the form of babeltrace2, and other forms.
            """
    )

    @Argument(
        help: "Folders of traces, or folders with traces in them.",
        completion: .directory
    )
    var paths: [String]

    @Option(
        help: ArgumentHelp(
            "Only events of this name; * stands for anything. Can be given several times.",
            valueName: "pattern"
        )
    )
    var event: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only events whose fields match, as with record (docs/filters.md).",
            valueName: "expression"
        )
    )
    var filter: String?

    @Option(
        help: ArgumentHelp(
            "Only from this time on: 15:45:01.25, '2026-11-23 15:45', or seconds since 1970.",
            valueName: "time"
        )
    )
    var begin: String?

    @Option(help: ArgumentHelp("Only up to this time, which belongs to it.", valueName: "time"))
    var end: String?

    @Flag(help: "Go on with what is recorded from now on, until Ctrl-C.")
    var follow = false

    @Flag(help: "Times in UTC, given and shown; the default is local time.")
    var utc = false

    @Flag(help: "Times with the date.")
    var date = false

    @Option(help: "When to use colours.")
    var color: ColorChoice = .auto

    func run() throws {
        defer { UnreadableFolders.say(below: paths, isFailure: true) }
        let selection = try self.selection()
        let range = try self.range()
        if follow {
            let follower = TraceFollower(
                open: { (clocks) throws(CTFError) in try Self.open(paths, clocks) },
                makeView: { TextView($0, options: options, selection: selection) }
            )
            return try follower.run(range)
        }
        let traces: [CTFTrace]
        do throws(CTFError) {
            traces = try Self.open(paths)
        } catch {
            throw CommandFailure(.traceUnreadable, error.description)
        }
        for warning in traces.flatMap(\.warnings) { Terminal.say("plume: \(warning)") }
        try check(selection, traces)
        let view: TextView
        do throws(GraphError) {
            view = try TextView(traces, options: options, selection: selection).trimmed(to: range)
        } catch {
            throw CommandFailure(.usage, error.causes.map(\.message).joined(separator: " "))
        }
        let damages =
            traces.flatMap(\.failures)
            + view.run(output: Terminal.output, warn: { Terminal.say($0) }).damages
        guard let first = damages.first else { return }
        for damage in damages.dropFirst() { Terminal.say("plume: \(damage)") }
        throw CommandFailure(.traceDamaged, first.description)
    }

    private var options: PrettyOptions {
        var options = PrettyOptions()
        options.isForPeople = true
        options.isUTC = utc
        options.timeForm = .clock(showsDate: date)
        options.isColored = color == .always || color == .auto && Terminal.wantsColor
        return options
    }

    /// Opens the traces at some paths.
    ///
    /// - Parameters:
    ///   - paths: the paths.
    ///   - clocks: the clocks that traces keep; nil leaves those that they have.
    /// - Returns: the traces.
    /// - Throws: why one cannot be opened.
    private static func open(
        _ paths: [String],
        _ clocks: FollowedClocks? = nil
    ) throws(CTFError) -> [CTFTrace] {
        var folders: [String] = []
        for path in paths { folders += try TraceFinder.folders(at: path) }
        var traces: [CTFTrace] = []
        for parts in try CTFTrace.grouped(folders) {
            let trace = try CTFTrace(paths: parts) { metadata throws(CTFError) in
                clocks?.keep(parts, metadata) ?? metadata
            }
            traces.append(trace)
        }
        return traces
    }
}

/// When to use colours.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto
    case always
    case never
}
