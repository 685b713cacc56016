// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import TraceModel

/// Translates a data stream class and its event record classes.
struct StreamTranslator {
    /// The class in the output.
    private(set) var streamClass: DataStreamClass
    /// Its event record classes in the output.
    private(set) var eventClasses: [EventRecordClass] = []
    private let source: CompiledStreamClass
    private let metadata: TraceMetadata
    private let options: TraceTranslation.Options

    init(
        _ source: CompiledStreamClass,
        _ metadata: TraceMetadata,
        _ options: TraceTranslation.Options
    ) {
        self.source = source
        self.metadata = metadata
        self.options = options
        streamClass = source.streamClass
    }

    mutating func translate(headerBytes: Int) throws(CTFError) -> StreamTranslation {
        let stream = source.streamClass
        var tree = FieldTree()
        tree.add(.packetHeader, metadata.traceClass.packetHeader)
        tree.add(.packetContext, stream.packetContext)
        tree.add(.eventRecordHeader, stream.eventRecordHeader)
        tree.add(.eventRecordCommonContext, stream.eventRecordCommonContext)
        var translator = ClassTranslator(
            format: options.format,
            sourceFormat: metadata.format,
            tree: tree,
            builder: EncodingTablesBuilder()
        )
        // Strings of event records may need lengths which lie in the packet context.
        try translator.findLengthFields()
        for event in source.events where event.eventClass.hasFields {
            translator.add(event.eventClass)
            try translator.findLengthFields(from: tree.nodes.count)
            translator.forgetNodes(from: tree.nodes.count)
        }
        let fields = packetFields
        let context = try translator.root(.packetContext)
        let packetContext = context.map { _ in translator.builder.program(since: 0) }
        var commonContext: StructureFieldClass?
        var programs: [EncodingTables.Program] = []
        let shared = translator.paths
        if source.events.isEmpty { commonContext = try translator.root(.eventRecordCommonContext) }
        for event in source.events {
            let start = translator.builder.next
            translator.add(event.eventClass)
            try translator.findLengthFields(from: tree.nodes.count)
            commonContext = try translator.root(.eventRecordCommonContext)
            try translate(event.eventClass, &translator)
            programs.append(translator.builder.program(since: start))
            translator.forgetNodes(from: tree.nodes.count)
            translator.paths = shared
        }
        streamClass = try makeStreamClass(context, commonContext, fields)
        return StreamTranslation(
            id: stream.id,
            headerBytes: headerBytes,
            packetFields: fields,
            hasClock: source.clock != nil,
            tables: translator.builder.tables(),
            packetContext: packetContext,
            isContextEmpty: context?.members.isEmpty ?? true,
            events: ConstantArray(
                zip(source.events, programs).map { event, program in
                    StreamTranslation.Event(id: event.eventClass.id, program: program)
                }
            )
        )
    }

    private mutating func translate(
        _ event: EventRecordClass,
        _ translator: inout ClassTranslator
    ) throws(CTFError) {
        do throws(CTFError) {
            eventClasses.append(
                EventRecordClass(
                    id: event.id,
                    dataStreamClassID: event.dataStreamClassID,
                    identity: event.identity,
                    specificContext: try translator.root(.eventRecordSpecificContext),
                    payload: try translator.root(.eventRecordPayload),
                    attributes: event.attributes
                )
            )
        } catch {
            throw CTFError(
                error.kind,
                path: error.path,
                place: "event \"\(event.identity.name ?? String(event.id))\", " + error.place,
                problem: error.problem,
                remedy: error.remedy
            )
        }
    }

    /// What packets of the source tell about themselves.
    private var packetFields: StreamTranslation.PacketFields {
        // As Babeltrace does, CTF 1.8 is written with numbered packets always.
        var fields: StreamTranslation.PacketFields = options.format == .ctf1 ? [.sequence] : []
        guard let context = source.streamClass.packetContext else { return fields }
        var roles: Set<FieldRole> = []
        for member in context.members { member.fieldClass.collectRoles(&roles) }
        if source.clock != nil {
            if roles.contains(.defaultClockTimestamp) { fields.insert(.begin) }
            if roles.contains(.packetEndDefaultClockTimestamp) { fields.insert(.end) }
        }
        if roles.contains(.discardedEventRecordCounterSnapshot), !options.ignoresDiscardedEvents {
            fields.insert(.discarded)
        }
        if roles.contains(.packetSequenceNumber), !options.ignoresDiscardedPackets {
            fields.insert(.sequence)
        }
        return fields
    }

