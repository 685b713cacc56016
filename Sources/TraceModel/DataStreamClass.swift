// SPDX-License-Identifier: Apache-2.0

/// What the packets and event records of a kind of data stream share.
public struct DataStreamClass: Hashable, Sendable {
    /// The number that packet headers refer to.
    public let id: UInt64
    /// The identity.
    public let identity: Identity
    /// The clock class that timestamps refer to; nil when the event records have no time.
    public let defaultClockClassID: String?
    /// The class of the packet context.
    public let packetContext: StructureFieldClass?
    /// The class of the event record header.
    public let eventRecordHeader: StructureFieldClass?
    /// The class of the context that all event records have.
    public let eventRecordCommonContext: StructureFieldClass?
    /// The user attributes.
    public let attributes: Attributes

    /// Makes a data stream class.
    public init(
        id: UInt64 = 0,
        identity: Identity = Identity(),
        defaultClockClassID: String? = nil,
        packetContext: StructureFieldClass? = nil,
        eventRecordHeader: StructureFieldClass? = nil,
        eventRecordCommonContext: StructureFieldClass? = nil,
        attributes: Attributes = [:]
    ) {
        self.id = id
        self.identity = identity
        self.defaultClockClassID = defaultClockClassID
        self.packetContext = packetContext
        self.eventRecordHeader = eventRecordHeader
        self.eventRecordCommonContext = eventRecordCommonContext
        self.attributes = attributes
    }
}
