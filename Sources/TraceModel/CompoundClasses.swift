// SPDX-License-Identifier: Apache-2.0

/// The class of a structure field.
public struct StructureClass: Hashable, Sendable {
    /// The members in the order in which they are stored.
    public let members: [StructureMember]
    /// The least alignment in bits, a power of two.
    public let minimumAlignment: UInt64

    /// Describes a structure.
    public init(_ members: [StructureMember], minimumAlignment: UInt64 = 1) {
        self.members = members
        self.minimumAlignment = minimumAlignment
    }
}

/// A named part of a structure.
public struct StructureMember: Hashable, Sendable {
    /// The name; any text.
    public let name: String
    /// The class of the field.
    public let fieldClass: FieldClass

    /// Describes a member.
    public init(_ name: String, _ fieldClass: FieldClass) {
        self.name = name
        self.fieldClass = fieldClass
    }
}

/// What tells whether an optional field is there.
public struct Selector: Hashable, Sendable {
    /// Where the selecting field is.
    public let location: FieldLocation
    /// The values that say yes; nil for a boolean selector.
    public let ranges: [ClosedRange<Int128>]?

    /// Describes a selector.
    public init(_ location: FieldLocation, ranges: [ClosedRange<Int128>]? = nil) {
        self.location = location
        self.ranges = ranges
    }
}

/// One of the classes that a variant field can have.
public struct VariantOption: Hashable, Sendable {
    /// Its name, without meaning for decoding.
    public let name: String?
    /// The values of the selector that choose it.
    public let ranges: [ClosedRange<Int128>]
    /// The class of the field.
    public let fieldClass: FieldClass

    /// Describes an option.
    public init(name: String?, ranges: [ClosedRange<Int128>], fieldClass: FieldClass) {
        self.name = name
        self.ranges = ranges
        self.fieldClass = fieldClass
    }
}

/// The way from a field to another one before it (CTF 2 §"Field location").
public struct FieldLocation: Hashable, Sendable {
    /// Where a way can begin.
    public enum Origin: String, Hashable, Sendable {
        /// The packet header.
        case packetHeader = "packet-header"
        /// The packet context.
        case packetContext = "packet-context"
        /// The event record header.
        case eventRecordHeader = "event-record-header"
        /// The context that all records of the data stream have.
        case eventRecordCommonContext = "event-record-common-context"
        /// The context of the event record's class.
        case eventRecordSpecificContext = "event-record-specific-context"
        /// The payload.
        case eventRecordPayload = "event-record-payload"
    }

    /// Where the way begins; nil for the structure that holds the dependent field.
    public let origin: Origin?
    /// Names of members to step into; nil steps out to the structure around.
    public let path: [String?]

    /// Describes a way.
    public init(origin: Origin? = nil, path: [String?]) {
        self.origin = origin
        self.path = path
    }
}
