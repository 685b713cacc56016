// SPDX-License-Identifier: Apache-2.0

public import Bytes
internal import CTFReader
internal import TraceFields
public import TraceGraph
internal import TraceModel

/// Writes event records as rows, as `sink.text.csv` does.
///
/// The document `docs/csv.md` describes the columns. ``TextView`` writes whole traces faster; this
/// one writes what filters let through.
public struct CSVPrinter {
    private var printer: CSVRecordPrinter
    private var isStarted = false
    private var streams: RecordStreams<CSVStreamPlan>

    /// Makes a printer.
    ///
    /// - Parameters:
    ///   - options: what to write.
    ///   - streams: the data streams known so far, whose fields become columns when none are named.
    public init(_ options: CSVOptions = CSVOptions(), streams: [MessageStream] = []) {
        let columns = CSVStreams.columns(options, streams)
        printer = CSVRecordPrinter(
            options,
            columns: columns,
            namesProcesses: CSVStreams.nameProcesses(streams)
        )
        self.streams = RecordStreams { CSVStreamPlan($0, in: $1, columns: columns, options) }
    }

    /// Writes a message, if it is an event record.
    ///
    /// - Parameters:
    ///   - message: the message; those before it have been given already.
    ///   - text: receives whole rows.
    public mutating func print(_ message: Message, into text: inout TextBuffer) {
        start(into: &text)
        guard let stream = message.stream else { return }
        let index = streams.index(of: stream) ?? streams.add(stream)
        switch message.kind {
        case .packetBeginning:
            if let context = message.packetContext {
                printer.readPacket(context, streams.states[index].plan, &streams.states[index].text)
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

    private mutating func printEvent(
        _ message: Message,
        _ index: Int,
        _ text: inout TextBuffer
    ) {
        let plan = streams.states[index].plan
        guard let event = message.event, let fields = message.fields,
            event.index < plan.tables.events.count
        else { return }
        let (items, window) = (fields.items, fields.window)
        printer.printRow(
            event.index,
            message.nanoseconds,
            items.span,
            window,
            plan.tables,
            streams.states[index].plans,
            0,
            streams.states[index].text,
            process: plan.processes?.name(items.span, at: message.cycles ?? 0),
            &text
        )
    }
}
