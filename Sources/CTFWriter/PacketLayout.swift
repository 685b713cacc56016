// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

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
    /// Where in its ring the first record stood, counted in bytes ever written, in the 32 bits of
    /// padding that the first record needs: an eighth of it, less what does not fit.
    ///
    /// No reader of CTF sees it. It tells recovery which records a dead controller had written.
    public var ringPosition: UInt64 = 0

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
        bytes.appendLittleEndian(UInt32(truncatingIfNeeded: ringPosition / 8))
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
            let streamID = span.load(at: 20, as: UInt32.self),
            let totalBits = span.load(at: 24, as: UInt64.self),
            let contentBits = span.load(at: 32, as: UInt64.self),
            let beginTimestamp = span.load(at: 40, as: UInt64.self),
            let endTimestamp = span.load(at: 48, as: UInt64.self),
            let discardedCount = span.load(at: 56, as: UInt64.self),
            let sequenceNumber = span.load(at: 64, as: UInt64.self),
            let words = span.load(at: 76, as: UInt32.self),
            totalBits % 64 == 0, totalBits >= UInt64(Self.headerBytes) * 8,
            contentBits % 8 == 0, contentBits <= totalBits,
            contentBits >= UInt64(Self.contextEndBytes) * 8
        else { return nil }
        self.init(
            uuid: Array(bytes[4..<20]),
            streamID: streamID,
            totalBits: totalBits,
            contentBits: contentBits,
            beginTimestamp: beginTimestamp,
            endTimestamp: endTimestamp,
            discardedCount: discardedCount,
            sequenceNumber: sequenceNumber,
            ringPosition: UInt64(words) * 8
        )
    }
}
