// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import Synchronization
internal import SystemCalls
public import TraceModel
import TraceSlices
import TraceText

/// The recordings of `sink.text.pretty`.
///
/// They are one implementation's, of traces which that one could read as a whole; those which were
/// cut for their size are compared as far as they go.
public struct RecordedPrettyTexts: CorpusTextMaker {
    /// Makes the maker.
    public init() {}

    /// The text that a recording holds.
    public func text(_ subject: CorpusCase, _ file: String) throws(CTFError) -> [UInt8]? {
        guard file == "babeltrace2-pretty.txt", let recorded = subject.bytes(file),
            subject.lines("expect.txt").first?.hasPrefix("FAIL") == false
        else { return nil }
        // What was printed before an error depends on where that reader buffers.
        let status = subject.lines("babeltrace2-status.txt")
        guard status.contains(where: { $0.hasSuffix("--color=never trace -> exit 0") }) else {
            return nil
        }
        let isWhole = !status.contains { $0.contains(file + ": TRUNCATED") }
        var options = PrettyOptions()
        options.isUTC = true
        let folders = try TraceFinder.folders(at: subject.path + "/trace")
        var traces: [CTFTrace] = []
        for folder in folders { traces.append(try CTFTrace(paths: [folder])) }
        let collected = Mutex<[UInt8]>([])
        let view = TextView(traces, options: options, threadCount: 1)
        _ = view.run(
            output: { text, range in
                let bytes = text.bytes()
                return collected.withLock { made in
                    made += bytes[range]
                    return isWhole || made.count < recorded.count
                }
            },
            warn: { _ in }
        )
        let made = collected.withLock { $0 }
        return isWhole ? made : Array(made.prefix(recorded.count))
    }
}
