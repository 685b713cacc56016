// SPDX-License-Identifier: Apache-2.0

/// What is known about a whole trace (CTF 2 §"Trace class").
public struct TraceClass: Hashable, Sendable {
    /// The trace's name, namespace and unique id, as far as given.
    public var identity: Identity
    /// Facts about where it was recorded, in their order.
    public var environment: [EnvironmentEntry]
    /// The class of packet headers.
    public var packetHeader: StructureClass?

    /// Describes a trace.
    public init(
        identity: Identity = Identity(),
        environment: [EnvironmentEntry] = [],
        packetHeader: StructureClass? = nil
    ) {
        self.identity = identity
        self.environment = environment
        self.packetHeader = packetHeader
    }

    /// The text of an environment entry; nil when there is none of that name.
    public func environmentText(_ name: String) -> String? {
        switch environment.first(where: { $0.name == name })?.value {
        case .string(let text): text
        case .integer(let number): "\(number)"
        case nil: nil
        }
    }
}

/// A fact about where a trace was recorded.
public struct EnvironmentEntry: Hashable, Sendable {
    /// The value of an entry.
    public enum Value: Hashable, Sendable {
        /// A number.
        case integer(Int128)
        /// A text.
        case string(String)
    }

    /// The name.
    public let name: String
    /// The value.
    public let value: Value

    /// Pairs a name with a value.
    public init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }
}

/// Names by which things of the metadata are known outside the trace.
public struct Identity: Hashable, Sendable {
    /// Whose names these are.
    public var namespace: String?
    /// The name.
    public var name: String?
    /// What makes it unique among those of the same name.
    public var uid: String?

    /// Makes an identity.
    public init(namespace: String? = nil, name: String? = nil, uid: String? = nil) {
        self.namespace = namespace
        self.name = name
        self.uid = uid
    }
}

/// What a data stream's records have in common (CTF 2 §"Data stream class").
public struct DataStreamClass: Hashable, Sendable {
    /// Its number in the trace.
    public var id: UInt64
    /// Its names.
    public var identity: Identity
    /// The id of its clock class.
    public var defaultClockID: String?
    /// The class of packet contexts.
    public var packetContext: StructureClass?
    /// The class of event record headers.
    public var eventRecordHeader: StructureClass?
    /// The class of the context that all records have.
    public var commonContext: StructureClass?

    /// Describes a data stream class.
    public init(
        id: UInt64 = 0,
        identity: Identity = Identity(),
        defaultClockID: String? = nil,
        packetContext: StructureClass? = nil,
        eventRecordHeader: StructureClass? = nil,
        commonContext: StructureClass? = nil
    ) {
        self.id = id
        self.identity = identity
        self.defaultClockID = defaultClockID
        self.packetContext = packetContext
        self.eventRecordHeader = eventRecordHeader
        self.commonContext = commonContext
    }
}

/// What is known about the records of one event (CTF 2 §"Event record class").
public struct EventRecordClass: Hashable, Sendable {
    /// Its number in its data stream class.
    public var id: UInt64
    /// The data stream class.
    public var dataStreamClassID: UInt64
    /// Its names.
    public var identity: Identity
    /// What is said about it.
    public var attributes: JSONValue?
    /// The class of its own context.
    public var specificContext: StructureClass?
    /// The class of its payload.
    public var payload: StructureClass?

    /// Describes an event record class.
    public init(
        id: UInt64 = 0,
        dataStreamClassID: UInt64 = 0,
        identity: Identity = Identity(),
        attributes: JSONValue? = nil,
        specificContext: StructureClass? = nil,
        payload: StructureClass? = nil
    ) {
        self.id = id
        self.dataStreamClassID = dataStreamClassID
        self.identity = identity
        self.attributes = attributes
        self.specificContext = specificContext
        self.payload = payload
    }
}
