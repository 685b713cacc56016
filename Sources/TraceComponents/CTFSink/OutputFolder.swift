// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import SystemCalls
internal import TraceModel

/// Finds the folder for a trace that is written.
enum OutputFolder {
    /// The first path for a trace at which there is nothing yet.
    static func path(_ options: CTFSinkOptions, trace: TraceClass, name: String?) -> String {
        var base = options.path
        while base.count > 1 && base.hasSuffix("/") { base.removeLast() }
        if options.assumesSingleTrace { return base }
        let wanted = base + "/" + OutputName.traceFolder(trace, name: name)
        var path = wanted
        var number = 0
        while Directory.kind(of: path) != nil {
            path = "\(wanted)-\(number)"
            number += 1
        }
        return path
    }
}
