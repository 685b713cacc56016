// SPDX-License-Identifier: Apache-2.0

internal import CTFMetadata
internal import SystemCalls
public import TraceModel

/// A trace in one or more folders, opened: its classes, and its data streams with their packets.
public struct CTFTrace: Sendable {
    private static let metadataLimitBytes: UInt64 = 1 << 30
    /// The windows of all data streams together.
    private static let windowBudgetBytes = 16 << 20

    /// The folders, in ascending order.
    public let paths: [String]
    /// The classes.
    public let trace: CompiledTrace
    /// The data streams, in ascending order of class, id and path.
    public let streams: [DataStream]
    /// What is wrong with files in which no packet could be read.
    public let failures: [CTFError]
    /// What is strange though everything could be read.
    public private(set) var warnings: [CTFError] = []
    /// What the trace is called; nil for what its metadata says.
    public var givenName: String?
    /// The name: that of the host, as a rule; empty when nothing tells one.
    public var name: String {
        if let givenName { return givenName }
        if case .string(let host)? = trace.metadata.traceClass.environmentValue("hostname") {
            return host
        }
        return trace.metadata.traceClass.identity.name ?? ""
    }

    /// How much memory a cursor of one of the data streams should use for its window.
    public let windowBytes: Int

    /// Opens a trace and indexes its packets.
    ///
    /// Damage in a data stream is no error here: the data stream has the packets before it.
    ///
    /// - Parameters:
    ///   - paths: folders which directly hold a file `metadata`; several must be of the same
    ///     trace by their UUID or, in CTF 2, the identity of the trace class.
    ///   - usesIndexFiles: whether to believe the indexes that tracers write beside data stream
    ///     files, as far as they can be right.
    ///   - transform: changes what the metadata says, for example the offsets of clocks.
    /// - Throws: why the metadata cannot be read, or a file not be opened.
    public init(
        paths: [String],
        usesIndexFiles: Bool = true,
        transform: (TraceMetadata) throws(CTFError) -> TraceMetadata = {
            metadata throws(CTFError) in metadata
        }
    ) throws(CTFError) {
        let paths = paths.sorted()
        var files: [String] = []
        var metadata: TraceMetadata?
        var warnings: [CTFError] = []
        for path in paths {
            let read = try Self.metadata(of: path) { warnings.append($0) }
            if let first = metadata,
                first.sharedIdentity != read.sharedIdentity || read.sharedIdentity == nil
            {
                throw CTFError.unsupported(
                    path,
                    "",
                    "the folders belong to different traces, because their UUIDs or names differ"
                )
            }
            // Of several copies, the longest metadata describes the most.
            if metadata == nil
                || read.eventRecordClasses.count > metadata?.eventRecordClasses.count ?? 0
            {
                metadata = read
            }
            files += try Self.dataStreamFiles(in: path)
        }
        guard let metadata else { throw CTFError.access("", "no folder was given") }
        let trace = try CompiledTrace(try transform(metadata))
        try self.init(paths, files, trace, usesIndexFiles: usesIndexFiles)
        self.warnings = warnings
    }

    /// Opens a trace whose metadata is known, and indexes its packets.
    ///
    /// - Parameters:
    ///   - path: the folder.
    ///   - trace: what its metadata says.
    /// - Throws: why a file cannot be opened.
    public init(path: String, trace: CompiledTrace) throws(CTFError) {
        let files = try Self.dataStreamFiles(in: path)
        try self.init([path], files, trace, usesIndexFiles: false)
    }

    private init(
        _ paths: [String],
        _ files: [String],
        _ trace: CompiledTrace,
        usesIndexFiles: Bool
    ) throws(CTFError) {
        self.paths = paths
        self.trace = trace
        windowBytes = min(
            PacketReader.defaultWindowBytes,
            max(8_192, Self.windowBudgetBytes / max(1, files.count))
        )
        var collector = DataStreamCollector(trace, usesIndexFiles: usesIndexFiles)
        for file in files {
            let reader = try PacketReader(path: file, trace: trace, windowBytes: 4_096)
            if reader.size > 0 { try collector.add(reader) }
        }
        streams = try collector.finish()
        failures = collector.failures
    }

    /// Divides folders into traces: those with the same UUID are parts of one.
    ///
    /// - Parameter folders: folders which directly hold a file `metadata`.
    /// - Returns: the folders of each trace, in the order in which the first of each stands.
    /// - Throws: why the metadata of one cannot be read.
    public static func grouped(_ folders: [String]) throws(CTFError) -> [[String]] {
        guard folders.count > 1 else { return folders.map { [$0] } }
        var groups: [[String]] = []
        var places: [MetadataUUID: Int] = [:]
        for folder in folders {
            guard let uuid = try metadata(of: folder).uuid else {
                groups.append([folder])
                continue
            }
            if let place = places[uuid] {
                groups[place].append(folder)
            } else {
                places[uuid] = groups.count
                groups.append([folder])
            }
        }
        return groups
    }

    /// Reads and parses the metadata of a folder.
    ///
    /// - Parameters:
    ///   - folder: the folder.
    ///   - warn: takes what is strange though all could be read.
    /// - Returns: what it says.
    /// - Throws: why it cannot be read.
    public static func metadata(
        of folder: String,
        warn: (CTFError) -> Void = { _ in }
    ) throws(CTFError) -> TraceMetadata {
        let path = "\(folder)/metadata"
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try FileReader.contents(of: path, limitBytes: metadataLimitBytes)
        } catch {
            throw CTFError.access(path, "\(error)")
        }
        return try MetadataParser.parse(bytes, path: path, warn: warn)
    }

    /// The data stream files of a folder, in ascending order.
    public static func dataStreamFiles(in folder: String) throws(CTFError) -> [String] {
        do throws(SystemError) {
            return try Directory.entries(of: folder).filter { name in
                name != "metadata" && !name.hasPrefix(".")
                    && Directory.kind(of: "\(folder)/\(name)") == .file
            }.sorted().map { "\(folder)/\($0)" }
        } catch {
            throw CTFError.access(folder, "\(error)")
        }
    }
}
