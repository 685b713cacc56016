// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// The classes of a trace made ready for decoding; immutable, so that threads can share it.
public final class CompiledTrace: Sendable {
    /// What the metadata says.
    public let metadata: TraceMetadata
    /// The data stream classes, in the order of the metadata.
    public let streams: [CompiledStreamClass]
    let packetHeader: FieldProgram?
    private let indexes: [UInt64: Int]

    /// Compiles all classes of a trace.
    ///
    /// Takes some microseconds for each event record class.
    ///
    /// - Throws: that the location of a length or selector leads nowhere.
    public init(_ metadata: TraceMetadata) throws(CTFError) {
        self.metadata = metadata
        var events: [UInt64: [EventRecordClass]] = [:]
        for event in metadata.eventRecordClasses {
            events[event.dataStreamClassID, default: []].append(event)
        }
        var streams: [CompiledStreamClass] = []
        var indexes: [UInt64: Int] = [:]
        for stream in metadata.dataStreamClasses {
            indexes[stream.id] = streams.count
            streams.append(
                try CompiledStreamClass(stream, events[stream.id] ?? [], in: metadata)
            )
        }
        // The packet header must be decoded to find the data stream class, so its program cannot
        // depend on one: it keeps no value for other scopes. Those are decoded again with the slots
        // of the class when some field needs them.
        var tree = FieldTree()
        tree.add(.packetHeader, metadata.traceClass.packetHeader)
        packetHeader = try SlotAssignment(tree).program(
            .packetHeader,
            of: tree,
            format: metadata.format
        )
        self.streams = streams
        self.indexes = indexes
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
    /// Compiled only when fields of other scopes refer to the packet header.
    let packetHeader: FieldProgram?
    let packetContext: FieldProgram?
    let header: FieldProgram?
    let slotCount: Int
    private let indexes: EventIndex
    private let isSoleEventImplied: Bool

    init(
        _ streamClass: DataStreamClass,
        _ classes: [EventRecordClass],
        in metadata: TraceMetadata
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
        let format = metadata.format
        packetHeader =
            slots.usesPacketHeader
            ? try slots.program(.packetHeader, of: tree, format: format) : nil
        packetContext = try slots.program(.packetContext, of: tree, format: format)
        header = try slots.program(.eventRecordHeader, of: tree, format: format)
        var events: [CompiledEventClass] = []
        events.reserveCapacity(classes.count)
        var slotCount = slots.count
        for event in classes {
            let compiled = try CompiledEventClass(event, events.count, slots, tree, format)
            slotCount = max(slotCount, Int(compiled.program.slotCount))
            events.append(compiled)
        }
        self.events = events
        self.slotCount = slotCount
        indexes = EventIndex(classes.map(\.id))
        isSoleEventImplied =
            format == .ctf1 && classes.count == 1
            && streamClass.eventRecordHeader?.hasRole(.eventRecordClassID) != true
    }

    /// The class of an event record: in CTF 1.8, a single class need not be named.
    @inline(__always)
    func event(of id: UInt64) -> CompiledEventClass? {
        if let index = indexes[id] { return events[index] }
        return isSoleEventImplied && id == 0 ? events[0] : nil
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
    /// Decodes the common context, the specific context and the payload, in this order.
    let program: FieldProgram

    init(
        _ eventClass: EventRecordClass,
        _ index: Int,
        _ shared: SlotAssignment,
        _ sharedTree: FieldTree,
        _ format: MetadataFormat
    ) throws(CTFError) {
        self.eventClass = eventClass
        self.index = index
        name = eventClass.identity.name.map { Array($0.utf8) }
        var tree = sharedTree
        tree.add(.eventRecordSpecificContext, eventClass.specificContext)
        tree.add(.eventRecordPayload, eventClass.payload)
        var slots = shared
        try slots.addDependents(
            of: tree,
            from: tree.roots[.eventRecordCommonContext] ?? sharedTree.nodes.count
        )
        program = try slots.program(
            [.eventRecordCommonContext, .eventRecordSpecificContext, .eventRecordPayload],
            of: tree,
            format: format
        )
    }
}

extension StructureFieldClass {
    /// Whether some integer in the structure has a role.
    func hasRole(_ role: FieldRole) -> Bool { FieldClass.structure(self).hasRole(role) }
}

extension FieldClass {
    func hasRole(_ role: FieldRole) -> Bool {
        switch self {
        case .integer(let integer): integer.roles.contains(role)
        case .variableLengthInteger(let integer): integer.roles.contains(role)
        case .structure(let structure):
            structure.members.contains { $0.fieldClass.hasRole(role) }
        case .array(let array): array.element.hasRole(role)
        case .optional(let optional): optional.content.hasRole(role)
        case .variant(let variant): variant.options.contains { $0.fieldClass.hasRole(role) }
        default: false
        }
    }
}

extension EventRecordClass {
    /// Whether some length or selector lies in a root structure that other event classes share.
    var refersToSharedScopes: Bool {
        var found = false
        for root in [specificContext, payload] {
            guard let root else { continue }
            FieldClass.structure(root).forEachLocation { location in
                guard let origin = location.origin else { return }
                if origin.rawValue < FieldScope.eventRecordSpecificContext.rawValue { found = true }
            }
        }
        return found
    }
}

/// Finds the event record class of an id: an array for small ids, a dictionary for others.
struct EventIndex: Sendable {
    private static let denseLimit: UInt64 = 1 << 16
    private var dense: [Int32]
    private var sparse: [UInt64: Int] = [:]

    init(_ ids: [UInt64]) {
        let greatest = ids.filter { $0 < Self.denseLimit }.max().map { Int($0) + 1 } ?? 0
        dense = Array(repeating: -1, count: greatest)
        for (index, id) in ids.enumerated() {
            if id < Self.denseLimit {
                dense[Int(id)] = Int32(truncatingIfNeeded: index)
            } else {
                sparse[id] = index
            }
        }
    }

    @inline(__always)
    subscript(_ id: UInt64) -> Int? {
        if id < UInt64(dense.count) {
            let index = dense[Int(truncatingIfNeeded: id)]
            return index < 0 ? nil : Int(index)
        }
        return id < Self.denseLimit ? nil : sparse[id]
    }
}
