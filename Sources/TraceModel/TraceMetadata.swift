// SPDX-License-Identifier: Apache-2.0

/// The version of CTF that a metadata stream is written for.
public enum MetadataFormat: Hashable, Sendable {
    /// CTF 1.8: TSDL text.
    case ctf1
    /// CTF 2: a JSON text sequence.
    case ctf2
}

/// Everything that a metadata stream says.
public struct TraceMetadata: Hashable, Sendable {
    /// The form that the metadata stream was written in.
    public let format: MetadataFormat
    /// The UUID of the metadata stream; nil when it has none.
    public let uuid: MetadataUUID?
    /// The trace class.
    public let traceClass: TraceClass
    /// The clock classes, in order.
    public let clockClasses: [ClockClass]
    /// The data stream classes, in order.
    public let dataStreamClasses: [DataStreamClass]
    /// The event record classes of all data stream classes, in order.
    public let eventRecordClasses: [EventRecordClass]
    /// The user attributes of the metadata stream as a whole.
    public let attributes: Attributes

    /// Makes metadata from its parts.
    public init(
        format: MetadataFormat = .ctf2,
        uuid: MetadataUUID? = nil,
        traceClass: TraceClass = TraceClass(),
        clockClasses: [ClockClass] = [],
        dataStreamClasses: [DataStreamClass],
        eventRecordClasses: [EventRecordClass] = [],
        attributes: Attributes = [:]
    ) {
        self.format = format
        self.uuid = uuid
        self.traceClass = traceClass
        self.clockClasses = clockClasses
        self.dataStreamClasses = dataStreamClasses
        self.eventRecordClasses = eventRecordClasses
        self.attributes = attributes
    }

    /// The same with some other parts; those that are not given stay.
    public func replacing(
        format: MetadataFormat? = nil,
        clockClasses: [ClockClass]? = nil,
        dataStreamClasses: [DataStreamClass]? = nil,
        eventRecordClasses: [EventRecordClass]? = nil
    ) -> TraceMetadata {
        TraceMetadata(
            format: format ?? self.format,
            uuid: uuid,
            traceClass: traceClass,
            clockClasses: clockClasses ?? self.clockClasses,
            dataStreamClasses: dataStreamClasses ?? self.dataStreamClasses,
            eventRecordClasses: eventRecordClasses ?? self.eventRecordClasses,
            attributes: attributes
        )
    }

    /// The clock class with an id; nil when there is none.
    public func clockClass(id: String) -> ClockClass? {
        clockClasses.first { $0.id == id }
    }

    /// The data stream class with an id; nil when there is none.
    public func dataStreamClass(id: UInt64) -> DataStreamClass? {
        dataStreamClasses.first { $0.id == id }
    }
}
