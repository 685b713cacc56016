// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension MetadataConverter {
    mutating func preamble(_ object: Properties) throws(CTFError) {
        try allow(["type", "version", "uuid"], in: object)
        guard case .integer(2) = try required(object, "version") else {
            throw error("the version of the metadata is not 2", Remedy.version)
        }
        if let value = object["uuid"] {
            uuid = try inside(".uuid") { converter throws(CTFError) in
                try converter.uuid(value)
            }
        }
        _ = try attributes(object)
        hasPreamble = true
    }

    private func uuid(_ value: JSONValue) throws(CTFError) -> MetadataUUID {
        var bytes: [UInt8] = []
        if case .array(let elements) = value {
            for element in elements {
                guard case .integer(let number) = element, let byte = UInt8(exactly: number) else {
                    throw error("a UUID has an element which is no byte", Remedy.property)
                }
                bytes.append(byte)
            }
        }
        guard let uuid = MetadataUUID(bytes: bytes) else {
            throw error("a UUID must be an array of 16 bytes", Remedy.property)
        }
        return uuid
    }

    mutating func alias(_ object: Properties) throws(CTFError) {
        try allow(["type", "name", "field-class"], in: object)
        _ = try attributes(object)
        let name = try requiredString(object, "name")
        guard aliases[name] == nil else {
            throw error("there is already a field class alias \"\(name)\"", "Rename one of them")
        }
        deepest = 0
        let value = try required(object, "field-class")
        let fieldClass = try inside(".field-class") { converter throws(CTFError) in
            try converter.fieldClass(value)
        }
        aliases[name] = Alias(fieldClass: fieldClass, nodes: nodes, depth: deepest)
    }

    mutating func traceClass(_ object: Properties) throws(CTFError) {
        guard traceClass == nil && streamClasses.isEmpty else {
            throw error(
                "this trace class fragment has no place here",
                "At most one may be there, and it must precede the data stream classes"
            )
        }
        try allow(
            ["type", "namespace", "name", "uid", "environment", "packet-header-field-class"],
            in: object
        )
        traceClass = TraceClass(
            identity: try identity(object),
            environment: try environment(object),
            packetHeader: try rootClass(object, "packet-header-field-class"),
            attributes: try attributes(object)
        )
        try checkTraceClass()
    }

    private func environment(
        _ object: Properties
    ) throws(CTFError) -> [TraceClass.EnvironmentEntry] {
        guard let value = object["environment"] else { return [] }
        guard case .object(let members) = value else {
            throw mismatch("environment", "an object", value)
        }
        var entries: [TraceClass.EnvironmentEntry] = []
        for member in members {
            switch member.value {
            case .integer(let number):
                entries.append(TraceClass.EnvironmentEntry(member.name, .integer(number)))
            case .string(let text):
                entries.append(TraceClass.EnvironmentEntry(member.name, .string(text)))
            default: throw mismatch(member.name, "an integer or a string", member.value)
            }
        }
        return entries
    }

    mutating func dataStreamClass(_ object: Properties) throws(CTFError) {
        try allow(
            [
                "type", "id", "namespace", "name", "uid", "default-clock-class-id",
                "packet-context-field-class", "event-record-header-field-class",
                "event-record-common-context-field-class",
            ],
            in: object
        )
        let id = try integer(object, "id", UInt64.min...UInt64.max) ?? 0
        guard streamChecks[id] == nil else {
            throw error("there is already a data stream class \(id)", "Give it another \"id\"")
        }
        let clock = try string(object, "default-clock-class-id")
        if let clock, !clockIDs.contains(clock) {
            throw error(
                "there is no clock class \"\(clock)\" before",
                "Put the clock-class fragment before this one"
            )
        }
        let stream = DataStreamClass(
            id: id,
            identity: try identity(object),
            defaultClockClassID: clock,
            packetContext: try rootClass(object, "packet-context-field-class"),
            eventRecordHeader: try rootClass(object, "event-record-header-field-class"),
            eventRecordCommonContext: try rootClass(
                object,
                "event-record-common-context-field-class"
            ),
            attributes: try attributes(object)
        )
        try checkDataStreamClass(stream)
        streamClasses.append(stream)
    }

    mutating func eventRecordClass(_ object: Properties) throws(CTFError) {
        try allow(
            [
                "type", "id", "data-stream-class-id", "namespace", "name", "uid",
                "specific-context-field-class", "payload-field-class",
            ],
            in: object
        )
        let id = try integer(object, "id", UInt64.min...UInt64.max) ?? 0
        let stream = try integer(object, "data-stream-class-id", UInt64.min...UInt64.max) ?? 0
        guard streamChecks[stream] != nil else {
            throw error(
                "there is no data stream class \(stream) before",
                "Put the data-stream-class fragment before this one"
            )
        }
        guard eventIDs.insert(EventID(stream: stream, event: id)).inserted else {
            throw error(
                "the data stream class \(stream) has already an event record class \(id)",
                "Give it another \"id\""
            )
        }
        let event = EventRecordClass(
            id: id,
            dataStreamClassID: stream,
            identity: try identity(object),
            specificContext: try rootClass(object, "specific-context-field-class"),
            payload: try rootClass(object, "payload-field-class"),
            attributes: try attributes(object)
        )
        try checkEventRecordClass(event)
        eventClasses.append(event)
    }

    func identity(_ object: Properties) throws(CTFError) -> Identity {
        Identity(
            namespace: try string(object, "namespace"),
            name: try string(object, "name"),
            uid: try string(object, "uid")
        )
    }
}
