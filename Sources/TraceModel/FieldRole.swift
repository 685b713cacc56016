// SPDX-License-Identifier: Apache-2.0

/// The meaning of a header or context field for decoding.
public enum FieldRole: UInt8, Hashable, Sendable, CaseIterable {
    /// The constant at the beginning of each packet.
    case packetMagicNumber
    /// The UUID of the metadata stream.
    case metadataStreamUUID
    /// Selects the data stream class.
    case dataStreamClassID
    /// Tells data streams of the same class apart.
    case dataStreamID
    /// The length of the packet with its padding, in bits.
    case packetTotalLength
    /// The length of the packet without its padding, in bits.
    case packetContentLength
    /// Updates the default clock.
    case defaultClockTimestamp
    /// The value of the default clock at the end of the packet.
    case packetEndDefaultClockTimestamp
    /// The count of discarded event records at the end of the packet.
    case discardedEventRecordCounterSnapshot
    /// The position of the packet in its data stream.
    case packetSequenceNumber
    /// Selects the event record class.
    case eventRecordClassID
}

extension FieldRole {
    /// Whether the role has an effect on fields within a root structure.
    ///
    /// In CTF 1.8, an integer that is mapped to a clock updates it wherever it stands.
    public func isEffective(in scope: FieldScope, format: MetadataFormat = .ctf2) -> Bool {
        switch self {
        case .defaultClockTimestamp where format == .ctf1: scope != .packetHeader
        case .packetMagicNumber, .metadataStreamUUID, .dataStreamClassID, .dataStreamID:
            scope == .packetHeader
        case .packetTotalLength, .packetContentLength, .packetEndDefaultClockTimestamp,
            .discardedEventRecordCounterSnapshot, .packetSequenceNumber:
            scope == .packetContext
        case .defaultClockTimestamp: scope == .packetContext || scope == .eventRecordHeader
        case .eventRecordClassID: scope == .eventRecordHeader
        }
    }
}
