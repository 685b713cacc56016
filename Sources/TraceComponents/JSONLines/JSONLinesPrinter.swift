// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
public import SystemCalls
public import TraceGraph
internal import TraceModel

/// Writes messages as JSON Lines, as `sink.text.json-lines` does.
///
/// The document `docs/json-lines.md` describes the lines. ``TextView`` writes whole traces faster;
/// this one writes what filters let through.
public struct JSONLinesPrinter {
    /// The version of the lines' form.
    public static let version = 2

    private struct State {
        let plan: JSONStreamPlan
        /// The plans alone.
        let plans: [ValuePlans]
        var text: JSONRecordPrinter.StreamText
    }

    private let options: JSONLinesOptions
    private var printer: JSONRecordPrinter
    private var isStarted = false
    private var states: [State] = []
    private var indexes: [ObjectIdentifier: Int] = [:]
    private var plans: [ObjectIdentifier: JSONStreamPlan] = [:]
    private var traces: [ObjectIdentifier: Int] = [:]

    /// Makes a printer.
    public init(_ options: JSONLinesOptions = JSONLinesOptions()) {
        self.options = options
        printer = JSONRecordPrinter(options)
    }

    /// Writes a message, if it is one that becomes a line.
    ///
    /// - Parameters:
    ///   - message: the message; those before it have been given already.
    ///   - text: receives whole lines.
    public mutating func print(_ message: Message, into text: inout TextBuffer) {
        start(into: &text)
        guard let stream = message.stream else { return }
        let index = self.index(of: stream, &text)
        switch message.kind {
        case .event: printEvent(message, index, &text)
        case .packetBeginning:
            if let context = message.packetContext {
                printer.readPacket(context, states[index].plan, &states[index].text)
            }
        case .discardedEvents, .discardedPackets: printLoss(message, index, &text)
        case .streamBeginning, .packetEnd, .streamEnd, .inactivity: break
        }
    }

    /// Writes the line that begins the output, if it is wanted and not yet written.
    mutating func start(into text: inout TextBuffer) {
        if !isStarted && options.writesHeader { JSONRecordPrinter.appendHeader(&text) }
        isStarted = true
    }

    private mutating func index(of stream: MessageStream, _ text: inout TextBuffer) -> Int {
        if let index = indexes[ObjectIdentifier(stream)] { return index }
        let traceKey = ObjectIdentifier(stream.trace)
        let trace = traces[traceKey] ?? traces.count
        traces[traceKey] = trace
        let planKey = ObjectIdentifier(stream.streamClass)
        let plan =
            plans[planKey]
            ?? JSONStreamPlan(
                stream.streamClass,
                in: stream.trace.compiled.metadata.traceClass,
                options
            )
        plans[planKey] = plan
        let members = JSONRecordPrinter.StreamText(
            trace: trace,
            streamClass: stream.streamClass.streamClass.id,
            stream: stream.id
        )
        states.append(State(plan: plan, plans: [plan.plans], text: members))
        indexes[ObjectIdentifier(stream)] = states.count - 1
        if options.writesStreams { JSONStreamLine.append(stream, members.names, &text) }
        return states.count - 1
    }

    private mutating func printEvent(_ message: Message, _ index: Int, _ text: inout TextBuffer) {
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
        printer.printEvent(
            event.index,
            Self.time(message.cycles, message.nanoseconds),
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

    private mutating func printLoss(_ message: Message, _ index: Int, _ text: inout TextBuffer) {
        printer.printLoss(
            isPackets: message.kind == .discardedPackets,
            Self.time(message.cycles, message.nanoseconds),
            Self.time(message.endCycles, message.endNanoseconds),
            count: message.count,
            isUnixTime: states[index].plan.tables.isUnixTime,
            states[index].text.names,
            &text
        )
    }

    private static func time(_ cycles: UInt64?, _ nanoseconds: Int64?) -> JSONRecordPrinter.Time? {
        cycles.map { JSONRecordPrinter.Time(cycles: $0, nanoseconds: nanoseconds) }
    }
}
