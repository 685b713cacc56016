// SPDX-License-Identifier: Apache-2.0

internal import Bytes

/// The packet header and context that Plume's data streams have, and their bytes.
///
/// The metadata describes the same members (`TraceSkeleton`); a test reads one with the other.
public struct PacketDescription: Hashable, Sendable {
    /// The first four bytes of each packet (CTF 2 §"packet-magic-number").
    public static let magic: UInt32 = 0xC1FC_1FC1
    /// Bytes of header and context together, a multiple of 8 so that records stay aligned.
    public static let headerBytes = 120
    /// Where the context begins, in bytes.
    ///
    /// The padding before it tells the place in the ring: other readers would show a member of the
    /// context with each record, and warn of one in the header.
    static let contextOffset = 64

    /// The UUID of the metadata stream.
    public var uuid: [UInt8]
    /// Which data stream it is.
    public var stream: DataStreamIdentity
    /// Bits of the whole packet.
    public var totalBits: UInt64
    /// Bits of the packet without the padding at its end.
    public var contentBits: UInt64
    /// The time of the first record, in cycles.
    public var beginTimestamp: UInt64
    /// A time not before the last record, in cycles.
    public var endTimestamp: UInt64
    /// Records lost in the data stream up to the end of this packet.
    public var discardedCount: UInt64
    /// The number of the packet in its data stream, from 0.
    public var sequenceNumber: UInt64
    /// Where in its ring the last record ended, counted in bytes ever written.
    ///
    /// It tells recovery which records a dead controller had written.
    public var ringEnd: UInt64 = 0
    /// What a snapshot tells besides.
    public var capture = CapturedPacket()

    /// Header and context as they stand in the file.
    public func headerAndContext() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.headerBytes)
        bytes.appendLittleEndian(Self.magic)
        bytes += uuid
        bytes.appendLittleEndian(stream.classID)
        bytes.appendLittleEndian(stream.streamID)
        bytes.appendLittleEndian(ringEnd)
        bytes.appendLittleEndian(capture.ringBegin)
        bytes.appendLittleEndian(capture.recordCount)
        bytes.appendLittleEndian(capture.missingCount)
        bytes.appendLittleEndian(UInt32(0))
        bytes.appendLittleEndian(stream.cpu)
        bytes.appendLittleEndian(UInt32(0))
        bytes.appendLittleEndian(totalBits)
        bytes.appendLittleEndian(contentBits)
        bytes.appendLittleEndian(beginTimestamp)
        bytes.appendLittleEndian(endTimestamp)
        bytes.appendLittleEndian(discardedCount)
        bytes.appendLittleEndian(sequenceNumber)
        return bytes
    }
}

/// What a packet of a snapshot tells of the ring, so that several snapshots can be read together;
/// zeros in other traces.
public struct CapturedPacket: Hashable, Sendable {
    /// Where in its ring the first record began, counted in bytes ever written.
    public var ringBegin: UInt64
    /// How many records had ever been written to the ring up to the end of the packet.
    public var recordCount: UInt64
    /// How many events of the ring were lost for another reason than age.
    public var missingCount: UInt64

    /// Describes a packet.
    public init(ringBegin: UInt64 = 0, recordCount: UInt64 = 0, missingCount: UInt64 = 0) {
        self.ringBegin = ringBegin
        self.recordCount = recordCount
        self.missingCount = missingCount
    }
}

/// Which data stream of a trace a packet belongs to.
public struct DataStreamIdentity: Hashable, Sendable {
    /// The id of its class: the channel.
    public var classID: UInt32
    /// Its number among the data streams of the class.
    public var streamID: UInt32
    /// The CPU that wrote its records, or the number of the buffer where several CPUs did.
    public var cpu: UInt32

    /// Names a data stream.
    public init(classID: UInt32 = 0, streamID: UInt32, cpu: UInt32) {
        self.classID = classID
        self.streamID = streamID
        self.cpu = cpu
    }
}

extension [UInt8] {
    mutating func appendLittleEndian<Number: FixedWidthInteger>(_ number: Number) {
        for index in 0..<(Number.bitWidth / 8) {
            append(UInt8(truncatingIfNeeded: number >> (8 * index)))
        }
    }

    mutating func appendBigEndian<Number: FixedWidthInteger>(_ number: Number) {
        for index in (0..<(Number.bitWidth / 8)).reversed() {
            append(UInt8(truncatingIfNeeded: number >> (8 * index)))
        }
    }
}

extension PacketDescription {
    /// Reads header and context of a packet that Plume wrote, from bytes that may be anything.
    ///
    /// The result is nil where no packet begins, or one whose lengths cannot be right.
    ///
    /// - Parameter bytes: at least ``headerBytes`` of them.
    public init?(headerAndContext bytes: [UInt8]) {
        let span = bytes.span
        guard bytes.count >= Self.headerBytes,
            span.load(at: 0, as: UInt32.self) == Self.magic,
            let classID = span.load(at: 20, as: UInt32.self),
            let streamID = span.load(at: 24, as: UInt32.self),
            let ringEnd = span.load(at: 28, as: UInt64.self),
            let ringBegin = span.load(at: 36, as: UInt64.self),
            let recordCount = span.load(at: 44, as: UInt64.self),
            let missingCount = span.load(at: 52, as: UInt64.self),
            let cpu = span.load(at: 64, as: UInt32.self),
            let totalBits = span.load(at: 72, as: UInt64.self),
            let contentBits = span.load(at: 80, as: UInt64.self),
            let beginTimestamp = span.load(at: 88, as: UInt64.self),
            let endTimestamp = span.load(at: 96, as: UInt64.self),
            let discardedCount = span.load(at: 104, as: UInt64.self),
            let sequenceNumber = span.load(at: 112, as: UInt64.self),
            totalBits % 64 == 0, totalBits >= UInt64(Self.headerBytes) * 8,
            contentBits % 8 == 0, contentBits <= totalBits,
            contentBits >= UInt64(Self.headerBytes) * 8
        else { return nil }
        self.init(
            uuid: Array(bytes[4..<20]),
            stream: DataStreamIdentity(classID: classID, streamID: streamID, cpu: cpu),
            totalBits: totalBits,
            contentBits: contentBits,
            beginTimestamp: beginTimestamp,
            endTimestamp: endTimestamp,
            discardedCount: discardedCount,
            sequenceNumber: sequenceNumber,
            ringEnd: ringEnd,
            capture: CapturedPacket(
                ringBegin: ringBegin,
                recordCount: recordCount,
                missingCount: missingCount
            )
        )
    }
}
