// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import TraceFields

/// Writes the rows of event records, for messages and for whole traces alike.
struct CSVRecordPrinter {
    /// What the rows of a data stream have in common for a while.
    struct StreamText: Sendable {
        /// The cell that names the data stream.
        let name: PaddedText
        /// The cells of the packet's context, with a comma before each, for ordered rows.
        fileprivate(set) var cells: PaddedText
        /// The cells of the packet's context, for other rows.
        fileprivate(set) var looseCells: [(column: Int, text: [UInt8])] = []
        /// The values of the packet's context, for the long form.
        fileprivate(set) var context: (items: [FieldItem], window: [UInt8])?

        /// What there is before the first packet.
        init(trace: Int, streamClass: UInt64, stream: UInt64, _ plan: CSVStreamPlan) {
            name = PaddedText(CSVText.cell("\(trace)/\(streamClass)/\(stream)"))
            cells = PaddedText([UInt8](repeating: 0x2C, count: plan.packetColumns))
        }
    }

    private let options: CSVOptions
    /// The columns of the wide form; nil in the long form.
    private let columns: [String]?
    /// Whether some trace has programs of several names.
    private let namesProcesses: Bool
    private var runner: ValueRunner
    private var utc = UTCText()

    init(_ options: CSVOptions, columns: [String]?, namesProcesses: Bool) {
        self.options = options
        self.columns = columns
        self.namesProcesses = namesProcesses
        runner = ValueRunner(writesLabels: options.writesLabels)
    }

    /// Appends the row with the names of the columns.
    func appendHeader(_ text: inout TextBuffer) {
        guard options.writesHeader else { return }
        text.append(options.writesUTC ? "time,utc,name,stream" : "time,name,stream")
        if namesProcesses { text.append(",procname") }
        for column in columns ?? ["field", "value"] {
            text.append(byte: 0x2C)
            text.append(CSVText.cell(column))
        }
        text.append(byte: 0x0A)
    }

    /// Takes note of a packet that begins.
    mutating func readPacket(
        _ context: FieldRecord,
        _ plan: CSVStreamPlan,
        _ stream: inout StreamText
    ) {
        if columns == nil {
            // Copied, because the record is filled anew for the next packet.
            stream.context = (context.items, context.window)
            return
        }
        guard let program = plan.packetCells else { return }
        let (items, window) = (context.items, context.window)
        var buffer = TextBuffer(capacity: 256)
        runner.removeCells()
        runner.run(program, of: plan.tables.values, [plan.plans], 0, items.span, window, &buffer)
        let bytes = buffer.bytes()
        stream.looseCells = runner.cells.map { ($0.column, Array(bytes[$0.bytes])) }
        var row: [[UInt8]] = Array(repeating: [], count: plan.packetColumns)
        for cell in stream.looseCells where cell.column < row.count { row[cell.column] = cell.text }
        stream.cells = PaddedText(row.flatMap { [0x2C] + $0 })
    }

    /// Appends the row of an event record, or its rows in the long form.
    ///
    /// - Parameters:
    ///   - event: the index of its class.
    ///   - nanoseconds: when it happened; nil without a time.
    ///   - items: its values.
    ///   - window: what strings, BLOBs and wide numbers are in.
    ///   - tables: the tables of its data stream class.
    ///   - plans: the plans of all data streams.
    ///   - stream: the index of its data stream.
    ///   - cells: the cells of its data stream.
    ///   - process: the name of the process, where it is known.
    ///   - text: receives the row.
    @inline(__always)
    mutating func printRow(
        _ event: Int,
        _ nanoseconds: Int64?,
        _ items: Span<FieldItem>,
        _ window: borrowing [UInt8],
        _ tables: CSVStreamPlan.Tables,
        _ plans: [ValuePlans],
        _ stream: Int,
        _ cells: borrowing StreamText,
        process: String?,
        _ text: inout TextBuffer
    ) {
        let known = tables.events[event]
        let begin = text.count
        appendStart(nanoseconds, known, tables, cells, process: process, &text)
        if columns == nil {
            text.append(byte: 0x2C)
            runner.beginRows(begin..<text.count)
            if let program = tables.packetRows, let context = cells.context {
                let (values, bytes) = (context.items.span, context.window)
                runner.run(program, of: tables.values, plans, stream, values, bytes, &text)
            }
            runner.run(known.program, of: tables.values, plans, stream, items, window, &text)
            // A record without a value has a row all the same.
            if runner.rowCount == 0 { text.append(",\n") }
        } else if known.isOrdered {
            text.append(cells.cells)
            runner.run(known.program, of: tables.values, plans, stream, items, window, &text)
        } else {
            let start = text.count
            runner.removeCells()
            runner.run(known.program, of: tables.values, plans, stream, items, window, &text)
            putInOrder(from: start, cells, &text)
        }
    }

    /// Puts stored cells into the order of their columns.
    private func putInOrder(
        from start: Int,
        _ stream: borrowing StreamText,
        _ text: inout TextBuffer
    ) {
        var row: [[UInt8]] = (columns ?? []).map { _ in [] }
        for cell in stream.looseCells { row[cell.column] = cell.text }
        for cell in runner.cells { row[cell.column] = cell.bytes.map { text[$0] } }
        text.truncate(to: start)
        for cell in row {
            text.append(byte: 0x2C)
            text.append(cell)
        }
        text.append(byte: 0x0A)
    }

    /// Appends the cells that all rows begin with.
    @inline(__always)
    private mutating func appendStart(
        _ nanoseconds: Int64?,
        _ event: CSVStreamPlan.Event,
        _ tables: CSVStreamPlan.Tables,
        _ stream: borrowing StreamText,
        process: String?,
        _ text: inout TextBuffer
    ) {
        if let nanoseconds { text.append(signed: nanoseconds) }
        if options.writesUTC {
            text.append(byte: 0x2C)
            if let nanoseconds, tables.isUnixTime { utc.append(nanoseconds, to: &text) }
        }
        text.append(tables.values, event.name)
        text.append(stream.name)
        guard namesProcesses else { return }
        text.append(byte: 0x2C)
        if let process { text.append(CSVText.cell(process)) }
    }
}
