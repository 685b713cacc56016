// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// Writes the fragments of a CTF 2 metadata stream.
///
/// Each function returns one element of the JSON text sequence: a record separator, the fragment,
/// a line feed. A recorder appends fragments as it learns of events.
public enum CTF2MetadataWriter {
    /// The preamble, which comes first.
    public static func preamble(uuid: [UInt8]) -> [UInt8] {
        fragment(
            "preamble",
            [
                JSONMember("version", .integer(2)),
                JSONMember("uuid", .array(uuid.map { .integer(Int128($0)) })),
            ]
        )
    }

    /// A trace class fragment.
    public static func traceClass(_ trace: TraceClass) -> [UInt8] {
        var members = identity(trace.identity)
        if !trace.environment.isEmpty {
            let entries = trace.environment.map { entry in
                switch entry.value {
                case .integer(let number): JSONMember(entry.name, .integer(number))
                case .string(let text): JSONMember(entry.name, .string(text))
                }
            }
            members.append(JSONMember("environment", .object(entries)))
        }
        append(trace.packetHeader, as: "packet-header-field-class", to: &members)
        return fragment("trace-class", members)
    }

    /// A clock class fragment.
    public static func clockClass(_ clock: ClockClass) -> [UInt8] {
        var members = [JSONMember("id", .string(clock.id))] + identity(clock.identity)
        members.append(JSONMember("frequency", .integer(Int128(clock.frequency))))
        if clock.isUnixEpoch { members.append(JSONMember("origin", .string("unix-epoch"))) }
        members.append(
            JSONMember(
                "offset-from-origin",
                .object([
                    "seconds": .integer(Int128(clock.offsetSeconds)),
                    "cycles": .integer(Int128(clock.offsetCycles)),
                ])
            )
        )
        for (name, value) in [("precision", clock.precision), ("accuracy", clock.accuracy)] {
            if let value { members.append(JSONMember(name, .integer(Int128(value)))) }
        }
        if let text = clock.description { members.append(JSONMember("description", .string(text))) }
        return fragment("clock-class", members)
    }

    /// A data stream class fragment.
    public static func dataStreamClass(_ stream: DataStreamClass) -> [UInt8] {
        var members = [JSONMember("id", .integer(Int128(stream.id)))] + identity(stream.identity)
        if let clock = stream.defaultClockID {
            members.append(JSONMember("default-clock-class-id", .string(clock)))
        }
        append(stream.packetContext, as: "packet-context-field-class", to: &members)
        append(stream.eventRecordHeader, as: "event-record-header-field-class", to: &members)
        append(
            stream.commonContext,
            as: "event-record-common-context-field-class",
            to: &members
        )
        return fragment("data-stream-class", members)
    }

    /// An event record class fragment.
    public static func eventRecordClass(_ event: EventRecordClass) -> [UInt8] {
        var members = [
            JSONMember("id", .integer(Int128(event.id))),
            JSONMember("data-stream-class-id", .integer(Int128(event.dataStreamClassID))),
        ]
        members += identity(event.identity)
        if let attributes = event.attributes {
            members.append(JSONMember("attributes", attributes))
        }
        append(event.specificContext, as: "specific-context-field-class", to: &members)
        append(event.payload, as: "payload-field-class", to: &members)
        return fragment("event-record-class", members)
    }

    private static func fragment(_ type: String, _ members: [JSONMember]) -> [UInt8] {
        [0x1E] + JSONValue.object([JSONMember("type", .string(type))] + members).encoded() + [0x0A]
    }

    private static func identity(_ identity: Identity) -> [JSONMember] {
        var members: [JSONMember] = []
        if let text = identity.namespace { members.append(JSONMember("namespace", .string(text))) }
        if let text = identity.name { members.append(JSONMember("name", .string(text))) }
        if let text = identity.uid { members.append(JSONMember("uid", .string(text))) }
        return members
    }

    private static func append(
        _ structure: StructureClass?,
        as name: String,
        to members: inout [JSONMember]
    ) {
        guard let structure else { return }
        members.append(JSONMember(name, FieldClass(.structure(structure)).json()))
    }
}
