// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CTFReader
internal import TraceComponents
internal import TraceModel

/// `plume view`: prints traces as text.
struct ViewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view",
        abstract: "Print traces as text, merged by time.",
        discussion: """
            plume view plume-trace-20261123-154501
            plume view --utc --date trace-1 trace-2 | grep kv:slow
            """
    )

    @Argument(
        help: "Folders of traces, or folders with traces in them.",
        completion: .directory
    )
    var paths: [String]

    @Flag(help: "Times in UTC; the default is local time.")
    var utc = false

    @Flag(help: "Times with the date.")
    var date = false

    @Option(help: "When to use colours.")
    var color: ColorChoice = .auto

    func run() throws {
        defer { UnreadableFolders.say(below: paths, isFailure: true) }
        var options = PrettyOptions()
        options.isUTC = utc
        options.timeForm = .clock(showsDate: date)
        options.isColored = color == .always || color == .auto && Terminal.wantsColor
        var traces: [CTFTrace] = []
        do throws(CTFError) {
            var folders: [String] = []
            for path in paths { folders += try TraceFinder.folders(at: path) }
            for parts in try CTFTrace.grouped(folders) { traces.append(try CTFTrace(paths: parts)) }
        } catch {
            throw CommandFailure(.traceUnreadable, error.description)
        }
        for warning in traces.flatMap(\.warnings) { Terminal.say("plume: \(warning)") }
        let view = TextView(traces, options: options)
        let damages =
            traces.flatMap(\.failures)
            + view.run(output: Terminal.output, warn: { Terminal.say($0) }).damages
        guard let first = damages.first else { return }
        for damage in damages.dropFirst() { Terminal.say("plume: \(damage)") }
        throw CommandFailure(.traceDamaged, first.description)
    }
}

/// When to use colours.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto
    case always
    case never
}
