// SPDX-License-Identifier: Apache-2.0

public import SystemCalls
public import TraceModel

/// The folder of a trace while it is recorded: the metadata stream, and room for data streams.
public final class TraceFolderWriter {
    /// Why the folder could not be written.
    public enum Failure: Error {
        /// A call failed.
        case system(SystemError)
        /// The format cannot describe an event.
        case format(CTFError)
    }

    /// The folder.
    public private(set) var path: String
    /// The 16 bytes of the metadata stream's UUID.
    public let uuid: [UInt8]
    private var file: FileDescriptor
    private var metadata: RecordedMetadata
    /// Bytes of the file.
    private var writtenBytes: UInt64
    /// What is still to be written to the file, after a failure.
    private var unwritten: [UInt8] = []

    /// Makes the folder, which must not exist, and writes what is known before the first event.
    ///
    /// Folder and files are for this user alone (modes 0700 and 0600), because they hold what
    /// programs had in memory. Folders with the same UUID are parts of one trace.
    ///
    /// - Parameters:
    ///   - path: the folder.
    ///   - isMade: whether the folder is there already, empty.
    ///   - trace: what is known of the trace.
    ///   - channels: its data stream classes.
    ///   - clock: what its times count.
    ///   - format: the format of the metadata.
    ///   - uuid: what the parts of one trace have in common; nil for a trace of its own.
    /// - Throws: why the folder cannot be written.
    public init(
        path: String,
        isMade: Bool = false,
        trace: TraceClass,
        channels: [RecordedChannelClass] = [RecordedChannelClass()],
        clock: ClockClass,
        format: MetadataFormat = .ctf2,
        uuid: MetadataUUID? = nil
    ) throws(Failure) {
        self.path = path
        let uuid = uuid ?? MetadataUUID.random()
        self.uuid = uuid?.bytes ?? []
        do throws(CTFError) {
            metadata = try RecordedMetadata(
                format: format,
                uuid: uuid,
                trace: trace,
                channels: channels,
                clock: clock
            )
        } catch {
            throw .format(error)
        }
        do throws(SystemError) {
            file = try Self.makeFolder(path, isMade: isMade, metadata)
        } catch {
            throw .system(error)
        }
        writtenBytes = UInt64(metadata.bytes.count)
    }

    private static func makeFolder(
        _ path: String,
        isMade: Bool,
        _ metadata: RecordedMetadata
    ) throws(SystemError) -> FileDescriptor {
        if !isMade { try Directory.create(path, mode: 0o700) }
        do throws(SystemError) {
            try Directory.create("\(path)/index", mode: 0o700)
            let file = try FileDescriptor.open("\(path)/metadata", .createPrivate)
            try file.write(metadata.bytes)
            return file
        } catch {
            // Half a folder would be in the way of the next attempt.
            try? remove(path)
            throw SystemError(call: error.call, subject: path, errno: error.errno)
        }
    }

    /// Begins another folder of the same trace, with all that is known so far.
    ///
    /// What was written before stays as it is: a whole trace with the same UUID.
    ///
    /// - Parameter path: the new folder, which must not exist.
    /// - Throws: why it cannot be made; the trace then goes on in the folder before.
    public func rotate(to path: String) throws(Failure) {
        do throws(SystemError) {
            file = try Self.makeFolder(path, isMade: false, metadata)
        } catch {
            throw .system(error)
        }
        writtenBytes = UInt64(metadata.bytes.count)
        unwritten = []
        self.path = path
    }

    /// Why nobody could read records of an event in a trace of a format; nil where anybody can.
    ///
    /// - Parameters:
    ///   - event: the class of its records.
    ///   - format: the format of the metadata.
    /// - Returns: what is wrong, for a person.
    public static func problem(of event: EventRecordClass, in format: MetadataFormat) -> String? {
        RecordedMetadata.problem(of: event, in: format)
    }

    /// Appends the class of an event.
    ///
    /// - Throws: why it could not be written; where that is the disk, ``flush()`` tries again.
    public func append(_ event: EventRecordClass) throws(Failure) {
        let added: [UInt8]
        do throws(CTFError) {
            added = try metadata.append(event)
        } catch {
            throw .format(error)
        }
        unwritten += added
        do throws(SystemError) {
            try flush()
        } catch {
            throw .system(error)
        }
    }

    /// Writes what could not be written before.
    ///
    /// - Throws: why it still cannot.
    public func flush() throws(SystemError) {
        guard !unwritten.isEmpty else { return }
        do throws(SystemError) {
            try file.write(unwritten)
        } catch {
            try? file.cut(to: writtenBytes)
            throw error
        }
        writtenBytes += UInt64(unwritten.count)
        unwritten = []
    }

    /// Bytes of the metadata.
    public var byteCount: UInt64 { writtenBytes }

    /// Waits until the metadata and the names of all files are on the disk.
    ///
    /// - Throws: why they may not be there.
    public func synchronize() throws(SystemError) {
        try file.synchronize()
        for directory in ["\(path)/index", path, "\(path)/.."] {
            try Directory.synchronize(directory)
        }
    }

    /// Replaces the metadata by the same with what is known better now.
    ///
    /// The file is replaced as a whole, so a reader sees the old or the new one.
    ///
    /// - Parameters:
    ///   - trace: what the trace is called; nil for what was said before.
    ///   - clock: the clock, measured longer; nil for the one before.
    /// - Throws: why it stays as it was.
    public func refine(trace: TraceClass? = nil, clock: ClockClass? = nil) throws(Failure) {
        do throws(CTFError) {
            try metadata.refine(trace, clock)
        } catch {
            throw .format(error)
        }
        do throws(SystemError) {
            let temporary = "\(path)/.metadata"
            let file = try FileDescriptor.open(temporary, .createPrivate)
            do throws(SystemError) {
                try file.write(metadata.bytes)
                try Directory.rename(temporary, to: "\(path)/metadata")
            } catch {
                try? Directory.removeFile(temporary)
                throw error
            }
            self.file = file
            writtenBytes = UInt64(metadata.bytes.count)
            unwritten = []
        } catch {
            throw .system(error)
        }
    }

    /// Removes a trace that was written before: its data streams, their indexes, the metadata and
    /// the folders.
    ///
    /// - Parameter path: the trace's folder.
    /// - Throws: what could not be removed.
    public static func removeTrace(at path: String) throws(SystemError) {
        for folder in ["\(path)/index", path] {
            for name in try Directory.entries(of: folder)
            where Directory.kind(of: "\(folder)/\(name)") != .directory {
                try Directory.removeFile("\(folder)/\(name)")
            }
            try Directory.removeDirectory(folder)
        }
    }

    /// Removes the folder of a trace in which nothing was recorded.
    public func remove() throws(SystemError) { try Self.remove(path) }

    private static func remove(_ path: String) throws(SystemError) {
        for file in ["\(path)/metadata"] where Directory.kind(of: file) != nil {
            try Directory.removeFile(file)
        }
        for folder in ["\(path)/index", path] where Directory.kind(of: folder) != nil {
            try Directory.removeDirectory(folder)
        }
    }
}

extension TraceFolderWriter.Failure: CustomStringConvertible {
    /// What went wrong, for a person.
    public var description: String {
        switch self {
        case .system(let error): "\(error)"
        case .format(let error): "\(error)"
        }
    }
}
