// SPDX-License-Identifier: Apache-2.0

/// The packet header and context that Plume's data streams have, and their bytes.
///
/// The metadata describes the same members (`TraceSkeleton`); a test reads one with the other.
public struct PacketDescription: Hashable, Sendable {
    /// The first four bytes of each packet (CTF 2 §"packet-magic-number").
    public static let magic: UInt32 = 0xC1FC_1FC1
    /// Bytes of header and context together, a multiple of 8 so that records stay aligned.
    public static let headerBytes = 80

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

    /// Header and context as they stand in the file.
    public func headerAndContext() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.headerBytes)
        bytes.appendLittleEndian(Self.magic)
        bytes += uuid
        bytes.appendLittleEndian(stream.classID)
        bytes.appendLittleEndian(stream.streamID)
        bytes.appendLittleEndian(totalBits)
        bytes.appendLittleEndian(contentBits)
        bytes.appendLittleEndian(beginTimestamp)
        bytes.appendLittleEndian(endTimestamp)
        bytes.appendLittleEndian(discardedCount)
        bytes.appendLittleEndian(sequenceNumber)
        bytes.appendLittleEndian(stream.cpu)
        return bytes
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
