// SPDX-License-Identifier: Apache-2.0

internal import CTFMetadata
internal import SystemCalls

/// A trace as a folder: one metadata file, and data stream files beside it.
public struct TraceFolder {
    private static let maximumMetadataBytes: UInt64 = 1 << 30
    private static let maximumSearchDepth = 8

    /// The folder.
    public let path: String
    /// Its classes.
    public let trace: CompiledTrace
    /// Its data streams, in the order of the files' names.
    public let streams: [DataStreamReader]

    /// Opens a trace.
    ///
    /// - Throws: why it cannot be read.
    public init(path: String) throws(CTFError) {
        self.path = path
        let metadataPath = "\(path)/metadata"
        do throws(MetadataError) {
            let metadata = try Metadata(parsing: try Self.contents(metadataPath))
            do throws(CTFError) {
                trace = try CompiledTrace(metadata)
            } catch {
                throw MetadataError(unusable: error.reason)
            }
        } catch {
            throw CTFError(.unreadable, metadataPath, "\(error)")
        }
        var streams: [DataStreamReader] = []
        do throws(SystemError) {
            for name in try Directory.entries(of: path)
            where name != "metadata" && !name.hasPrefix(".")
                && Directory.kind(of: "\(path)/\(name)") == .file
            {
                do throws(CTFError) {
                    streams.append(
                        try DataStreamReader(path: "\(path)/\(name)", trace: trace)
                    )
                } catch {
                    throw SystemError(
                        call: "open",
                        subject: error.path,
                        errno: .permissionDenied
                    )
                }
            }
        } catch {
            throw CTFError(.unreadable, path, "\(error)")
        }
        self.streams = streams
    }

    private static func contents(_ path: String) throws(MetadataError) -> [UInt8] {
        do throws(SystemError) {
            return try FileReader.contents(of: path, limitBytes: maximumMetadataBytes)
        } catch {
            throw MetadataError(unusable: "\(error.errno)")
        }
    }

    /// The folders of traces at a path: itself if it has a metadata file, else those below it.
    ///
    /// - Throws: that there is none.
    public static func find(at path: String) throws(CTFError) -> [String] {
        var found: [String] = []
        search(path, depth: 0, &found)
        guard found.isEmpty else { return found }
        let reason =
            Directory.kind(of: path) == nil
            ? "there is nothing of this name"
            : "there is no trace here: a trace is a folder with a file called \"metadata\""
        throw CTFError(.unreadable, path, reason)
    }

    private static func search(_ path: String, depth: Int, _ found: inout [String]) {
        if Directory.kind(of: "\(path)/metadata") == .file {
            found.append(path)
            return
        }
        guard depth < maximumSearchDepth, let names = try? Directory.entries(of: path) else {
            return
        }
        for name in names where Directory.kind(of: "\(path)/\(name)") == .directory {
            search("\(path)/\(name)", depth: depth + 1, &found)
        }
    }
}
