// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension TSDLConverter {
    /// The event record classes of all streams, in the order of the text.
    mutating func events(
        _ states: inout [StreamState],
        _ indexes: [UInt64: Int]
    ) throws(CTFError) -> [EventRecordClass] {
        var events: [EventRecordClass] = []
        events.reserveCapacity(resolver.events.count)
        var current: Int?
        for block in resolver.events {
            let index = try index(of: block, states, indexes)
            if index != current {
                if let current { states[current] = stream }
                stream = states[index]
                current = index
            }
            events.append(try event(block))
        }
        if let current { states[current] = stream }
        return events
    }

    private func index(
        of event: TSDLResolver.Event,
        _ states: [StreamState],
        _ indexes: [UInt64: Int]
    ) throws(CTFError) -> Int {
        guard let id = event.streamID else {
            guard states.count == 1 else {
                throw resolver.error(
                    event.offset,
                    "there are several streams, but the event does not tell which one is its own",
                    "Add \"stream_id\" to the event block"
                )
            }
            return 0
        }
        guard let index = indexes[id] else {
            throw resolver.error(
                event.offset,
                "there is no stream with the id \(id)",
                "Add a stream block, or correct the \"stream_id\" of the event"
            )
        }
        return index
    }

    private mutating func event(
        _ block: TSDLResolver.Event
    ) throws(CTFError) -> EventRecordClass {
        roots[FieldScope.packetContext.rawValue] = stream.block.packetContext
        roots[FieldScope.eventRecordHeader.rawValue] = stream.block.eventHeader
        roots[FieldScope.eventRecordCommonContext.rawValue] = stream.block.eventContext
        roots[FieldScope.eventRecordSpecificContext.rawValue] = nil
        roots[FieldScope.eventRecordPayload.rawValue] = nil
        let id = CTF2Converter.EventID(stream: stream.block.id, event: block.id)
        guard eventIDs.insert(id).inserted else {
            throw resolver.error(
                block.offset,
                "there is another event with the id \(block.id) in the stream \(stream.block.id)",
                "Give each event of a stream its own \"id\""
            )
        }
        stream.eventCount += 1
        guard stream.eventCount == 1 || stream.hasEventID else {
            throw resolver.error(
                block.offset,
                "there are several events, but event headers do not tell which one it is",
                "Add an unsigned integer \"id\" to the event header of the stream"
            )
        }
        // A record without bits cannot be read, but no record need be of the class. Texts without
        // stream blocks often declare types only, for which events without anything are enough.
        let all = [
            stream.block.eventHeader, stream.block.eventContext, block.context, block.fields,
        ]
        guard
            resolver.streams.isEmpty || block.name != nil
                || all.contains(where: { $0?.hasBits == true })
        else {
            throw resolver.error(
                block.offset,
                "the event has neither a name nor fields",
                "Name it, and add a field, so that records can be told apart"
            )
        }
        return EventRecordClass(
            id: block.id,
            dataStreamClassID: stream.block.id,
            identity: Identity(name: block.name),
            specificContext: try root(.eventRecordSpecificContext, block.context),
            payload: try root(.eventRecordPayload, block.fields),
            attributes: EventRecordClass.attributes(
                logLevel: block.logLevel,
                emfURI: block.emfURI
            )
        )
    }
}

extension TSDLStructure {
    /// Whether a field of the type can have bits.
    var hasBits: Bool { members.contains { $0.type.hasBits } }
}

extension TSDLType {
    /// Whether a field of the type can have bits.
    var hasBits: Bool {
        switch self {
        case .integer, .enumeration, .floatingPoint, .string: return true
        case .structure(let structure): return structure.hasBits
        case .variant(let variant): return variant.options.contains { $0.type.hasBits }
        case .array(let array):
            if case .fixed(0) = array.length { return false }
            return array.element.hasBits
        }
    }
}
