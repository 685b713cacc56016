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
    var eventIDs: Set<CTF2Converter.EventID> = []
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
}
