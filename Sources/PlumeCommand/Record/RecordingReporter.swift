// SPDX-License-Identifier: Apache-2.0

internal import SessionHost
internal import SystemCalls

/// Tells a person what happens while a recording goes on.
final class RecordingReporter: HostObserver {
    private let isQuiet: Bool
    private var line: RecordingLine?

    /// Makes a reporter.
    ///
    /// - Parameter isQuiet: whether nothing is shown but what went wrong.
    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
    }

    var progressMilliseconds: Int32? { line?.limitMilliseconds }

    func observe(progress: () -> RecordingProgress) { line?.show { Self.text(progress()) } }

    func observe(_ notice: HostNotice) {
        switch notice {
        case .began(let subject, let path):
            if !isQuiet { line = RecordingLine(subject, path: path) }
        case .ended:
            line?.end()
            line = nil
        case .session(let text), .buffers(let text), .folderRefused(let text),
            .libraryMissing(let text):
            say(text)
        case .definitionsFull, .buffersKept:
            say(ofBuffers: notice)
        case .snapshotTurnedAway, .snapshotIncomplete, .snapshotNotRemoved, .stateNotTold:
            say(ofSnapshots: notice)
        case .waitsForRoom, .restWaitsForRoom, .roomAgain, .stopped:
            say(ofDisk: notice)
        }
    }

    private func say(_ text: String) { Terminal.say("plume: \(text)") }

    private func say(ofBuffers notice: HostNotice) {
        switch notice {
        case .definitionsFull(let event):
            say(
                "there is no room for more definitions beside the buffers, so plume recover will"
                    + " not know \(event) and those after it; the trace has them all"
            )
        case .buffersKept(let path):
            say(
                "what did not reach the trace is in \(path): plume recover"
                    + " \(path) --output FOLDER saves it"
            )
        default: return
        }
    }

    private func say(ofSnapshots notice: HostNotice) {
        switch notice {
        case .snapshotTurnedAway(let interval):
            say(
                "a program asked for another snapshot within"
                    + " \(Terminal.tenths(Double(interval) / 1e9)) s"
                    + " (--snapshot-interval); such requests are turned away and counted"
            )
        case .snapshotIncomplete(let reason):
            say("the snapshot is not complete: \(reason)")
        case .snapshotNotRemoved(let error):
            say("an old snapshot cannot be removed: \(error)")
        case .stateNotTold(let process, let program):
            say(
                "process \(process) (\(program)) did not tell its state within"
                    + " 1 s: a snapshot may lack it"
            )
        default: return
        }
    }

    private func say(ofDisk notice: HostNotice) {
        switch notice {
        case .waitsForRoom(let error):
            say(
                "\(error): recording waits for room; events that find none in the buffers"
                    + " meanwhile are counted as discarded"
            )
        case .restWaitsForRoom(let error, let seconds):
            say(
                "\(error): the rest of the events waits for room for \(seconds) s; Ctrl-C ends"
                    + " the wait, and what was not written counts as discarded"
            )
        case .roomAgain(let seconds):
            say("there is room again after \(Terminal.tenths(seconds)) s; recording goes on")
        case .stopped(let reason):
            say("recording stopped: \(reason); the program goes on unrecorded")
        default: return
        }
    }

    /// The events so far, for a line.
    private static func text(_ progress: RecordingProgress) -> String {
        guard progress.writesTrace else {
            let programs = Terminal.counted(UInt64(progress.programCount), "program")
            return "\(programs), the newest events in memory"
        }
        return "\(Terminal.counted(progress.recordedCount, "event")),"
            + " \(Terminal.grouped(progress.discardedCount)) discarded"
    }
}
