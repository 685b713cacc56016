// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// Folders that the search for traces has passed over because they cannot be read.
enum UnreadableFolders {
    private static let depthLimit = 16

    /// Says which there are below some paths; those themselves are answered by who reads them.
    ///
    /// - Parameters:
    ///   - paths: where traces are looked for.
    ///   - isFailure: whether the command then ends with the status of what cannot be read, if
    ///     nothing else is wrong.
    static func say(below paths: [String], isFailure: Bool) {
        var folders: [String] = []
        for path in paths { search(path, within: [], &folders) }
        for folder in folders { Terminal.say("plume: \(folder)") }
        if isFailure, !folders.isEmpty { Terminal.fail(with: .traceUnreadable) }
    }

    private static func search(
        _ path: String,
        within above: [String],
        _ found: inout [String]
    ) {
        guard Directory.kind(of: "\(path)/metadata") != .file else { return }
        let place = Directory.absolutePath(of: path)
        guard above.count < depthLimit, !above.contains(place) else { return }
        do throws(SystemError) {
            for name in try Directory.entries(of: path)
            where !name.hasPrefix(".") && Directory.kind(of: "\(path)/\(name)") == .directory {
                search("\(path)/\(name)", within: above + [place], &found)
            }
        } catch {
            if !above.isEmpty {
                found.append("\(path): the folder cannot be read: \(error.errno)")
            }
        }
    }
}
