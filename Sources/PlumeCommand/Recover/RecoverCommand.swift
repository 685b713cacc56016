// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SystemCalls
internal import TraceComponents
internal import TraceModel

/// `plume recover`: writes what is readable of a damaged trace as a new one.
struct RecoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: "Write what is readable of a damaged trace as a new trace.",
        discussion: """
            plume recover broken-trace --output whole-trace

            A broken packet is skipped when the next one can be found, and what was lost is \
            said. The damaged trace stays as it is. The exit status is 0 if nothing was lost, and \
            123 if the new trace is not all that the old one held.
            """
    )

    @Argument(help: "The folder of the damaged trace.")
    var path: String

    @Option(name: [.short, .long], help: "The folder to make; it must not exist yet.")
    var output: String

    @Option(help: "The format to write: ctf-2 or ctf-1.8.")
    var traceFormat: TraceFormatChoice = .ctf2

    func run() throws {
        guard Directory.kind(of: output) == nil else {
            throw CommandFailure(
                .usage,
                "--output \(output): it exists already; name another folder or remove it"
            )
        }
        let report: RecoveryReport
        do throws(CTFError) {
            report = try TraceRecovery.recover(path, to: output, format: traceFormat.format)
        } catch {
            throw CommandFailure(.traceUnreadable, error.description)
        }
        let lines = report.lines() + ["Created CTF trace `\(output)`."]
        _ = Terminal.output(Array((lines.joined(separator: "\n") + "\n").utf8))
        if !report.isWhole { throw ExitCode(CommandExitCode.traceDamaged.rawValue) }
    }
}
