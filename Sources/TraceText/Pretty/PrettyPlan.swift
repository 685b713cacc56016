// SPDX-License-Identifier: Apache-2.0

package import Bytes
package import CTFReader
internal import SystemCalls
package import TraceFields
package import TraceModel

/// What is needed to print the event records of one data stream class of a trace, made once.
package final class PrettyPlan: Sendable {
    /// What every record needs.
    let tables: PrettyTables
    /// How wide numbers are printed.
    let wides: [PrettyWide]
    /// How strings that are not UTF-8 are encoded.
    package let encodings: [TextEncoding]
    /// Enumerations in full, for values with several labels or none.
    package let enumerations: [EnumerationText]
    /// How bit maps are printed.
    let bitMaps: [PrettyBitMap]
    /// The names of processes; nil where all records have the same.
    package let processes: ProcessNameTable?
    /// By event record class, what stands before its fields, where that names the process.
    private let heads: [[PrettyHeader.Piece]]

    package init(
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
            compiler.hidden =
                options.isForPeople
                ? HelperMembers.names(inPacketsOf: trace.metadata.traceClass, context) : []
            compiler.scope(context, .packetContext)
            compiler.write(", ")
            packetContext = compiler.finish(from: 0)
        }
        var events: [PrettyTables.Event] = []
        var heads: [[PrettyHeader.Piece]] = []
        for event in stream.events {
            let pieces = header.pieces(of: event.eventClass)
            if processes != nil { heads.append(pieces) }
            let text = processes == nil ? PrettyHeader.text(pieces) : ""
            let head = compiler.program.add(Array(text.utf8))
            let start = compiler.program.steps.count
            if options.isForPeople {
                compiler.hidden = HelperMembers.names(in: [
                    streamClass.eventRecordCommonContext, event.eventClass.specificContext,
                    event.eventClass.payload,
                ])
            }
            compiler.scopes([
                (streamClass.eventRecordCommonContext, .eventRecordCommonContext),
                (event.eventClass.specificContext, .eventRecordSpecificContext),
                (event.eventClass.payload, .eventRecordPayload),
            ])
            compiler.write("\n")
            events.append(
                PrettyTables.Event(
                    head: head,
                    program: compiler.finish(from: start),
                    hasScopes: event.hasScopes(of: streamClass)
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
    package func appendHead(
        _ record: RecordPlace,
        _ items: Span<FieldItem>,
        _ text: inout TextBuffer
    ) {
        let process = processes?.process(items)
        var start = text.count
        for (index, piece) in heads[Int(record.eventIndex)].enumerated() {
            switch piece {
            case .text(let part):
                text.append(string: part)
                // Columns are counted from behind the end of the time, which is the first piece.
                if index == 0 { start = text.count }
            case .processName:
                let name = process.flatMap { processes?.name(of: $0, at: record.clock) }
                text.append(string: name ?? "unknown")
            case .padding(let column):
                var width = 0
                for index in start..<text.count where text[index] & 0xC0 != 0x80 { width += 1 }
                while width < column {
                    text.append(byte: 0x20)
                    width += 1
                }
            case .processID:
                if let process { text.append(decimal: process) }
            }
        }
    }
}

extension CompiledEventClass {
    /// Whether its records have fields besides the context of the packet.
    fileprivate func hasScopes(of stream: DataStreamClass) -> Bool {
        stream.eventRecordCommonContext != nil || eventClass.specificContext != nil
            || eventClass.payload != nil
    }
}

extension PrettyHeader {
    /// The text of pieces that do not depend on the record.
    fileprivate static func text(_ pieces: [Piece]) -> String {
        var end = ""
        var text = ""
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .text(let part) where index == 0: end = part
            case .text(let part): text += part
            case .padding(let column):
                let blanks = max(0, column - PeopleColumns.width(of: text))
                text += String(repeating: " ", count: blanks)
            case .processName, .processID: break
            }
        }
        return end + text
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
            Context(
                showsNames: names,
                skipsRoles: scope == .packetContext,
                hidden: hidden
            )
        )
    }
}
