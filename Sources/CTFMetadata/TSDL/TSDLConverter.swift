// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Makes the model of resolved types, once all blocks are known.
struct TSDLConverter {
    /// A step from a root structure to the field which is being converted.
    enum Frame {
        case structure(TSDLStructure, member: Int)
        case array
        case variant(option: Int)
    }

    /// What is known of a stream while its events are converted.
    struct StreamState {
        let block: TSDLResolver.Stream
        var packetContext: StructureFieldClass?
        var eventHeader: StructureFieldClass?
        var eventContext: StructureFieldClass?
        /// The clock that fields are mapped to.
        var clock: String?
        /// Where the first timestamp is that is mapped to no clock.
        var unmappedOffset: Int?
        /// Whether event headers have an event record class id.
        var hasEventID = false
        var eventCount = 0
    }

    /// How many field classes all types may have beyond one for each byte of the text.
    static let nodeLimit = 2_000_000
    /// How many steps the lookups of all references may take beyond some for each byte.
    static let stepLimit = 5_000_000

    let resolver: TSDLResolver
    let byteOrder: ByteOrder
    let trace: TSDLResolver.Trace
    /// The root structures which precede the current field, by the numbers of their scopes.
    var roots: [TSDLStructure?] = Array(repeating: nil, count: FieldScope.allCases.count)
    var frames: [Frame] = []
    var scope = FieldScope.packetHeader
    var nodesLeft: Int
    var stepsLeft: Int

    var hasStreamID = false
    var eventIDs: Set<MetadataConverter.EventID> = []
    var stream: StreamState

    init(_ resolver: TSDLResolver) throws(CTFError) {
        guard let trace = resolver.trace else {
            throw resolver.error(
                0,
                "there is no trace block",
                "Add one; without it, the byte order is not known"
            )
        }
        self.resolver = resolver
        self.trace = trace
        byteOrder = trace.byteOrder
        nodesLeft = Self.nodeLimit + resolver.source.bytes.count
        stepsLeft = Self.stepLimit + resolver.source.bytes.count
        stream = StreamState(block: TSDLResolver.Stream(offset: 0))
    }

    /// The whole model.
    consuming func metadata() throws(CTFError) -> TraceMetadata {
        let packetHeader = try root(.packetHeader, trace.packetHeader)
        var blocks = resolver.streams
        if blocks.isEmpty && !resolver.events.isEmpty {
            blocks.append(TSDLResolver.Stream(offset: 0))
        }
        guard blocks.count < 2 || hasStreamID else {
            throw resolver.error(
                trace.packetHeader == nil ? trace.offset : trace.packetHeaderOffset,
                "there are several streams, but packet headers do not tell which one it is",
                "Add an unsigned integer \"stream_id\" to the packet header"
            )
        }
        var states: [StreamState] = []
        var indexes: [UInt64: Int] = [:]
        for block in blocks {
            indexes[block.id] = states.count
            states.append(try state(of: block))
        }
        let events = try self.events(&states, indexes)
        var clocks = resolver.clocks
        var streams: [DataStreamClass] = []
        for state in states {
            streams.append(
                DataStreamClass(
                    id: state.block.id,
                    defaultClockClassID: try clock(of: state, &clocks),
                    packetContext: state.packetContext,
                    eventRecordHeader: state.eventHeader,
                    eventRecordCommonContext: state.eventContext
                )
            )
        }
        return TraceMetadata(
            format: .ctf1,
            uuid: trace.uuid,
            traceClass: TraceClass(
                environment: resolver.environment ?? [],
                packetHeader: packetHeader
            ),
            clockClasses: withOrigins(clocks),
            dataStreamClasses: streams,
            eventRecordClasses: events
        )
    }

    private mutating func state(
        of block: TSDLResolver.Stream
    ) throws(CTFError) -> StreamState {
        stream = StreamState(block: block)
        for scope in FieldScope.allCases where scope != .packetHeader {
            roots[scope.rawValue] = nil
        }
        stream.packetContext = try root(.packetContext, block.packetContext)
        stream.eventHeader = try root(.eventRecordHeader, block.eventHeader)
        stream.eventContext = try root(.eventRecordCommonContext, block.eventContext)
        return stream
    }

    private mutating func events(
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
        let id = MetadataConverter.EventID(stream: stream.block.id, event: block.id)
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
        // Texts without stream blocks often declare types only, for which such events are enough.
        let all = [
            stream.block.eventHeader, stream.block.eventContext, block.context, block.fields,
        ]
        guard resolver.streams.isEmpty || all.contains(where: { $0?.hasBits == true }) else {
            throw resolver.error(
                block.offset,
                "a record of the event would be empty",
                "Add a field, so that records can be told apart"
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
