// SPDX-License-Identifier: Apache-2.0

public import Bytes
internal import CTFReader
internal import TraceFields
public import TraceGraph
internal import TraceModel

/// Writes messages as JSON Lines, as `sink.text.json-lines` does.
///
/// The document `docs/json-lines.md` describes the lines. ``TextView`` writes whole traces faster;
/// this one writes what filters let through.
public struct JSONLinesPrinter {
    /// The version of the lines' form.
    public static let version = 2

    private let options: JSONLinesOptions
    private var printer: JSONRecordPrinter
    private var isStarted = false
    private var streams: RecordStreams<JSONStreamPlan>

    /// Makes a printer.
    public init(_ options: JSONLinesOptions = JSONLinesOptions()) {
        self.options = options
        printer = JSONRecordPrinter(options)
        streams = RecordStreams { JSONStreamPlan($0, in: $1, options) }
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
                printer.readPacket(context, streams.states[index].plan, &streams.states[index].text)
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
        if let index = streams.index(of: stream) { return index }
        let index = streams.add(stream)
        if options.writesStreams {
            JSONStreamLine.append(stream, streams.states[index].text.names, &text)
        }
        return index
    }

    private mutating func printEvent(_ message: Message, _ index: Int, _ text: inout TextBuffer) {
        let plan = streams.states[index].plan
        guard let event = message.event, let fields = message.fields,
            event.index < plan.tables.events.count
        else { return }
        let (items, window) = (fields.items, fields.window)
        printer.printEvent(
            event.index,
            Self.time(message.cycles, message.nanoseconds),
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

    private mutating func printLoss(_ message: Message, _ index: Int, _ text: inout TextBuffer) {
        printer.printLoss(
            isPackets: message.kind == .discardedPackets,
            Self.time(message.cycles, message.nanoseconds),
            Self.time(message.endCycles, message.endNanoseconds),
            count: message.count,
            isUnixTime: streams.states[index].plan.tables.isUnixTime,
            streams.states[index].text.names,
            &text
        )
    }

    private static func time(_ cycles: UInt64?, _ nanoseconds: Int64?) -> JSONRecordPrinter.Time? {
        cycles.map { JSONRecordPrinter.Time(cycles: $0, nanoseconds: nanoseconds) }
    }
}
