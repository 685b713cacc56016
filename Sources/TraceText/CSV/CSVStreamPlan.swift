// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import TraceFields
internal import TraceGraph
internal import TraceModel

/// What the rows of one data stream class have in common; made once.
final class CSVStreamPlan: RecordPlan {
    /// An event record class.
    struct Event: BitwiseCopyable, Sendable {
        /// The name as a cell, between commas.
        let name: ValueTables.Text
        /// Writes the cells of the wide form, with a comma before each and the end of the row
        /// behind the last one; or the rows of the long form.
        let program: ValueTables.Program
        /// Whether the fields stand in the order of their columns, after those of the packet's
        /// context; otherwise the program stores them.
        let isOrdered: Bool
    }

    /// What every record needs, without references.
    struct Tables: BitwiseCopyable, Sendable {
        let values: ValueTables
        let events: ConstantArray<Event>
        /// Writes the rows of the packet's context in the long form.
        let packetRows: ValueTables.Program?
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
        let context = streamClass.packetContext
        let packet = columns == nil ? nil : context.map { compiler.packet($0) }
        let packetRows =
            columns == nil
            ? context.map { compiler.rows([("packet.", $0)], skipsRoles: true) } : nil
        packetCells = packet?.program
        packetColumns = packet?.columns ?? 0
        var events: [Event] = []
        for event in stream.events {
            let parts: [(prefix: String, structure: StructureFieldClass)] = [
                ("common.", streamClass.eventRecordCommonContext),
                ("context.", event.eventClass.specificContext), ("", event.eventClass.payload),
            ].compactMap { prefix, structure in structure.map { (prefix, $0) } }
            let cell = CSVText.cell(event.eventClass.identity.name ?? "")
            let name = compiler.values.keep([0x2C] + cell + [0x2C])
            guard columns != nil else {
                let rows = compiler.rows(parts)
                events.append(Event(name: name, program: rows, isOrdered: false))
                continue
            }
            let row = compiler.row(
                parts,
                after: packetColumns,
                mayBeOrdered: packet?.isOrdered ?? true
            )
            events.append(Event(name: name, program: row.program, isOrdered: row.isOrdered))
        }
        processes = ProcessNameTable(stream, in: trace)
        tables = Tables(
            values: compiler.values.tables(),
            events: ConstantArray(events),
            packetRows: packetRows,
            isUnixTime: stream.clock?.origin == .unixEpoch,
            hasClock: stream.clock != nil,
            namesProcesses: processes != nil
        )
        plans = ValuePlans(compiler.values.plans)
    }

    func text(of stream: MessageStream, trace: Int) -> CSVRecordPrinter.StreamText {
        CSVRecordPrinter.StreamText(
            trace: trace,
            streamClass: stream.streamClass.streamClass.id,
            stream: stream.id,
            self
        )
    }
}
