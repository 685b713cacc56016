// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CTFReader
internal import SystemCalls
internal import TraceInspection
internal import TraceModel

/// `plume check`: reads everything of traces and says what is wrong with them.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read everything of traces, and say what is wrong with them.",
        discussion: """
            plume check plume-trace-20261123-154501
            plume check --elements trace/stream_0     each element of a data stream and its bit

            Exit status: 0 all is sound; 119 all can be read, but something is irregular, for \
            example a clock that goes back or an index that disagrees; 123 a part cannot be read; \
            124 the metadata cannot be read, or there is no trace.
            """
    )

    @Argument(
        help: "Folders of traces, or folders with traces in them.",
        completion: .file()
    )
    var paths: [String] = []

    @Flag(help: "List each element of the data streams with the bit at which it begins.")
    var elements = false

    @Flag(help: "Report as one JSON object for each trace.")
    var json = false

    func validate() throws {
        if paths.isEmpty { throw ValidationError("give traces") }
    }

    func run() throws {
        UnreadableFolders.say(below: paths, isFailure: true)
        if elements { return try ElementListing.run(paths) }
        let worst = try ReadingProgress.during("Checking", paths) { () throws(CommandFailure) in
            try check()
        }
        if let worst { throw ExitCode(worst.rawValue) }
    }

    /// Checks all traces.
    ///
    /// - Returns: what the command ends with; nil when all is sound.
    private func check() throws(CommandFailure) -> CommandExitCode? {
        var worst: CommandExitCode?
        for path in paths {
            let folders: [String]
            do throws(CTFError) {
                folders = try TraceFinder.folders(at: path)
            } catch {
                throw CommandFailure(.traceUnreadable, error.description)
            }
            for folder in folders {
                let report = TraceCheck.check(folder)
                if json {
                    _ = Terminal.output(report.json.encoded() + [0x0A])
                } else {
                    Terminal.show(report.lines)
                }
                worst = max(worst, report.exitCode)
            }
        }
        return worst
    }

    private func max(_ first: CommandExitCode?, _ second: CommandExitCode?) -> CommandExitCode? {
        (first?.rawValue ?? 0) > (second?.rawValue ?? 0) ? first : second
    }
}

extension CheckReport {
    /// What the command ends with because of the report; nil when all is sound.
    fileprivate var exitCode: CommandExitCode? {
        let severities = Set(allProblems.map(\.severity))
        if severities.contains(.unreadable) { return .traceUnreadable }
        if severities.contains(.damage) { return .traceDamaged }
        return severities.contains(.irregularity) ? .traceIrregular : nil
    }
}
