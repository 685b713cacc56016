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
    public let path: String
    /// The 16 bytes of the metadata stream's UUID.
    public let uuid: [UInt8]
    private let file: FileDescriptor
    private var metadata: RecordedMetadata

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
            try Directory.create(path)
            try Directory.create("\(path)/index")
            file = try FileDescriptor.open("\(path)/metadata", .createNew)
            try file.write(metadata.bytes)
        } catch {
            throw .system(error)
        }
    }

    /// Appends the class of an event.
    public func append(_ event: EventRecordClass) throws(Failure) {
        let added: [UInt8]
        do throws(CTFError) {
            added = try metadata.append(event)
        } catch {
            throw .format(error)
        }
        do throws(SystemError) {
            try file.write(added)
        } catch {
            throw .system(error)
        }
    }

    /// Replaces the metadata by the same with a clock that was measured longer.
    ///
    /// The file is replaced as a whole, so a reader sees the old or the new one.
    public func refine(_ clock: ClockClass) throws(Failure) {
        do throws(CTFError) {
            try metadata.refine(clock)
        } catch {
            throw .format(error)
        }
        do throws(SystemError) {
            let temporary = "\(path)/.metadata"
            let file = try FileDescriptor.open(temporary, .createNew)
            try file.write(metadata.bytes)
            try Directory.rename(temporary, to: "\(path)/metadata")
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
