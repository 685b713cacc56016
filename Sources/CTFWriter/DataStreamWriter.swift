// SPDX-License-Identifier: Apache-2.0

public import SystemCalls

/// Writes the packets of one data stream into a file and its index.
public final class DataStreamWriter {
    /// The path of the data stream file.
    public let path: String
    /// Bytes of whole packets written so far.
    public private(set) var byteCount: UInt64 = 0
    private let uuid: [UInt8]
    private let identity: DataStreamIdentity
    private let file: FileDescriptor
    private var index: PacketIndex
    /// Bytes that are known to be on the disk.
    private var synchronizedCount: UInt64 = 0
    /// The number of the next packet of the data stream.
    private(set) var sequenceNumber: UInt64

    /// Makes the file of a data stream and its index.
    ///
    /// - Parameters:
    ///   - directory: the trace, which has a folder `index`.
    ///   - name: the name of the file.
    ///   - uuid: the 16 bytes of the metadata stream's UUID.
    ///   - identity: which data stream it is.
    ///   - firstSequenceNumber: the number of the first packet.
    /// - Throws: why a file could not be made.
    public init(
        directory: String,
        name: String,
        uuid: [UInt8],
        identity: DataStreamIdentity,
        firstSequenceNumber: UInt64 = 0
    ) throws(SystemError) {
        sequenceNumber = firstSequenceNumber
        path = "\(directory)/\(name)"
        file = try FileDescriptor.open(path, .createPrivate)
        index = try PacketIndex(path: "\(directory)/index/\(name).idx")
        self.uuid = uuid
        self.identity = identity
    }

    /// The times and losses that a packet tells of.
    public struct Summary: Hashable, Sendable {
        /// The time of the first record, in cycles.
        public var beginTimestamp: UInt64
        /// A time not before the last record, in cycles.
        public var endTimestamp: UInt64
        /// Records lost in the data stream up to the end of the packet.
        public var discardedCount: UInt64
        /// Where in its ring the last record ended, counted in bytes ever written.
        public var ringEnd: UInt64
        /// What a snapshot tells besides.
        public var capture: CapturedPacket
        /// The number of the packet in its data stream; nil for the one after the last.
        public var sequenceNumber: UInt64?

        /// Describes a packet.
        public init(
            beginTimestamp: UInt64,
            endTimestamp: UInt64,
            discardedCount: UInt64,
            ringEnd: UInt64 = 0,
            capture: CapturedPacket = CapturedPacket(),
            sequenceNumber: UInt64? = nil
        ) {
            self.beginTimestamp = beginTimestamp
            self.endTimestamp = endTimestamp
            self.discardedCount = discardedCount
            self.ringEnd = ringEnd
            self.capture = capture
            self.sequenceNumber = sequenceNumber
        }
    }

    /// Appends one packet.
    ///
    /// When it cannot be written whole the file is cut back to the packets before it, so that what
    /// there is stays readable, and another attempt may be made.
    ///
    /// - Parameters:
    ///   - summary: times and losses.
    ///   - records: begins with the packet's records.
    ///   - recordBytes: bytes of whole records, padding after the last one included.
    ///   - contentBytes: the same without that padding.
    /// - Throws: why the packet could not be written, for example that the disk is full.
    public func append(
        _ summary: Summary,
        records: RawSpan,
        recordBytes: Int,
        contentBytes: Int
    ) throws(SystemError) {
        let header = PacketDescription.headerBytes
        let contentEnd = header + (recordBytes == 0 ? 0 : contentBytes)
        let packet = PacketDescription(
            uuid: uuid,
            stream: identity,
            totalBits: UInt64(header + recordBytes) * 8,
            contentBits: UInt64(contentEnd) * 8,
            beginTimestamp: summary.beginTimestamp,
            endTimestamp: summary.endTimestamp,
            discardedCount: summary.discardedCount,
            sequenceNumber: summary.sequenceNumber ?? sequenceNumber,
            ringEnd: summary.ringEnd,
            capture: summary.capture
        )
        do throws(SystemError) {
            try file.write(packet.headerAndContext(), then: records, count: recordBytes)
            try index.append(packet, at: byteCount)
        } catch {
            // Cutting back may fail too, on a broken disk; the reader then finds a truncated
            // packet.
            try? file.cut(to: byteCount)
            throw SystemError(call: error.call, subject: path, errno: error.errno)
        }
        byteCount += UInt64(header + recordBytes)
        sequenceNumber = packet.sequenceNumber &+ 1
    }

    /// Waits until all packets are on the disk; a call for nothing where they are.
    ///
    /// - Throws: why they may not be there.
    public func synchronize() throws(SystemError) {
        guard synchronizedCount < byteCount else { return }
        do throws(SystemError) {
            try file.synchronize()
            try index.synchronize()
        } catch {
            throw SystemError(call: error.call, subject: path, errno: error.errno)
        }
        synchronizedCount = byteCount
    }
}
