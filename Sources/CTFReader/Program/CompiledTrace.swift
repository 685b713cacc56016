// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// The classes of a trace made ready for decoding; immutable, so that threads can share it.
public final class CompiledTrace: Sendable {
    /// What the metadata says.
    public let metadata: TraceMetadata
    /// The data stream classes, in the order of the metadata.
    public let streams: [CompiledStreamClass]
    /// Decodes packet headers before the data stream class is known.
    let packetHeader: DecodingTables
    private let indexes: [UInt64: Int]

    /// Compiles all classes of a trace.
    ///
    /// Takes some microseconds for each event record class. The tables stay for the life of the
    /// process.
    ///
    /// - Throws: that the location of a length or selector leads nowhere.
    public init(_ metadata: TraceMetadata) throws(CTFError) {
        self.metadata = metadata
        let rules = CompilationRules(metadata)
        var events: [UInt64: [EventRecordClass]] = [:]
        for event in metadata.eventRecordClasses {
            events[event.dataStreamClassID, default: []].append(event)
        }
        var streams: [CompiledStreamClass] = []
        var indexes: [UInt64: Int] = [:]
        for stream in metadata.dataStreamClasses {
            indexes[stream.id] = streams.count
            streams.append(
                try CompiledStreamClass(stream, events[stream.id] ?? [], in: metadata, rules)
            )
        }
        self.streams = streams
        self.indexes = indexes
        // The packet header must be decoded to find the data stream class, so its program cannot
        // depend on one: it keeps no value for other scopes. It is decoded again with the slots of
        // the class when some field needs them.
        var tree = FieldTree()
        tree.add(.packetHeader, metadata.traceClass.packetHeader)
        var builder = DecodingTablesBuilder()
        var programs = DecodingTablesBuilder.Programs()
        let slots = try SlotAssignment(tree)
        programs.packetHeader = try slots.compile(
            [.packetHeader],
            of: tree,
            rules: rules,
            into: &builder
        )
        packetHeader = builder.tables(
            programs,
            eventIDs: [],
            slotCount: slots.count,
            isEventImplied: false
        )
    }

    /// The data stream class with an id; nil when there is none.
    public func stream(id: UInt64) -> CompiledStreamClass? {
        indexes[id].map { streams[$0] }
    }

    /// The class of a packet: in CTF 1.8, a trace with a single class need not say which it is.
    func stream(of id: UInt64) -> CompiledStreamClass? {
        if let found = stream(id: id) { return found }
        guard metadata.format == .ctf1, id == 0, streams.count == 1 else { return nil }
        return metadata.traceClass.packetHeader?.hasRole(.dataStreamClassID) == true
            ? nil : streams[0]
    }
}

/// A data stream class made ready for decoding.
public final class CompiledStreamClass: Sendable {
    /// The class.
    public let streamClass: DataStreamClass
    /// The default clock; nil when the event records have no time.
    public let clock: ClockClass?
    /// The event record classes, in the order of the metadata.
    public let events: [CompiledEventClass]
    let tables: DecodingTables

    init(
        _ streamClass: DataStreamClass,
        _ classes: [EventRecordClass],
        in metadata: TraceMetadata,
        _ rules: CompilationRules
    ) throws(CTFError) {
        self.streamClass = streamClass
        clock = streamClass.defaultClockClassID.flatMap { metadata.clockClass(id: $0) }
        var tree = FieldTree()
        tree.add(.packetHeader, metadata.traceClass.packetHeader)
        tree.add(.packetContext, streamClass.packetContext)
        tree.add(.eventRecordHeader, streamClass.eventRecordHeader)
        tree.add(.eventRecordCommonContext, streamClass.eventRecordCommonContext)
        var slots = try SlotAssignment(tree)
        for event in classes where event.refersToSharedScopes {
            try slots.add(event, to: tree)
        }
        var builder = DecodingTablesBuilder()
        var programs = DecodingTablesBuilder.Programs()
        if slots.usesPacketHeader {
            programs.packetHeader = try slots.compile(
                [.packetHeader],
                of: tree,
                rules: rules,
                into: &builder
            )
        }
        programs.packetContext = try slots.compile(
            [.packetContext],
            of: tree,
            rules: rules,
            into: &builder
        )
        programs.eventHeader = try slots.compile(
            [.eventRecordHeader],
            of: tree,
            rules: rules,
            into: &builder
        )
        let others =
            [streamClass.eventRecordCommonContext]
            + classes.flatMap {
                [$0.specificContext, $0.payload]
            }
        programs.simpleHeader = SimpleEventHeader(
            streamClass.eventRecordHeader,
            isReferredTo: others.contains { $0?.refersToEventHeader ?? false },
            rules
        )
        var slotCount = slots.count
        for event in classes {
            let compiled = try Self.compile(event, slots, tree, rules, &builder)
            programs.events.append(compiled.program)
            slotCount = max(slotCount, compiled.slotCount)
        }
        events = classes.enumerated().map { CompiledEventClass($0.element, $0.offset) }
        tables = builder.tables(
            programs,
            eventIDs: classes.map(\.id),
            slotCount: slotCount,
            isEventImplied: metadata.format == .ctf1 && classes.count == 1
                && streamClass.eventRecordHeader?.hasRole(.eventRecordClassID) != true
        )
    }

    private static func compile(
        _ event: EventRecordClass,
        _ shared: SlotAssignment,
        _ sharedTree: FieldTree,
        _ rules: CompilationRules,
        _ builder: inout DecodingTablesBuilder
    ) throws(CTFError) -> (program: DecodingTables.Program, slotCount: Int) {
        var tree = sharedTree
        tree.add(.eventRecordSpecificContext, event.specificContext)
        tree.add(.eventRecordPayload, event.payload)
        var slots = shared
        try slots.addDependents(
            of: tree,
            from: tree.roots[.eventRecordCommonContext] ?? sharedTree.nodes.count
        )
        let program = try slots.compile(
            [.eventRecordCommonContext, .eventRecordSpecificContext, .eventRecordPayload],
            of: tree,
            rules: rules,
            into: &builder
        )
        return (program, slots.count)
    }
}

/// An event record class made ready for decoding.
public final class CompiledEventClass: Sendable {
    /// The class.
    public let eventClass: EventRecordClass
    /// Its index in ``CompiledStreamClass/events``.
    public let index: Int
    /// Its name in UTF-8; nil when it has none.
    public let name: [UInt8]?

    init(_ eventClass: EventRecordClass, _ index: Int) {
        self.eventClass = eventClass
        self.index = index
        name = eventClass.identity.name.map { Array($0.utf8) }
    }
}
