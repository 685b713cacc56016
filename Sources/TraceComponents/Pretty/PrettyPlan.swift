// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import SystemCalls
internal import TraceModel

/// What is needed to print the event records of one data stream class of a trace, made once.
final class PrettyPlan: Sendable {
    /// What every record needs.
    let tables: PrettyTables
    /// How wide numbers are printed.
    let wides: [PrettyWide]
    /// How strings that are not UTF-8 are encoded.
    let encodings: [TextEncoding]
    /// Enumerations in full, for values with several labels or none.
    let enumerations: [EnumerationText]
    /// How bit maps are printed.
    let bitMaps: [PrettyBitMap]
    /// The names of processes; nil where all records have the same.
    let processes: ProcessNameTable?
    /// By event record class, what stands before its fields, where that names the process.
    private let heads: [[PrettyHeader.Piece]]

    init(
        _ stream: CompiledStreamClass,
        in trace: CompiledTrace,
        named name: String?,
        _ options: PrettyOptions
    ) {
        let processes = ProcessNameTable(stream, in: trace.metadata.traceClass)
        let header = PrettyHeader(
            trace.metadata.traceClass,
            name,
            options,
            hasClock: stream.clock != nil,
            namesProcesses: processes != nil
        )
        let streamClass = stream.streamClass
        var compiler = PrettyCompiler(options)
        var packetContext: PrettyTables.Program?
        // A context that only serves the reader is not shown at all.
        if let context = streamClass.packetContext,
            !context.members.allSatisfy({ $0.fieldClass.isForReader })
        {
            compiler.scope(context, .packetContext)
            compiler.write(", ")
            packetContext = compiler.finish(from: 0)
        }
        var events: [PrettyTables.Event] = []
        var heads: [[PrettyHeader.Piece]] = []
        for event in stream.events {
            let pieces = header.pieces(of: event.eventClass)
            if processes != nil { heads.append(pieces) }
            let text = processes == nil ? pieces.map(\.text).joined() : ""
            let head = compiler.program.add(Array(text.utf8))
            let start = compiler.program.steps.count
            compiler.scopes([
                (streamClass.eventRecordCommonContext, .eventRecordCommonContext),
                (event.eventClass.specificContext, .eventRecordSpecificContext),
                (event.eventClass.payload, .eventRecordPayload),
            ])
            compiler.write("\n")
            let hasScopes =
                streamClass.eventRecordCommonContext != nil
                || event.eventClass.specificContext != nil || event.eventClass.payload != nil
            events.append(
                PrettyTables.Event(
                    head: head,
                    program: compiler.finish(from: start),
                    hasScopes: hasScopes
                )
            )
        }
        tables = compiler.program.tables(
            events,
            packetContext: packetContext,
            hasClock: stream.clock != nil,
            namesProcesses: processes != nil
        )
        self.processes = processes
        self.heads = heads
        wides = compiler.program.wides
        encodings = compiler.program.encodings
        enumerations = compiler.program.enumerations
        bitMaps = compiler.program.bitMaps
    }
}

extension PrettyPlan {
    /// Appends what stands before the fields of a record, with the process that wrote it.
    func appendHead(_ record: RecordPlace, _ items: Span<FieldItem>, _ text: inout TextBuffer) {
        let process = processes?.process(items)
        for piece in heads[Int(record.eventIndex)] {
            switch piece {
            case .text(let part): text.append(string: part)
            case .processName:
                let name = process.flatMap { processes?.name(of: $0, at: record.clock) }
                text.append(string: name ?? "unknown")
            case .processID:
                if let process { text.append(decimal: process) }
            }
        }
    }
}

extension PrettyHeader.Piece {
    /// The text; empty for what depends on the record.
    fileprivate var text: String {
        if case .text(let text) = self { return text }
        return ""
    }
}

extension PrettyCompiler {
    /// Appends the steps of the root structures that there are.
    mutating func scopes(_ scopes: [(StructureFieldClass?, FieldScope)]) {
        var isFirst = true
        for (structure, scope) in scopes {
            guard let structure else { continue }
            if !isFirst { write(", ") }
            isFirst = false
            self.scope(structure, scope)
        }
    }

    /// Appends the steps of a root structure, with its name if wanted.
    mutating func scope(_ structure: StructureFieldClass, _ scope: FieldScope) {
        if options.names.contains(.scope) {
            let name =
                switch scope {
                case .packetContext: "stream.packet.context"
                case .eventRecordCommonContext: "stream.event.context"
                case .eventRecordSpecificContext: "event.context"
                default: "event.fields"
                }
            write("\(colors.bold)\(name)\(colors.reset) = ")
        }
        let names = options.names.contains(scope == .eventRecordPayload ? .payload : .context)
        self.structure(
            structure.members,
            Context(showsNames: names, skipsRoles: scope == .packetContext)
        )
    }
}
