// SPDX-License-Identifier: Apache-2.0

/// A root structure that a field location can start from.
public enum FieldScope: Int, Hashable, Sendable, CaseIterable {
    /// The header of a packet, described by the trace class.
    case packetHeader
    /// The context of a packet, described by the data stream class.
    case packetContext
    /// The header of an event record, described by the data stream class.
    case eventRecordHeader
    /// The context that all event records of a data stream class have.
    case eventRecordCommonContext
    /// The context of one event record class.
    case eventRecordSpecificContext
    /// The payload of one event record class.
    case eventRecordPayload
}
