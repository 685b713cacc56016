// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import ProcessingCommands
internal import RingRecovery
internal import SystemCalls
internal import TraceInspection
internal import TraceModel

/// `plume recover`: writes what is readable of a damaged trace, or of the buffers that a killed
/// recording left, as a new trace.
struct RecoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: "Write what a crash left of a recording, or of a damaged trace, as a new trace.",
        discussion: """
            plume recover broken-trace --output whole-trace
            plume recover /dev/shm/plume-20261123-154501-4711 --output whole-trace
            plume recover core --output last-events
            plume recover 4711 --output last-events

            A folder is a trace, or the buffers that plume record --shm-path keeps in files; each \
            of the two leads to the other. A file is a core dump of a recorded program. A number \
            is a program that still runs although plume record was killed. From buffers every \
            event that was recorded is saved, each once.

            Of a damaged trace, a broken packet is skipped when the next one can be found. What \
            was lost is said, and what is read stays as it is. The exit status is 0 if nothing \
            was lost, and 123 if the new trace is not all that was recorded.
            """
    )

    @Argument(
        help: "A trace's folder, a folder of buffers, a core dump, or a process id.",
        completion: .file()
    )
    var path: String

    @Option(
        name: [.short, .long],
        help: "The folder to make; it must not exist yet.",
        completion: .directory
    )
    var output: String

    @Option(
        help: "With a core dump or a process: the trace that was recorded, to join both.",
        completion: .directory
    )
    var trace: String?

    @Option(help: "The format to write.")
    var traceFormat: TraceFormatChoice = .ctf2

    func run() throws {
        guard Directory.kind(of: output) == nil else {
            throw CommandFailure(
                .usage,
                "--output \(output): it exists already; name another folder or remove it"
            )
        }
        if let trace, Directory.kind(of: trace) != .directory {
            throw CommandFailure(.usage, "--trace \(trace): there is no such folder")
        }
        let source: RecoverySource
        do throws(RecoverySource.Refusal) {
            source = try RecoverySource(path)
        } catch {
            throw CommandFailure(.traceUnreadable, error.description)
        }
        let result = try ReadingProgress.during("Recovering", Self.paths(source)) {
            () throws(CommandFailure) -> (lines: [String], isWhole: Bool) in
            if case .trace(let folder, let lostBuffers) = source {
                return try recoverTrace(folder, lostBuffers)
            }
            return try BufferRecoveryRun(
                source: source,
                trace: trace,
                output: output,
                format: traceFormat.format
            ).run()
        }
        Terminal.show(result.lines + Self.leftBuffers(source, output))
        if !result.isWhole { throw ExitCode(CommandExitCode.traceDamaged.rawValue) }
    }

    /// The files and folders that are read.
    private static func paths(_ source: RecoverySource) -> [String] {
        switch source {
        case .process: []
        case .core(let path): [path]
        case .buffers(let files, let trace): files + (trace.map { [$0] } ?? [])
        case .trace(let folder, _): [folder]
        }
    }

    /// What to tell of buffers that are still there when all is saved.
    private static func leftBuffers(_ source: RecoverySource, _ output: String) -> [String] {
        guard case .buffers(let files, _) = source, let first = files.first else { return [] }
        let parts = first.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let folder = parts.joined(separator: "/")
        let bytes = files.reduce(UInt64(0)) { sum, file in
            sum + ((try? FileDescriptor.open(file, .read).allocatedBytes()) ?? 0)
        }
        let line = "The buffers are still in \(folder) and take \(Terminal.bytes(bytes))"
        // Files that somebody has put elsewhere may lie beside others.
        guard parts.last?.hasPrefix("plume-") ?? false else { return [line] }
        return [
            "\(line): when \(output) is all you need, remove them with"
                + " rm -r \(ShellQuoting.quoted(folder))"
        ]
    }

    private func recoverTrace(
        _ folder: String,
        _ lostBuffers: String?
    ) throws(CommandFailure) -> (lines: [String], isWhole: Bool) {
        do throws(CTFError) {
            let report = try TraceRecovery.recover(folder, to: output, format: traceFormat.format)
            let losses = lostBuffers.map {
                ["\(folder): the recording was killed, and its buffers in \($0) are gone"]
            }
            let lines = (losses ?? []) + report.lines() + ["Created CTF trace `\(output)`."]
            return (lines, report.isWhole && lostBuffers == nil)
        } catch {
            throw CommandFailure(.traceUnreadable, error.description)
        }
    }
}
