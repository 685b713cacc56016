// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls
public import TraceModel

/// Finds the folders of traces.
public enum TraceFinder {
    private static let depthLimit = 16

    /// The folders of traces at a path: itself if it has a metadata file, else those below it.
    ///
    /// - Throws: that there is none.
    public static func folders(at path: String) throws(CTFError) -> [String] {
        var found: [String] = []
        search(path, within: [], &found)
        guard found.isEmpty else { return found }
        throw CTFError.access(path, problem(path))
    }

    /// Why there is no trace at a path.
    private static func problem(_ path: String) -> String {
        switch Directory.kind(of: path) {
        case nil: return "there is nothing of this name"
        case .file, .other: break
        case .directory:
            do throws(SystemError) {
                _ = try Directory.entries(of: path)
            } catch {
                return "the folder cannot be read: \(error.errno)"
            }
        }
        return "there is no trace here: a trace is a folder with a file called \"metadata\""
    }

    /// Searches a folder, unless it is one of those which a link has led back to.
    private static func search(_ path: String, within above: [String], _ found: inout [String]) {
        if Directory.kind(of: "\(path)/metadata") == .file {
            found.append(path)
            return
        }
        let place = Directory.absolutePath(of: path)
        guard above.count < depthLimit, !above.contains(place),
            let names = try? Directory.entries(of: path)
        else { return }
        for name in names.sorted()
        where !name.hasPrefix(".") && Directory.kind(of: "\(path)/\(name)") == .directory {
            search("\(path)/\(name)", within: above + [place], &found)
        }
    }
}
