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
    public init(
        path: String,
        trace: TraceClass,
        channels: [RecordedChannelClass] = [RecordedChannelClass()],
        clock: ClockClass,
        format: MetadataFormat = .ctf2
    ) throws(Failure) {
        self.path = path
        let uuid = MetadataUUID.random()
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
            file = try Self.makeFolder(path, metadata)
        } catch {
            throw .system(error)
        }
        writtenBytes = UInt64(metadata.bytes.count)
    }

    private static func makeFolder(
        _ path: String,
        _ metadata: RecordedMetadata
    ) throws(SystemError) -> FileDescriptor {
        try Directory.create(path)
        try Directory.create("\(path)/index")
        let file = try FileDescriptor.open("\(path)/metadata", .createNew)
        try file.write(metadata.bytes)
        return file
    }

    /// Begins another folder of the same trace, with all that is known so far.
    ///
    /// What was written before stays as it is: a whole trace with the same UUID.
    ///
    /// - Parameter path: the new folder, which must not exist.
    /// - Throws: why it cannot be made; the trace then goes on in the folder before.
    public func rotate(to path: String) throws(Failure) {
        do throws(SystemError) {
            file = try Self.makeFolder(path, metadata)
        } catch {
            throw .system(error)
        }
        writtenBytes = UInt64(metadata.bytes.count)
        unwritten = []
        self.path = path
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

    /// Waits until the metadata and the names of all files are on the disk.
    ///
    /// - Throws: why they may not be there.
    public func synchronize() throws(SystemError) {
        try file.synchronize()
        for directory in ["\(path)/index", path, "\(path)/.."] {
            try Directory.synchronize(directory)
        }
    }

    /// Replaces the metadata by the same with a clock that was measured longer, and with what is
    /// known only now.
    ///
    /// The file is replaced as a whole, so a reader sees the old or the new one.
    ///
    /// - Parameters:
    ///   - clock: the clock.
    ///   - entries: what the environment has besides.
    /// - Throws: why the metadata stays as it was.
    public func refine(
        _ clock: ClockClass,
        adding entries: [TraceClass.EnvironmentEntry] = []
    ) throws(Failure) {
        do throws(CTFError) {
            try metadata.refine(clock, adding: entries)
        } catch {
            throw .format(error)
        }
        do throws(SystemError) {
            let temporary = "\(path)/.metadata"
            let file = try FileDescriptor.open(temporary, .createNew)
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

    /// Removes the folder of a trace in which nothing was recorded.
    public func remove() throws(SystemError) {
        try Directory.removeFile("\(path)/metadata")
        try Directory.removeDirectory("\(path)/index")
        try Directory.removeDirectory(path)
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
