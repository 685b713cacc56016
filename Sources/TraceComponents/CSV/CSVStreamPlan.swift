// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import SystemCalls
internal import TraceModel

/// What the rows of one data stream class have in common; made once.
final class CSVStreamPlan: Sendable {
    /// A root structure of the long form, and what its fields are called.
    struct Scope: Sendable {
        /// What stands before the names of its fields, with a dot; empty for the payload.
        let prefix: [UInt8]
        /// The fields with plain names.
        let plan: FieldPlan
    }

    /// An event record class.
    struct Event: BitwiseCopyable, Sendable {
        /// The name as a cell, between commas.
        let name: ValueTables.Text
        /// Writes the cells of the wide form, with a comma before each and the end of the row
        /// behind the last one.
        let program: ValueTables.Program
        /// Whether the fields stand in the order of their columns, after those of the packet's
        /// context; otherwise the program stores them.
        let isOrdered: Bool
    }

    /// What every record needs, without references.
    struct Tables: BitwiseCopyable, Sendable {
        let values: ValueTables
        let events: ConstantArray<Event>
        /// Whether the clock counts from the Unix epoch.
        let isUnixTime: Bool
        let hasClock: Bool
        let namesProcesses: Bool
    }

    let tables: Tables
    /// The field plans to which steps refer.
    let plans: ValuePlans
    /// The names of processes; nil where the trace has one for all.
    let processes: ProcessNameTable?
    /// Stores the cells of the packet's context; nil when none of its fields has a column.
    let packetCells: ValueTables.Program?
    /// How many columns those of the packet's context are, which come before all others; 0 when
    /// they do not.
    let packetColumns: Int
    /// The packet's context in the long form.
    let packetContext: Scope?
    /// The contexts and the payload of each event record class in the long form.
    let scopes: [[Scope]]

    /// Makes the plan of a class.
    ///
    /// - Parameters:
    ///   - stream: the class.
    ///   - trace: the trace that it belongs to.
    ///   - columns: the columns of the wide form; nil in the long form.
    ///   - options: what is written.
    init(
        _ stream: CompiledStreamClass,
        in trace: TraceClass,
        columns: [String]?,
        _ options: CSVOptions
    ) {
        let streamClass = stream.streamClass
        var compiler = CSVCompiler(columns ?? [], options)
        let packet = streamClass.packetContext.map {
            compiler.packet($0, skips: columns == nil)
        }
        packetCells = packet?.program
        packetColumns = packet?.columns ?? 0
        var events: [Event] = []
        var scopes: [[Scope]] = []
        for event in stream.events {
            let parts: [(prefix: String, structure: StructureFieldClass)] = [
                ("common.", streamClass.eventRecordCommonContext),
                ("context.", event.eventClass.specificContext), ("", event.eventClass.payload),
            ].compactMap { prefix, structure in structure.map { (prefix, $0) } }
            if columns == nil { scopes.append(parts.map { Self.scope($0.prefix, $0.structure) }) }
            let cell = CSVText.cell(event.eventClass.identity.name ?? "")
            let name = compiler.values.keep([0x2C] + cell + [0x2C])
            let row = compiler.row(
                columns == nil ? [] : parts,
                after: packetColumns,
                mayBeOrdered: packet?.isOrdered ?? true
            )
            events.append(Event(name: name, program: row.program, isOrdered: row.isOrdered))
        }
        self.scopes = scopes
        packetContext =
            columns == nil ? streamClass.packetContext.map { Self.scope("packet.", $0) } : nil
        processes = ProcessNameTable(stream, in: trace)
        tables = Tables(
            values: compiler.values.tables(),
            events: ConstantArray(events),
            isUnixTime: stream.clock?.origin == .unixEpoch,
            hasClock: stream.clock != nil,
            namesProcesses: processes != nil
        )
        plans = ValuePlans(compiler.values.plans)
    }

    private static func scope(_ prefix: String, _ structure: StructureFieldClass) -> Scope {
        Scope(prefix: Array(prefix.utf8), plan: CSVCompiler.plainPlan(structure))
    }
}
