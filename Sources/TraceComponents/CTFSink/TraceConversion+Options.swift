// SPDX-License-Identifier: Apache-2.0

public import CTFReader
internal import CTFWriter
public import TraceModel

extension TraceConversion {
    /// Writes a trace as a `sink.ctf.fs` component with some parameters would.
    ///
    /// - Parameters:
    ///   - trace: the trace.
    ///   - options: the base directory, the format, and what is left out.
    /// - Throws: what the format cannot say, or why the folder cannot be made.
    public init(_ trace: CTFTrace, options: CTFSinkOptions) throws(CTFError) {
        try self.init(
            trace,
            to: OutputFolder.path(
                options,
                trace: trace.trace.metadata.traceClass,
                name: trace.name
            ),
            options: options.translation
        )
    }
}
