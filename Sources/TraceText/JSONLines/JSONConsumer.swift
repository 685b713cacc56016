// SPDX-License-Identifier: Apache-2.0

package import Bytes
package import CTFReader
package import TraceFields
package import TraceGraph
internal import TraceModel

/// What the JSON Lines of several data streams need, made once.
package struct JSONStreams: Sendable {
    package let options: JSONLinesOptions
    /// The plan of each data stream.
    let streams: [JSONStreamPlan]
    package let plans: [ValuePlans]
    let tables: [JSONStreamPlan.Tables]
    /// The members of each data stream.
    let texts: [JSONRecordPrinter.StreamText]
    /// The lines before all others.
    package let start: [UInt8]

    package init(_ streams: [MessageStream], _ options: JSONLinesOptions) {
        self.options = options
        var known = RecordStreams { JSONStreamPlan($0, in: $1, options) }
        var text = TextBuffer()
        if options.writesHeader { JSONRecordPrinter.appendHeader(&text) }
        for stream in streams {
            let index = known.add(stream)
            guard options.writesStreams else { continue }
            JSONStreamLine.append(stream, known.states[index].text.names, &text)
        }
        self.streams = known.states.map(\.plan)
        plans = self.streams.map(\.plans)
        tables = self.streams.map(\.tables)
        texts = known.states.map(\.text)
        start = text.bytes()
    }
}

/// Writes event records as JSON Lines into a buffer.
package struct JSONConsumer: SliceTextConsumer, ~Copyable {
    private let streams: [JSONStreamPlan]
    private let plans: [ValuePlans]
    private let tables: [JSONStreamPlan.Tables]
    private var texts: [JSONRecordPrinter.StreamText]
    /// The index of the packet that each data stream has come to.
    private var packets: [Int]
    private var printer: JSONRecordPrinter
    private var losses = PendingMarks()
    package private(set) var slice: SliceText

    package init(_ streams: JSONStreams, flush: ((borrowing TextBuffer, Range<Int>) -> Bool)? = nil)
    {
        self.streams = streams.streams
        plans = streams.plans
        tables = streams.tables
        texts = streams.texts
        packets = streams.texts.map { _ in 0 }
        printer = JSONRecordPrinter(streams.options)
        slice = SliceText(flush: flush)
    }

    package mutating func events(_ batch: borrowing RecordBatch, _ run: Range<Int>, _ stream: Int) {
        let (records, items) = (batch.records.span, batch.items.span)
        let known = tables[stream]
        for index in run {
            let record = records[index]
            guard record.eventIndex >= 0, record.eventIndex < known.events.count else { continue }
            if !losses.isEmpty { printLosses(before: record.nanoseconds, stream) }
            let values = items.extracting(Int(record.firstItem)..<Int(record.endItem))
            let time = JSONRecordPrinter.Time(
                cycles: record.clock,
                nanoseconds: record.nanoseconds == .min ? nil : record.nanoseconds
            )
            printer.printEvent(
                Int(record.eventIndex),
                known.hasClock ? time : nil,
                values,
                batch.window,
                known,
                plans,
                stream,
                texts[stream],
                process: known.namesProcesses
                    ? streams[stream].processes?.name(values, at: record.clock) : nil,
                &slice.text
            )
        }
        slice.flushIfLong()
    }

    package mutating func packet(_ cursor: DataStreamCursor, _ stream: Int) {
        packets[stream] = cursor.packetNumber
        printer.readPacket(cursor.packetContext, streams[stream], &texts[stream])
    }

    package mutating func loss(_ cursor: DataStreamCursor, _ stream: Int, isPackets: Bool) {
        losses.add(cursor, stream, isPackets: isPackets)
    }

    private mutating func printLosses(before time: Int64, _ stream: Int) {
        while let loss = losses.take(before: time, stream, packet: packets[stream]) { print(loss) }
    }

    private mutating func print(_ loss: StreamMark) {
        func time(_ cycles: UInt64?, _ nanoseconds: Int64?) -> JSONRecordPrinter.Time? {
            cycles.map { JSONRecordPrinter.Time(cycles: $0, nanoseconds: nanoseconds) }
        }
        printer.printLoss(
            isPackets: loss.kind == .discardedPackets,
            time(loss.cycles, loss.nanoseconds),
            time(loss.endCycles, loss.endNanoseconds),
            count: loss.count,
            isUnixTime: tables[loss.stream].isUnixTime,
            texts[loss.stream].names,
            &slice.text
        )
    }

    package mutating func begin(_ marks: [StreamMark]?) {
        losses.begin(marks)
        slice.text.removeAll()
    }

    package mutating func finish() {
        while let loss = losses.takeNext() { print(loss) }
    }
}
