// SPDX-License-Identifier: Apache-2.0

package import Bytes
package import CTFReader
package import TraceFields
package import TraceGraph
internal import TraceModel

/// What the rows of several data streams need, made once.
package struct CSVStreams: Sendable {
    package let options: CSVOptions
    /// The columns of the wide form; nil in the long form.
    package let columns: [String]?
    /// Whether some trace has programs of several names.
    package let namesProcesses: Bool
    /// The plan of each data stream.
    let streams: [CSVStreamPlan]
    package let plans: [ValuePlans]
    let tables: [CSVStreamPlan.Tables]
    /// The cells of each data stream.
    let texts: [CSVRecordPrinter.StreamText]

    package init(_ streams: [MessageStream], _ options: CSVOptions) {
        self.options = options
        columns = Self.columns(options, streams)
        namesProcesses = Self.nameProcesses(streams)
        var known = RecordStreams { [columns] in
            CSVStreamPlan($0, in: $1, columns: columns, options)
        }
        for stream in streams { _ = known.add(stream) }
        self.streams = known.states.map(\.plan)
        plans = self.streams.map(\.plans)
        tables = self.streams.map(\.tables)
        texts = known.states.map(\.text)
    }

    /// The columns of the wide form; nil in the long form.
    package static func columns(_ options: CSVOptions, _ streams: [MessageStream]) -> [String]? {
        switch options.form {
        case .long: return nil
        case .wide(let given?): return CSVColumns.names(of: given)
        case .wide:
            var columns: [String] = []
            var names: Set<String> = []
            var known: Set<ObjectIdentifier> = []
            for stream in streams where known.insert(ObjectIdentifier(stream.streamClass)).inserted
            {
                CSVColumns.add(stream.streamClass, into: &columns, &names)
            }
            return columns
        }
    }

    /// Whether some trace has programs of several names.
    package static func nameProcesses(_ streams: [MessageStream]) -> Bool {
        streams.contains {
            ProcessNameTable($0.streamClass, in: $0.trace.compiled.metadata.traceClass) != nil
        }
    }

    /// The row before all others.
    package var start: [UInt8] {
        var text = TextBuffer(capacity: 256)
        makePrinter().appendHeader(&text)
        return text.bytes()
    }

    /// A printer of the rows.
    func makePrinter() -> CSVRecordPrinter {
        CSVRecordPrinter(options, columns: columns, namesProcesses: namesProcesses)
    }
}

/// Writes event records as rows into a buffer.
package struct CSVConsumer: SliceTextConsumer, ~Copyable {
    private let streams: [CSVStreamPlan]
    private let plans: [ValuePlans]
    private let tables: [CSVStreamPlan.Tables]
    private var texts: [CSVRecordPrinter.StreamText]
    private var printer: CSVRecordPrinter
    package private(set) var slice: SliceText

    package init(_ streams: CSVStreams, flush: ((borrowing TextBuffer, Range<Int>) -> Bool)? = nil)
    {
        self.streams = streams.streams
        plans = streams.plans
        tables = streams.tables
        texts = streams.texts
        printer = streams.makePrinter()
        slice = SliceText(flush: flush)
    }

    package mutating func events(_ batch: borrowing RecordBatch, _ run: Range<Int>, _ stream: Int) {
        let (records, items) = (batch.records.span, batch.items.span)
        let known = tables[stream]
        for index in run {
            let record = records[index]
            guard record.eventIndex >= 0, record.eventIndex < known.events.count else { continue }
            let values = items.extracting(Int(record.firstItem)..<Int(record.endItem))
            let time = known.hasClock && record.nanoseconds != .min ? record.nanoseconds : nil
            let process =
                known.namesProcesses
                ? streams[stream].processes?.name(values, at: record.clock) : nil
            printer.printRow(
                Int(record.eventIndex),
                time,
                values,
                batch.window,
                known,
                plans,
                stream,
                texts[stream],
                process: process,
                &slice.text
            )
        }
        slice.flushIfLong()
    }

    package mutating func packet(_ cursor: DataStreamCursor, _ stream: Int) {
        printer.readPacket(cursor.packetContext, streams[stream], &texts[stream])
    }

    /// Rows are about event records only.
    package mutating func loss(_ cursor: DataStreamCursor, _ stream: Int, isPackets: Bool) {}

    package mutating func begin(_ marks: [StreamMark]?) { slice.text.removeAll() }

    package mutating func finish() {}
}