    private func makeStreamClass(
        _ context: StructureFieldClass?,
        _ commonContext: StructureFieldClass?,
        _ fields: StreamTranslation.PacketFields
    ) throws(CTFError) -> DataStreamClass {
        let stream = source.streamClass
        var header = [
            StructureFieldClass.Member("id", .unsigned(bits: 64, roles: [.eventRecordClassID]))
        ]
        if source.clock != nil {
            header.append(
                StructureFieldClass.Member(
                    "timestamp",
                    .unsigned(bits: 64, roles: [.defaultClockTimestamp])
                )
            )
        }
        return DataStreamClass(
            id: stream.id,
            identity: stream.identity,
            defaultClockClassID: stream.defaultClockClassID,
            packetContext: try packetContext(context?.members ?? [], fields),
            eventRecordHeader: StructureFieldClass(header, minimumAlignmentBits: 8),
            eventRecordCommonContext: commonContext,
            attributes: stream.attributes
        )
    }

    /// The members that the writer fills, and then those of the source.
    private func packetContext(
        _ members: [StructureFieldClass.Member],
        _ fields: StreamTranslation.PacketFields
    ) throws(CTFError) -> StructureFieldClass {
        var own: [(String, FieldRole)] = [
            ("packet_size", .packetTotalLength), ("content_size", .packetContentLength),
        ]
        if fields.contains(.begin) { own.append(("timestamp_begin", .defaultClockTimestamp)) }
        if fields.contains(.end) {
            own.append(("timestamp_end", .packetEndDefaultClockTimestamp))
        }
        if fields.contains(.discarded) {
            own.append(("events_discarded", .discardedEventRecordCounterSnapshot))
        }
        if fields.contains(.sequence) { own.append(("packet_seq_num", .packetSequenceNumber)) }
        var taken = Set(members.map(\.name))
        if options.format == .ctf1, let clash = members.first(where: \.hasReservedName) {
            throw CTFError(
                .unsupported,
                path: "",
                place: "packet context of data stream class \(source.streamClass.id)",
                problem: "the member \"\(clash.name)\" has a name with a meaning in CTF 1.8",
                remedy: "Write the trace as CTF 2"
            )
        }
        let made = own.map { name, role in
            StructureFieldClass.Member(
                ClassTranslator.freeName(name, &taken),
                .unsigned(bits: 64, roles: [role])
            )
        }
        return StructureFieldClass(made + members, minimumAlignmentBits: 8)
    }
}

extension StructureFieldClass.Member {
    fileprivate var hasReservedName: Bool { ClassTranslator.packetContextNames.contains(name) }
}

extension EventRecordClass {
    fileprivate var hasFields: Bool { specificContext != nil || payload != nil }
}

extension ClassTranslator {
    /// Adds the root structures of an event record class.
    mutating func add(_ event: EventRecordClass) {
        tree.add(.eventRecordSpecificContext, event.specificContext)
        tree.add(.eventRecordPayload, event.payload)
    }

    /// Removes the root structures of an event record class.
    mutating func forgetNodes(from count: Int) {
        tree.removeNodes(from: count)
        lengthFields = lengthFields.filter { $0.key < count }
    }
}

extension FieldClass {
    /// Adds the roles of all integers inside; the nesting is that of classes already translated.
    fileprivate func collectRoles(_ roles: inout Set<FieldRole>) {
        switch self {
        case .integer(let integer): roles.formUnion(integer.roles)
        case .variableLengthInteger(let integer): roles.formUnion(integer.roles)
        case .structure(let structure):
            for member in structure.members { member.fieldClass.collectRoles(&roles) }
        case .array(let array): array.element.collectRoles(&roles)
        case .optional(let optional): optional.content.collectRoles(&roles)
        case .variant(let variant):
            for option in variant.options { option.fieldClass.collectRoles(&roles) }
        default: break
        }
    }
}
