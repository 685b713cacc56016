// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SessionHost
internal import SystemCalls

/// `plume attach`: records processes that run already.
struct AttachCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attach",
        abstract: "Record processes that run already, until Ctrl-C or until they end.",
        discussion: """
            plume attach 4711 --event 'kv:*' --duration 10s
            plume attach kv-server --overwrite

            The processes may be recorded by others at the same time. They go on when the recording \
            ends.
            """
    )

    @OptionGroup
    var recording: RecordingOptions

    @Option(help: "End the recording after this time, for example 10s.")
    var duration: TimeSpan?

    @Argument(help: "Process ids, or names of programs.")
    var processes: [String]

    func run() throws {
        let ids = try processes.flatMap { try Self.find($0) }
        try recording.run(.processes(ids, limitNanoseconds: duration?.nanoseconds))
    }

    /// How long a program may take to listen, which it does when it has lived for a while.
    private static let waitNanoseconds: UInt64 = 500_000_000

    /// The processes that are meant.
    private static func find(_ text: String) throws -> [Int32] {
        if let id = Int32(text) { return [id] }
        let deadline = Clock.monotonicNanoseconds() + waitNanoseconds
        while true {
            let found = listening(text)
            if !found.isEmpty { return Set(found).sorted() }
            guard Clock.monotonicNanoseconds() < deadline else { break }
            _ = Poll.readable([], limitMilliseconds: 20)
        }
        throw CommandFailure(
            .notFound,
            "no process of a program \(text) can be attached to; see plume doctor"
        )
    }

    /// The processes of a program that listen.
    private static func listening(_ program: String) -> [Int32] {
        listening().filter { Self.program(of: $0) == program }
    }

    /// The processes that listen.
    static func listening() -> [Int32] {
        RuntimeDirectory.existing()
            .flatMap { (try? Directory.entries(of: $0)) ?? [] }
            .filter { $0.hasSuffix(".socket") }
            .compactMap { Int32($0.dropLast(".socket".count)) }
    }

    /// The name of a process's program; empty when it is gone.
    static func program(of process: Int32) -> String {
        let path = Directory.linkTarget("/proc/\(process)/exe") ?? ""
        return path.split(separator: "/").last.map(String.init) ?? ""
    }
}
