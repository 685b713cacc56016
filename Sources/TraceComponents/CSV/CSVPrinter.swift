// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
public import SystemCalls
public import TraceGraph
internal import TraceModel

/// Writes event records as rows, as `sink.text.csv` does.
///
/// The document `docs/csv.md` describes the columns.
public struct CSVPrinter {
    private struct State {
        let plan: CSVStreamPlan
        /// The names of processes; nil where the trace has one for all.
        let processes: ProcessNameTable?
        /// The cell that names the data stream.
        let name: [UInt8]
        /// The cells of the packet's context, for the wide form.
        var cells: [(column: Int, text: [UInt8])] = []
        /// The values of the packet's context, for the long form.
        var context: FieldSource?
    }

    private let options: CSVOptions
    /// The columns of the wide form; nil in the long form.
    private let columns: [String]?
    /// Whether some trace has programs of several names.
    private let namesProcesses: Bool
    private var isStarted = false
    private var utc = UTCText()
    private var json = FieldWalk(visitor: JSONVisitor(), skipsRoles: false)
    private var long: FieldWalk<CSVLongVisitor>
    private var states: [ObjectIdentifier: State] = [:]
    private var plans: [ObjectIdentifier: CSVStreamPlan] = [:]
    private var traces: [ObjectIdentifier: Int] = [:]
    private var row: [[UInt8]] = []

    /// Makes a printer.
    ///
    /// - Parameters:
    ///   - options: what to write.
    ///   - streams: the data streams known so far, whose fields become columns when none are named.
    public init(_ options: CSVOptions = CSVOptions(), streams: [MessageStream] = []) {
        self.options = options
        namesProcesses = streams.contains {
            ProcessNameTable($0.streamClass, in: $0.trace.compiled.metadata.traceClass) != nil
        }
        long = FieldWalk(
            visitor: CSVLongVisitor(writesLabels: options.writesLabels),
            skipsRoles: false
        )
        switch options.form {
        case .long: columns = nil
        case .wide(let given?): columns = given
        case .wide:
            var columns: [String] = []
            var known: Set<ObjectIdentifier> = []
            for stream in streams where known.insert(ObjectIdentifier(stream.streamClass)).inserted
            {
                CSVStreamPlan.columns(of: stream.streamClass, into: &columns)
            }
            self.columns = columns
        }
    }

    /// Writes a message, if it is an event record.
    ///
    /// - Parameters:
    ///   - message: the message; those before it have been given already.
    ///   - text: receives whole rows.
    public mutating func print(_ message: Message, into text: inout TextBuffer) {
        if !isStarted { printHeader(&text) }
        guard let stream = message.stream else { return }
        let key = ObjectIdentifier(stream)
        if states[key] == nil { states[key] = makeState(stream) }
        switch message.kind {
        case .packetBeginning:
            if let context = message.packetContext { readPacket(context, key) }
        case .event: printEvent(message, key, &text)
        default: break
        }
    }

    private mutating func printHeader(_ text: inout TextBuffer) {
        isStarted = true
        guard options.writesHeader else { return }
        text.append(options.writesUTC ? "time,utc,name,stream" : "time,name,stream")
        if namesProcesses { text.append(",procname") }
        if let columns {
            for column in columns {
                text.append(byte: 0x2C)
                text.append(CSVText.cell(column))
            }
        } else {
            text.append(",field,value")
        }
        text.append(byte: 0x0A)
    }

    private mutating func makeState(_ stream: MessageStream) -> State {
        let trace = traces[ObjectIdentifier(stream.trace)] ?? traces.count
        traces[ObjectIdentifier(stream.trace)] = trace
        let key = ObjectIdentifier(stream.streamClass)
        let plan = plans[key] ?? CSVStreamPlan(stream.streamClass, columns: columns)
        plans[key] = plan
        let name = "\(trace)/\(stream.streamClass.streamClass.id)/\(stream.id)"
        let traceClass = stream.trace.compiled.metadata.traceClass
        return State(
            plan: plan,
            processes: ProcessNameTable(stream.streamClass, in: traceClass),
            name: CSVText.cell(name)
        )
    }

