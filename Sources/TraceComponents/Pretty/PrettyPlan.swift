// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
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

    init(
        _ stream: CompiledStreamClass,
        in trace: CompiledTrace,
        named name: String?,
        _ options: PrettyOptions
    ) {
        let header = PrettyHeader(
            trace.metadata.traceClass,
            name,
            options,
            hasClock: stream.clock != nil
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
        for event in stream.events {
            let head = compiler.program.add(header.text(of: event.eventClass))
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
            hasClock: stream.clock != nil
        )
        wides = compiler.program.wides
        encodings = compiler.program.encodings
        enumerations = compiler.program.enumerations
        bitMaps = compiler.program.bitMaps
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
