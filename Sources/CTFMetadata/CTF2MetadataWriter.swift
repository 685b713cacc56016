// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// Writes the fragments of a CTF 2 metadata stream.
///
/// Each function returns one whole fragment: the record separator, a JSON text on one line, and a
/// line feed. A metadata stream is the preamble first and then the other fragments, where a class
/// follows those it refers to. A fragment can be appended while a trace is being recorded.
/// Properties which have their default value are left out.
public enum CTF2MetadataWriter {
    /// The preamble, which comes first.
    public static func preamble(
        uuid: MetadataUUID? = nil,
        attributes: Attributes = [:]
    ) -> [UInt8] {
        fragment("preamble", attributes) { text in
            text.member("version", 2)
            if let uuid {
                text.key("uuid")
                text.array { text in
                    for byte in uuid.bytes { text.integer(byte) }
                }
            }
        }
    }

    /// The trace class, which comes before the data stream classes.
    public static func traceClass(_ traceClass: TraceClass) -> [UInt8] {
        self.traceClass(traceClass, .all)
    }

    private static func traceClass(_ traceClass: TraceClass, _ filter: RoleFilter) -> [UInt8] {
        fragment("trace-class", traceClass.attributes) { text in
            text.identity(traceClass.identity)
            if !traceClass.environment.isEmpty {
                text.key("environment")
                text.object { text in
                    for entry in traceClass.environment {
                        switch entry.value {
                        case .integer(let value): text.member(entry.name, value)
                        case .string(let value): text.member(entry.name, value)
                        }
                    }
                }
            }
            text.member("packet-header-field-class", traceClass.packetHeader, filter)
        }
    }

    /// A clock class, which comes before the data stream classes that name it.
    public static func clockClass(_ clock: ClockClass) -> [UInt8] {
        fragment("clock-class", clock.attributes) { text in
            text.member("id", clock.id)
            text.identity(clock.identity)
            text.member("frequency", clock.frequencyHertz)
            switch clock.origin {
            case nil: break
            case .unixEpoch: text.member("origin", "unix-epoch")
            case .custom(let namespace, let name, let uid):
                text.key("origin")
                text.object { text in
                    text.identity(Identity(namespace: namespace, name: name, uid: uid))
                }
            }
            if clock.offsetSeconds != 0 || clock.offsetCycles != 0 {
                text.key("offset-from-origin")
                text.object { text in
                    text.member("seconds", clock.offsetSeconds, unless: 0)
                    text.member("cycles", clock.offsetCycles, unless: 0)
                }
            }
            text.member("precision", clock.precisionCycles)
            text.member("accuracy", clock.accuracyCycles)
            text.member("description", clock.summary)
        }
    }

    /// A data stream class, which comes before its event record classes.
    public static func dataStreamClass(_ stream: DataStreamClass) -> [UInt8] {
        dataStreamClass(stream) { _ in .all }
    }

    private static func dataStreamClass(
        _ stream: DataStreamClass,
        _ filter: (FieldScope) -> RoleFilter
    ) -> [UInt8] {
        fragment("data-stream-class", stream.attributes) { text in
            text.member("id", stream.id, unless: 0)
            text.identity(stream.identity)
            text.member("default-clock-class-id", stream.defaultClockClassID)
            text.member(
                "packet-context-field-class",
                stream.packetContext,
                filter(.packetContext)
            )
            text.member(
                "event-record-header-field-class",
                stream.eventRecordHeader,
                filter(.eventRecordHeader)
            )
            text.member(
                "event-record-common-context-field-class",
                stream.eventRecordCommonContext,
                filter(.eventRecordCommonContext)
            )
        }
    }

    /// An event record class.
    public static func eventRecordClass(_ event: EventRecordClass) -> [UInt8] {
        eventRecordClass(event) { _ in .all }
    }

    private static func eventRecordClass(
        _ event: EventRecordClass,
        _ filter: (FieldScope) -> RoleFilter
    ) -> [UInt8] {
        fragment("event-record-class", event.attributes) { text in
            text.member("id", event.id, unless: 0)
            text.member("data-stream-class-id", event.dataStreamClassID, unless: 0)
            text.identity(event.identity)
            text.member(
                "specific-context-field-class",
                event.specificContext,
                filter(.eventRecordSpecificContext)
            )
            text.member("payload-field-class", event.payload, filter(.eventRecordPayload))
        }
    }

    /// A whole metadata stream.
    ///
    /// Metadata which was read from CTF 1.8 loses the roles that have no effect in CTF 2.
    public static func metadataStream(_ metadata: TraceMetadata) -> [UInt8] {
        let hasUUID = metadata.uuid != nil
        func filter(_ stream: DataStreamClass?) -> (FieldScope) -> RoleFilter {
            guard metadata.format == .ctf1 else { return { _ in .all } }
            let hasClock = stream?.defaultClockClassID != nil
            return { RoleFilter(scope: $0, hasClock: hasClock, hasUUID: hasUUID) }
        }
        var bytes = preamble(uuid: metadata.uuid, attributes: metadata.attributes)
        if metadata.traceClass != TraceClass() {
            bytes += traceClass(metadata.traceClass, filter(nil)(.packetHeader))
        }
        for clock in metadata.clockClasses { bytes += clockClass(clock) }
        for stream in metadata.dataStreamClasses {
            bytes += dataStreamClass(stream, filter(stream))
        }
        for event in metadata.eventRecordClasses { bytes += eventRecordClass(event, filter(nil)) }
        return bytes
    }

    private static func fragment(
        _ type: String,
        _ attributes: Attributes,
        _ body: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var text = JSONWriter()
        text.object { text in
            text.member("type", type)
            body(&text)
            text.attributes(attributes)
        }
        return [0x1E] + text.bytes + [0x0A]
    }
}
