// SPDX-License-Identifier: Apache-2.0

internal import CTFMetadata
public import SystemCalls
public import TraceModel

/// The folder of a trace while it is recorded: the metadata stream, and room for data streams.
public final class TraceFolderWriter {
    /// The folder.
    public let path: String
    /// The 16 bytes of the metadata stream's UUID.
    public let uuid: [UInt8]
    private let metadata: FileDescriptor
    private var fragments: [[UInt8]]
    private static let clockFragment = 2

    /// Makes the folder, which must not exist, and writes what is known before the first event.
    public init(
        path: String,
        trace: TraceClass,
        clock: ClockClass
    ) throws(SystemError) {
        self.path = path
        var uuid = Host.randomBytes(16)
        // Version 4, variant 1: a random UUID.
        uuid[6] = uuid[6] & 0x0F | 0x40
        uuid[8] = uuid[8] & 0x3F | 0x80
        self.uuid = uuid
        fragments = [
            CTF2MetadataWriter.preamble(uuid: MetadataUUID(bytes: uuid)),
            CTF2MetadataWriter.traceClass(trace),
            CTF2MetadataWriter.clockClass(clock),
            CTF2MetadataWriter.dataStreamClass(TraceSkeleton.dataStreamClass(clockID: clock.id)),
        ]
        try Directory.create(path)
        try Directory.create("\(path)/index")
        metadata = try FileDescriptor.open("\(path)/metadata", .createNew)
        try metadata.write(fragments.flatMap { $0 })
    }

    /// Appends the class of an event.
    public func append(_ event: EventRecordClass) throws(SystemError) {
        let fragment = CTF2MetadataWriter.eventRecordClass(event)
        try metadata.write(fragment)
        fragments.append(fragment)
    }

    /// Replaces the metadata by the same with a clock that was measured longer.
    ///
    /// The file is replaced as a whole, so a reader sees the old or the new one.
    public func refine(_ clock: ClockClass) throws(SystemError) {
        fragments[Self.clockFragment] = CTF2MetadataWriter.clockClass(clock)
        let temporary = "\(path)/.metadata"
        let file = try FileDescriptor.open(temporary, .createNew)
        try file.write(fragments.flatMap { $0 })
        try Directory.rename(temporary, to: "\(path)/metadata")
    }

    /// Removes the folder of a trace in which nothing was recorded.
    public func remove() throws(SystemError) {
        try Directory.removeFile("\(path)/metadata")
        try Directory.removeDirectory("\(path)/index")
        try Directory.removeDirectory(path)
    }
}
