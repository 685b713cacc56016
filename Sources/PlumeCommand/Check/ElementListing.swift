// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import SystemCalls
internal import TraceModel

/// `plume check --elements`: prints each element of data streams.
enum ElementListing {
    private static let limitBytes: UInt64 = 1 << 30
    private static let bufferBytes = 1 << 16

    /// Prints the elements of data stream files, or of all those of traces.
    static func run(_ paths: [String]) throws {
        var isDamaged = false
        for path in paths {
            var files: [(folder: String, path: String)] = []
            do throws(CTFError) {
                if Directory.kind(of: path) == .file {
                    files = [(folder(of: path), path)]
                } else {
                    for folder in try TraceFinder.folders(at: path) {
                        files += try CTFTrace.dataStreamFiles(in: folder).map { (folder, $0) }
                    }
                }
                for file in files {
                    if files.count > 1 { Terminal.show([file.path]) }
                    isDamaged = try list(file.path, in: file.folder) || isDamaged
                }
            } catch {
                throw CommandFailure(.traceUnreadable, error.description)
            }
        }
        if isDamaged { throw CommandFailure(.traceDamaged, "a data stream cannot be decoded") }
    }

    private static func folder(of path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }

    /// Prints the elements of a file.
    ///
    /// - Returns: whether it cannot be decoded to its end.
    private static func list(_ path: String, in folder: String) throws(CTFError) -> Bool {
        let metadata = try CTFTrace.metadata(of: folder)
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try FileReader.contents(of: path, limitBytes: limitBytes)
        } catch {
            throw CTFError(
                .access,
                path: path,
                place: "",
                problem: "\(error)",
                remedy: "Check the path and the permissions"
            )
        }
        var text: [UInt8] = []
        var lister = ElementLister(metadata, bytes) { element in
            text += Array((element.line + "\n").utf8)
            guard text.count > bufferBytes else { return }
            _ = Terminal.output(text)
            text.removeAll(keepingCapacity: true)
        }
        defer { _ = Terminal.output(text) }
        do throws(ElementStop) {
            try lister.list()
        } catch {
            let offset = String(error.offsetBits)
            let padding = String(repeating: " ", count: max(0, 6 - offset.count))
            text += Array("\(padding)\(offset) \(error.problem)\n".utf8)
            return true
        }
        return false
    }
}
