// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
public import SystemCalls
public import TraceGraph
internal import TraceModel

/// Writes event records as rows, as `sink.text.csv` does.
///
/// The document `docs/csv.md` describes the columns. ``TextView`` writes whole traces faster; this
/// one writes what filters let through.
public struct CSVPrinter {
    private struct State {
        let plan: CSVStreamPlan
        /// The plans alone.
        let plans: [ValuePlans]
        var text: CSVRecordPrinter.StreamText
    }

    private let options: CSVOptions
    private let columns: [String]?
    private var printer: CSVRecordPrinter
    private var isStarted = false
    private var states: [State] = []
    private var indexes: [ObjectIdentifier: Int] = [:]
    private var plans: [ObjectIdentifier: CSVStreamPlan] = [:]
    private var traces: [ObjectIdentifier: Int] = [:]

    /// Makes a printer.
    ///
    /// - Parameters:
    ///   - options: what to write.
    ///   - streams: the data streams known so far, whose fields become columns when none are named.
    public init(_ options: CSVOptions = CSVOptions(), streams: [MessageStream] = []) {
        self.options = options
        columns = CSVStreams.columns(options, streams)
        printer = CSVRecordPrinter(
            options,
            columns: columns,
            namesProcesses: CSVStreams.nameProcesses(streams)
        )
    }

    /// Writes a message, if it is an event record.
    ///
    /// - Parameters:
    ///   - message: the message; those before it have been given already.
    ///   - text: receives whole rows.
    public mutating func print(_ message: Message, into text: inout TextBuffer) {
        start(into: &text)
        guard let stream = message.stream else { return }
        let index = self.index(of: stream)
        switch message.kind {
        case .packetBeginning:
            if let context = message.packetContext {
                printer.readPacket(context, states[index].plan, &states[index].text)
            }
        case .event: printEvent(message, index, &text)
        default: break
        }
    }

    /// Writes the names of the columns, if they are wanted and not yet written.
    mutating func start(into text: inout TextBuffer) {
        if !isStarted { printer.appendHeader(&text) }
        isStarted = true
    }

    private mutating func index(of stream: MessageStream) -> Int {
        if let index = indexes[ObjectIdentifier(stream)] { return index }
        let trace = traces[ObjectIdentifier(stream.trace)] ?? traces.count
        traces[ObjectIdentifier(stream.trace)] = trace
        let key = ObjectIdentifier(stream.streamClass)
        let plan =
            plans[key]
            ?? CSVStreamPlan(
                stream.streamClass,
                in: stream.trace.compiled.metadata.traceClass,
                columns: columns,
                options
            )
        plans[key] = plan
        let text = CSVRecordPrinter.StreamText(
            trace: trace,
            streamClass: stream.streamClass.streamClass.id,
            stream: stream.id,
            plan
        )
        states.append(State(plan: plan, plans: [plan.plans], text: text))
        indexes[ObjectIdentifier(stream)] = states.count - 1
        return states.count - 1
    }

    private mutating func printEvent(
        _ message: Message,
        _ index: Int,
        _ text: inout TextBuffer
    ) {
        let plan = states[index].plan
        guard let event = message.event, let fields = message.fields,
            event.index < plan.tables.events.count
        else { return }
        let (items, window) = (fields.items, fields.window)
        var process: String?
        if let processes = plan.processes {
            process = processes.process(items.span).flatMap {
                processes.name(of: $0, at: message.cycles ?? 0)
            }
        }
        printer.printRow(
            event.index,
            message.nanoseconds,
            items.span,
            window,
            plan.tables,
            states[index].plans,
            0,
            states[index].text,
            process: process,
            &text
        )
    }
}
