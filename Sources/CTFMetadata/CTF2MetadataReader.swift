// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Reads the fragments of a CTF 2 metadata stream one after the other, checking their order.
struct CTF2MetadataReader {
    /// The number of the fragment being read, for messages.
    var fragment = 0
    private var hasPreamble = false
    private var hasTraceClass = false
    private var aliases: [String: FieldClass] = [:]

    mutating func read(
        _ text: ArraySlice<UInt8>,
        into metadata: inout Metadata
    ) throws(MetadataError) {
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONParser.parse(text)
        } catch {
            throw MetadataError(error.reason, fragment: fragment, at: "byte \(error.offset)")
        }
        let object = try JSONReader(json, fragment: fragment)
        let type = try object.string("type")
        guard hasPreamble || type == "preamble" else {
            throw object.error("the first fragment must be the preamble", "type")
        }
        try refuseExtensions(object)
        switch type {
        case "preamble": try readPreamble(object, &metadata)
        case "trace-class": try readTraceClass(object, &metadata)
        case "clock-class": try readClockClass(object, &metadata)
        case "field-class-alias": try readAlias(object)
        case "data-stream-class": try readDataStreamClass(object, &metadata)
        case "event-record-class": try readEventRecordClass(object, &metadata)
        default: throw object.error("there is no fragment type \"\(type)\"", "type")
        }
    }

    /// No extension is supported, so none may be declared: its data could not be decoded.
    private func refuseExtensions(_ object: JSONReader) throws(MetadataError) {
        guard case .object(let namespaces)? = object.value("extensions"),
            let namespace = namespaces.first(where: { $0.value != .object([]) })
        else { return }
        throw object.error(
            "the extension of \"\(namespace.name)\" is not known; read the trace with the tool that"
                + " wrote it",
            "extensions"
        )
    }

    private mutating func readPreamble(
        _ object: JSONReader,
        _ metadata: inout Metadata
    ) throws(MetadataError) {
        guard !hasPreamble else { throw object.error("a second preamble", "type") }
        hasPreamble = true
        let version = try object.integer("version")
        guard version == 2 else {
            throw object.error("version \(version) is not 2, the only one this reads", "version")
        }
        guard let uuid = object.value("uuid") else { return }
        guard case .array(let elements) = uuid, elements.count == 16 else {
            throw object.error("a UUID is an array of 16 numbers", "uuid")
        }
        var bytes: [UInt8] = []
        for element in elements {
            guard case .integer(let number) = element, let byte = UInt8(exactly: number) else {
                throw object.error("a UUID is an array of numbers from 0 to 255", "uuid")
            }
            bytes.append(byte)
        }
        metadata.uuid = bytes
    }

    private mutating func readTraceClass(
        _ object: JSONReader,
        _ metadata: inout Metadata
    ) throws(MetadataError) {
        guard !hasTraceClass, metadata.streams.isEmpty else {
            throw object.error("a trace class must come once, before data stream classes", "type")
        }
        hasTraceClass = true
        metadata.trace.identity = try object.identity()
        metadata.trace.packetHeader = try structure("packet-header-field-class", of: object)
        guard let environment = object.value("environment") else { return }
        guard case .object(let members) = environment else {
            throw object.error("the environment is an object", "environment")
        }
        for member in members {
            switch member.value {
            case .integer(let number):
                metadata.trace.environment.append(EnvironmentEntry(member.name, .integer(number)))
            case .string(let text):
                metadata.trace.environment.append(EnvironmentEntry(member.name, .string(text)))
            default:
                throw object.error(
                    "an entry is a number or a text",
                    "environment.\(member.name)"
                )
            }
        }
    }

    private func readClockClass(
        _ object: JSONReader,
        _ metadata: inout Metadata
    ) throws(MetadataError) {
        let id = try object.string("id")
        let frequency = try object.unsigned("frequency")
        guard frequency > 0 else { throw object.error("a frequency is above 0", "frequency") }
        guard metadata.clocks[id] == nil else {
            throw object.error("a second clock class \"\(id)\"", "id")
        }
        var clock = ClockClass(
            id: id,
            identity: try object.identity(),
            frequency: frequency,
            isUnixEpoch: object.value("origin") == .string("unix-epoch")
        )
        if object.value("offset-from-origin") != nil {
            let offset = try object.object("offset-from-origin")
            clock.offsetSeconds = try offset.integer("seconds", default: 0)
            clock.offsetCycles = try offset.unsigned("cycles", default: 0)
            guard clock.offsetCycles < frequency else {
                throw offset.error("there are fewer cycles than a second has", "cycles")
            }
        }
        clock.precision = try object.optionalUnsigned("precision")
        clock.accuracy = try object.optionalUnsigned("accuracy")
        clock.description = try object.optionalString("description")
        metadata.clocks[id] = clock
    }

    private mutating func readAlias(_ object: JSONReader) throws(MetadataError) {
        let name = try object.string("name")
        guard aliases[name] == nil else { throw object.error("a second alias \"\(name)\"", "name") }
        aliases[name] = try FieldClassReader(aliases: aliases).fieldClass("field-class", of: object)
    }

    private func readDataStreamClass(
        _ object: JSONReader,
        _ metadata: inout Metadata
    ) throws(MetadataError) {
        let id = try object.unsigned("id", default: 0)
        guard metadata.streams[id] == nil else {
            throw object.error("a second data stream class \(id)", "id")
        }
        let clock = try object.optionalString("default-clock-class-id")
        if let clock, metadata.clocks[clock] == nil {
            throw object.error(
                "no clock class \"\(clock)\" comes before this",
                "default-clock-class-id"
            )
        }
        metadata.streams[id] = DataStreamClass(
            id: id,
            identity: try object.identity(),
            defaultClockID: clock,
            packetContext: try structure("packet-context-field-class", of: object),
            eventRecordHeader: try structure("event-record-header-field-class", of: object),
            commonContext: try structure("event-record-common-context-field-class", of: object)
        )
    }

    private func readEventRecordClass(
        _ object: JSONReader,
        _ metadata: inout Metadata
    ) throws(MetadataError) {
        let id = try object.unsigned("id", default: 0)
        let stream = try object.unsigned("data-stream-class-id", default: 0)
        guard metadata.streams[stream] != nil else {
            throw object.error(
                "no data stream class \(stream) comes before this",
                "data-stream-class-id"
            )
        }
        guard metadata.events[stream]?[id] == nil else {
            throw object.error("a second event record class \(id)", "id")
        }
        metadata.events[stream, default: [:]][id] = EventRecordClass(
            id: id,
            dataStreamClassID: stream,
            identity: try object.identity(),
            attributes: object.value("attributes"),
            specificContext: try structure("specific-context-field-class", of: object),
            payload: try structure("payload-field-class", of: object)
        )
    }

    private func structure(
        _ name: String,
        of object: JSONReader
    ) throws(MetadataError) -> StructureClass? {
        guard object.value(name) != nil else { return nil }
        let reader = FieldClassReader(aliases: aliases)
        guard case .structure(let structure) = try reader.fieldClass(name, of: object).kind else {
            throw object.error("it must be a structure", name)
        }
        return structure
    }
}
