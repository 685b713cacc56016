// SPDX-License-Identifier: Apache-2.0

public import SystemCalls

/// The files of one data stream: one, or a row of which only the newest are kept.
public final class DataStreamFiles {
    /// How large and how many files may be.
    public struct Limits: Hashable, Sendable {
        /// Bytes after which a packet goes into a new file; nil for one file.
        public var maximumBytes: UInt64?
        /// How many files are kept, the oldest being removed; nil for all.
        public var maximumCount: Int?

        /// Sets limits.
        public init(maximumBytes: UInt64? = nil, maximumCount: Int? = nil) {
            self.maximumBytes = maximumBytes
            self.maximumCount = maximumCount
        }
    }

    private var directory: String
    private let name: String
    private let uuid: [UInt8]
    private let identity: DataStreamIdentity
    private let limits: Limits
    private let synchronizesFinished: Bool
    private var writer: DataStreamWriter?
    /// The files that are there, with their sizes, but the one that is written.
    private var finished: [(name: String, bytes: UInt64)] = []
    private var number = 0
    /// The number of the first packet of the next folder.
    private var nextSequenceNumber: UInt64 = 0
    /// Bytes in folders that were written before.
    private var rotatedBytes: UInt64 = 0

    /// Names the files; the first one is made with the first packet.
    ///
    /// - Parameters:
    ///   - directory: the trace, which has a folder `index`.
    ///   - name: the name of the file; with a limit of size, a number is added.
    ///   - uuid: the 16 bytes of the metadata stream's UUID.
    ///   - identity: which data stream it is.
    ///   - limits: how large and how many files may be.
    ///   - synchronizesFinished: whether a file is waited for to be on the disk before the next
    ///     one is begun.
    public init(
        directory: String,
        name: String,
        uuid: [UInt8],
        identity: DataStreamIdentity,
        limits: Limits = Limits(),
        synchronizesFinished: Bool = false
    ) {
        self.directory = directory
        self.name = name
        self.uuid = uuid
        self.identity = identity
        self.limits = limits
        self.synchronizesFinished = synchronizesFinished
    }

    /// Bytes of the files that are kept.
    public var byteCount: UInt64 {
        rotatedBytes + finished.reduce(0) { $0 + $1.bytes } + (writer?.byteCount ?? 0)
    }

    /// Lets the next packet go into another folder, where the data stream goes on: the packets'
    /// numbers and losses continue.
    ///
    /// - Parameter directory: the folder, which has a folder `index`.
    /// - Throws: why what was written before may not be on the disk, where that is waited for.
    public func rotate(to directory: String) throws(SystemError) {
        if synchronizesFinished { try writer?.synchronize() }
        rotatedBytes = byteCount
        nextSequenceNumber = writer?.sequenceNumber ?? nextSequenceNumber
        writer = nil
        finished.removeAll()
        number = 0
        self.directory = directory
    }

    /// Waits until all packets of the newest file are on the disk.
    ///
    /// - Throws: why they may not be there.
    public func synchronize() throws(SystemError) { try writer?.synchronize() }

    /// Appends one packet, to a new file if the current one is full; see ``DataStreamWriter``.
    ///
    /// - Parameters:
    ///   - summary: times and losses.
    ///   - records: begins with the packet's records.
    ///   - recordBytes: bytes of whole records, padding after the last one included.
    ///   - contentBytes: the same without that padding.
    /// - Throws: why the packet could not be written, for example that the disk is full.
    public func append(
        _ summary: DataStreamWriter.Summary,
        records: RawSpan,
        recordBytes: Int,
        contentBytes: Int
    ) throws(SystemError) {
        try open(forRecordBytes: recordBytes).append(
            summary,
            records: records,
            recordBytes: recordBytes,
            contentBytes: contentBytes
        )
    }

    private func open(forRecordBytes bytes: Int) throws(SystemError) -> DataStreamWriter {
        if let writer {
            let size = writer.byteCount + UInt64(PacketDescription.headerBytes + bytes)
            guard let limit = limits.maximumBytes, size > limit, writer.byteCount > 0 else {
                return writer
            }
            if synchronizesFinished { try writer.synchronize() }
            finished.append((currentName, writer.byteCount))
            number += 1
        }
        let made = try DataStreamWriter(
            directory: directory,
            name: currentName,
            uuid: uuid,
            identity: identity,
            firstSequenceNumber: writer?.sequenceNumber ?? nextSequenceNumber
        )
        writer = made
        removeOldest()
        return made
    }

    private var currentName: String {
        limits.maximumBytes == nil ? name : "\(name)_\(number)"
    }

    private func removeOldest() {
        guard let count = limits.maximumCount else { return }
        while finished.count >= max(1, count) {
            let oldest = finished.removeFirst()
            // Who reads the trace may have removed it already.
            try? Directory.removeFile("\(directory)/\(oldest.name)")
            try? Directory.removeFile("\(directory)/index/\(oldest.name).idx")
        }
    }
}
