// SPDX-License-Identifier: Apache-2.0

package import Bytes
package import CTFReader
package import TraceFields
internal import TraceModel

/// Prints event records into a buffer, which the owner of the consumer empties.
package struct PrettyConsumer: SliceConsumer, ~Copyable {
    private let options: PrettyOptions
    private let plans: [PrettyPlan]
    private let tables: [PrettyTables]
    private let names: [PrettyStreamName]
    /// What is shown of each data stream; nil for all.
    private let selections: [StreamSelection?]
    private let selects: Bool
    /// The contexts of the current packets, for selections.
    private var packets: [FieldSource?]
    private var contexts: [PaddedText]
    package private(set) var printer: PrettyPrinter
    private var warningTime: PrettyTime
    /// The lines printed.
    package var text = TextBuffer(capacity: 1 << 20)
    /// The losses of the data streams, in the order in which they were found.
    package var warnings: [String] = []
    /// Called when the buffer is full; nil lets it grow.
    private let flush: ((borrowing TextBuffer, Range<Int>) -> Bool)?
    package private(set) var isDone = false
    private static let flushBytes = 256 * 1_024

    package init(
        _ plans: [PrettyPlan],
        _ names: [PrettyStreamName],
        _ options: PrettyOptions,
        _ selections: [StreamSelection?],
        flush: ((borrowing TextBuffer, Range<Int>) -> Bool)? = nil
    ) {
        self.options = options
        self.plans = plans
        tables = plans.map(\.tables)
        self.names = names
        self.selections = selections
        selects = selections.contains { $0 != nil }
        packets = plans.map { _ in nil }
        self.flush = flush
        contexts = Array(repeating: PaddedText(), count: plans.count)
        printer = PrettyPrinter(options)
        warningTime = PrettyTime(options)
    }

    package mutating func events(
        _ batch: borrowing RecordBatch,
        _ run: Range<Int>,
        _ stream: Int
    ) {
        let (records, items, window) = (batch.records.span, batch.items.span, batch.window.span)
        for index in run {
            if selects, let selection = selections[stream],
                !selection.shows(records[index], batch, packets[stream])
            {
                continue
            }
            printer.print(
                records[index],
                items,
                window,
                plans,
                stream,
                tables[stream],
                packetContext: contexts[stream],
                into: &text
            )
        }
        if text.count >= Self.flushBytes, let flush {
            isDone = !flush(text, 0..<text.count)
            text.removeAll()
        }
    }

    package mutating func packet(_ cursor: DataStreamCursor, _ stream: Int) {
        contexts[stream] = printer.contextText(cursor.packetContext, plans[stream])
        if selects { packets[stream] = FieldSource(cursor.packetContext) }
    }

    package mutating func loss(_ cursor: DataStreamCursor, _ stream: Int, isPackets: Bool) {
        guard let loss = cursor.loss else { return }
        warnings.append(
            names[stream].warning(
                count: loss.count,
                isPackets: isPackets,
                begin: timeText(loss.beginClock, cursor),
                end: timeText(loss.endClock, cursor)
            )
        )
    }

    private mutating func timeText(_ cycles: UInt64?, _ cursor: DataStreamCursor) -> String? {
        guard let cycles else { return nil }
        var text = TextBuffer()
        warningTime.append(
            cycles: cycles,
            nanoseconds: cursor.nanoseconds(cycles),
            to: &text
        )
        return String(decoding: text.bytes(), as: UTF8.self)
    }

    package mutating func begin(_ marks: [StreamMark]?) {
        printer = PrettyPrinter(options)
        text.removeAll()
        warnings = []
    }

    package mutating func resume(after past: PrettyPrinter.Time) { printer.resume(after: past) }

    package mutating func finish() {}
}

extension PrettyConsumer {
    /// The time of the last event record printed.
    package var past: PrettyPrinter.Time? { printer.previous }

    /// Writes the lines, the first of which gets its delta to the event record before it.
    package func write(
        after time: PrettyPrinter.Time?,
        to output: (borrowing TextBuffer, Range<Int>) -> Bool
    ) -> Bool {
        guard !isDone else { return false }
        guard let time, let first = printer.firstTime, let place = printer.firstDelta else {
            return output(text, 0..<text.count)
        }
        var delta = TextBuffer()
        printer.printDelta(from: time, first.cycles, first.nanoseconds, &delta)
        return output(text, 0..<place) && output(delta, 0..<delta.count)
            && output(text, (place + printer.noDelta.count)..<text.count)
    }
}

/// How warnings name a data stream.
package struct PrettyStreamName: Sendable {
    package let traceName: String?
    package let uuid: String?
    package let streamName: String?
    package let streamClassID: UInt64
    package let streamID: UInt64?

    /// Keeps what is known of a data stream and its trace.
    package init(
        traceName: String?,
        uuid: String?,
        streamName: String?,
        streamClassID: UInt64,
        streamID: UInt64?
    ) {
        self.traceName = traceName
        self.uuid = uuid
        self.streamName = streamName
        self.streamClassID = streamClassID
        self.streamID = streamID
    }

    /// The warning about a loss, as `sink.text.pretty` says it.
    package func warning(count: UInt64?, isPackets: Bool, begin: String?, end: String?) -> String {
        var noun = isPackets ? "packet" : "event"
        if count != 1 { noun += "s" }
        let what = count.map { "discarded \($0) \(noun)" } ?? "may have discarded \(noun)"
        let when =
            if let begin, let end {
                "between [\(begin)] and [\(end)]"
            } else {
                "(unknown time range)"
            }
        let trace = traceName.map { "trace \"\($0)\"" } ?? "trace (unknown)"
        let identity = uuid.map { "(UUID: \($0))" } ?? "(no UUID)"
        let stream = streamName.map { "stream \"\($0)\"" } ?? "stream (unknown)"
        let id = streamID.map { "\($0)" } ?? "unknown"
        return "WARNING: Tracer \(what) \(when) in \(trace) \(identity) within \(stream)"
            + " (stream class ID: \(streamClassID), stream ID: \(id))."
    }
}
