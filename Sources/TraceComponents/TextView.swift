// SPDX-License-Identifier: Apache-2.0

public import CTFReader

/// Traces as text, merged by time, in constant memory.
public struct TextView {
    private static let chunkBytes = 64 * 1_024
    private let style: TextStyle

    /// Makes a view.
    public init(style: TextStyle) {
        self.style = style
    }

    /// Prints all traces at some paths.
    ///
    /// - Parameters:
    ///   - paths: folders of traces, or folders with traces in them.
    ///   - output: takes whole lines; false ends the view, because nobody reads on.
    ///   - warn: takes warnings about losses.
    /// - Returns: what was wrong with streams that could be read in part only.
    /// - Throws: why a trace cannot be read at all.
    public func run(
        paths: [String],
        output: ([UInt8]) -> Bool,
        warn: (String) -> Void
    ) throws(CTFError) -> [CTFError] {
        var streams: [DataStreamReader] = []
        for path in paths {
            for folder in try TraceFolder.find(at: path) {
                streams += try TraceFolder(path: folder).streams
            }
        }
        var merger = StreamMerger(streams)
        var printer = PrettyPrinter(style: style)
        while let stream = merger.next() {
            if !stream.losses.isEmpty {
                for loss in stream.takeLosses() { warn(printer.warning(loss, in: stream)) }
            }
            printer.print(stream)
            if printer.byteCount >= Self.chunkBytes {
                let bytes = printer.takeBytes()
                guard output(bytes) else { return [] }
                printer.recycle(bytes)
            }
        }
        for stream in merger.ended {
            for loss in stream.takeLosses() { warn(printer.warning(loss, in: stream)) }
        }
        _ = output(printer.takeBytes())
        return merger.damages
    }
}
