// SPDX-License-Identifier: Apache-2.0

internal import SessionHost
internal import SystemCalls

/// The line on a terminal that tells of a recording while it goes on.
///
/// Where the program writes to the same terminal, the line is written once: nobody knows where the
/// program has left the cursor, and what it printed must stay. See docs/recording.md.
struct RecordingLine {
    /// How often the counts are shown anew.
    static let pauseMilliseconds: Int32 = 500

    private let title: String
    private let isLive: Bool
    private var next: UInt64 = 0

    /// Says that a recording has begun; nil where standard error is no terminal.
    init?(_ subject: RecordingSubject, path: String) {
        guard Terminal.isErrorTerminal else { return nil }
        switch subject {
        case .command(let arguments):
            title = "Recording \(Self.last(arguments.first ?? "")) in \(Self.last(path))"
            isLive = Terminal.canReplaceLines && !Terminal.isOutputTerminal
        case .processes(let processes, _):
            let ids = processes.prefix(4).map { "\($0)" }.joined(separator: ", ")
            let noun = processes.count == 1 ? "process" : "processes"
            let dots = processes.count > 4 ? ", ..." : ""
            title = "Recording \(noun) \(ids)\(dots) in \(Self.last(path))"
            isLive = Terminal.canReplaceLines
        case .connecting:
            title = "Recording what connects in \(Self.last(path))"
            isLive = Terminal.canReplaceLines
        }
        if !isLive { Terminal.say("\(title); Ctrl-C ends it, plume status shows how it stands") }
    }

    /// The last name of a path, for which there is room in a line.
    private static func last(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// How long to wait at most before the line is shown anew; nil for any time.
    var limitMilliseconds: Int32? { isLive ? Self.pauseMilliseconds : nil }

    /// Shows the counts, where it is time.
    mutating func show(_ counts: () -> String) {
        let now = Clock.monotonicNanoseconds()
        guard isLive, now >= next else { return }
        next = now + UInt64(Self.pauseMilliseconds) * 1_000_000
        Terminal.replaceLine("\(title): \(counts()); Ctrl-C ends it")
    }

    /// Takes the line away.
    func end() { if isLive { Terminal.removeLine() } }
}
