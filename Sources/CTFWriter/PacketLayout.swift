// SPDX-License-Identifier: Apache-2.0

/// The packet header and context that Plume's data streams have, and their bytes.
///
/// The metadata describes the same members (`TraceSkeleton`); a test reads one with the other.
public struct PacketDescription: Hashable, Sendable {
    /// The first four bytes of each packet (CTF 2 §"packet-magic-number").
    public static let magic: UInt32 = 0xC1FC_1FC1
    /// Bytes of header and context together, a multiple of 8 so that records stay aligned.
    public static let headerBytes = 80
    /// Bytes of header and context without the padding that the first record needs.
    ///
    /// A packet without records ends here: what follows would be taken for a record.
    public static let contextEndBytes = 76

    /// The UUID of the metadata stream.
    public var uuid: [UInt8]
    /// The number of the data stream: the CPU.
    public var streamID: UInt32
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
        bytes.appendLittleEndian(streamID)
        bytes.appendLittleEndian(totalBits)
        bytes.appendLittleEndian(contentBits)
        bytes.appendLittleEndian(beginTimestamp)
        bytes.appendLittleEndian(endTimestamp)
        bytes.appendLittleEndian(discardedCount)
        bytes.appendLittleEndian(sequenceNumber)
        bytes.appendLittleEndian(streamID)
        bytes.appendLittleEndian(UInt32(0))
        return bytes
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
