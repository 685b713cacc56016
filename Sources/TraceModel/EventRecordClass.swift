// SPDX-License-Identifier: Apache-2.0

/// What the event records of one kind have beyond those of their data stream class.
public struct EventRecordClass: Hashable, Sendable {
    /// The number that event record headers refer to.
    public let id: UInt64
    /// The data stream class that the class belongs to.
    public let dataStreamClassID: UInt64
    /// The identity; its name is the event's name.
    public let identity: Identity
    /// The class of the context of this event alone.
    public let specificContext: StructureFieldClass?
    /// The class of the event's own fields.
    public let payload: StructureFieldClass?
    /// The user attributes.
    public let attributes: Attributes

    /// Makes an event record class.
    public init(
        id: UInt64 = 0,
        dataStreamClassID: UInt64 = 0,
        identity: Identity = Identity(),
        specificContext: StructureFieldClass? = nil,
        payload: StructureFieldClass? = nil,
        attributes: Attributes = [:]
    ) {
        self.id = id
        self.dataStreamClassID = dataStreamClassID
        self.identity = identity
        self.specificContext = specificContext
        self.payload = payload
        self.attributes = attributes
    }
}