    private mutating func printEvent(
        _ message: Message,
        _ key: ObjectIdentifier,
        _ text: inout TextBuffer
    ) {
        guard let state = states[key], let event = message.event, let fields = message.fields,
            event.index < state.plan.events.count
        else { return }
        let known = state.plan.events[event.index]
        var source = FieldSource(fields)
        guard let columns else {
            var start = TextBuffer(capacity: 256)
            appendStart(message, state, known, &start)
            start.append(byte: 0x2C)
            printRows(start.bytes(), state, known, &source, &text)
            return
        }
        appendStart(message, state, known, &text)
        row = Array(repeating: [], count: columns.count)
        for cell in state.cells { row[cell.column] = cell.text }
        for scope in known.scopes {
            for cell in cells(scope, &source) { row[cell.column] = cell.text }
        }
        for cell in row {
            text.append(byte: 0x2C)
            text.append(cell)
        }
        text.append(byte: 0x0A)
    }

    /// Appends the cells that all rows begin with.
    private mutating func appendStart(
        _ message: Message,
        _ state: State,
        _ event: CSVStreamPlan.Event,
        _ text: inout TextBuffer
    ) {
        if let nanoseconds = message.nanoseconds { text.append(signed: nanoseconds) }
        text.append(byte: 0x2C)
        if options.writesUTC {
            if let nanoseconds = message.nanoseconds, state.plan.isUnixTime {
                utc.append(nanoseconds, to: &text)
            }
            text.append(byte: 0x2C)
        }
        text.append(event.name)
        text.append(byte: 0x2C)
        text.append(state.name)
        guard namesProcesses else { return }
        text.append(byte: 0x2C)
        let items = message.fields?.items ?? []
        guard let process = state.processes?.process(items.span),
            let name = state.processes?.name(of: process, at: message.cycles ?? 0)
        else { return }
        text.append(CSVText.cell(name))
    }

    /// Appends the rows of an event record; one without a value gets one row all the same.
    private mutating func printRows(
        _ start: [UInt8],
        _ state: State,
        _ event: CSVStreamPlan.Event,
        _ source: inout FieldSource,
        _ text: inout TextBuffer
    ) {
        long.visitor.begin(start)
        if var context = state.context, let scope = state.plan.packetContext {
            long.skipsRoles = true
            printRows(scope, &context, &text)
            long.skipsRoles = false
        }
        for scope in event.scopes { printRows(scope, &source, &text) }
        guard long.visitor.rows == 0 else { return }
        text.append(start)
        text.append(",\n")
    }

    private mutating func printRows(
        _ scope: CSVStreamPlan.Scope,
        _ source: inout FieldSource,
        _ text: inout TextBuffer
    ) {
        long.visitor.scope = scope.prefix
        long.walk(0, of: scope.plan, &source, &text)
    }

    private mutating func readPacket(_ context: FieldRecord, _ key: ObjectIdentifier) {
        guard let scope = states[key]?.plan.packetContext else { return }
        var source = FieldSource(context)
        if columns == nil {
            states[key]?.context = source
        } else {
            let found = cells(scope, &source)
            states[key]?.cells = found
        }
    }

    /// The cells of the members of a scope which have a column.
    private mutating func cells(
        _ scope: CSVStreamPlan.Scope,
        _ source: inout FieldSource
    ) -> [(column: Int, text: [UInt8])] {
        var found: [(column: Int, text: [UInt8])] = []
        var buffer = TextBuffer(capacity: 256)
        for (column, node) in zip(scope.columns, scope.members) {
            guard let column else {
                FieldSkip.skip(node, of: scope.plan, &source)
                continue
            }
            buffer.removeAll()
            guard let node = scope.plan.content(of: node, &source) else { continue }
            switch scope.plan.nodes[node].kind {
            case .structure, .array:
                json.walk(node, of: scope.json, &source, &buffer)
                let bytes = buffer.bytes()
                buffer.removeAll()
                CSVText.append(bytes, &buffer)
            default:
                CSVValue.append(
                    scope.plan,
                    node,
                    source.take(),
                    source,
                    writesLabels: options.writesLabels,
                    &buffer
                )
            }
            found.append((column: column, text: buffer.bytes()))
        }
        return found
    }
}
