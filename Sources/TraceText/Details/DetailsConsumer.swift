// SPDX-License-Identifier: Apache-2.0

package import Bytes
package import CTFReader
package import TraceFields
package import TraceGraph
internal import TraceModel

/// What the descriptions of several data streams need, made once.
package struct DetailsStreams: Sendable {
    package let options: DetailsOptions
    package let streams: [MessageStream]
    package let plans: [ValuePlans]
    let tables: [DetailsEventPlan.Tables]

    package init(_ streams: [MessageStream], _ options: DetailsOptions) {
        self.options = options
        self.streams = streams
        var known: [ObjectIdentifier: DetailsEventPlan] = [:]
        var plans: [DetailsEventPlan] = []
        for stream in streams {
            let key = ObjectIdentifier(stream.streamClass)
            let plan = known[key] ?? DetailsEventPlan(stream.streamClass, options)
            known[key] = plan
            plans.append(plan)
        }
        self.plans = plans.map(\.plans)
        tables = plans.map(\.tables)
    }

    /// The classes and the beginnings of all data streams.
    package var start: [UInt8] {
        var text = TextBuffer()
        _ = makePrinter(&text)
        return text.bytes()
    }

    /// A printer that has come to where packets begin.
    package func makePrinter(_ text: inout TextBuffer) -> DetailsPrinter {
        var printer = DetailsPrinter(options)
        for stream in streams {
            printer.print(Message(.streamBeginning, stream: stream), into: &text)
        }
        return printer
    }
}

/// Describes event records, and what else happens in data streams, in a buffer.
package struct DetailsConsumer: SliceTextConsumer, ~Copyable {
    /// The constant parts of the line with the time.
    private struct TimeText {
        let start: PaddedText
        let middle: PaddedText
        let end: PaddedText
        let endWithoutTime: PaddedText

        init(_ options: DetailsOptions) {
            let colors = DetailsColors(options)
            let isCompact = options.isCompact
            start = PaddedText("\(isCompact ? "" : "\n")[\(colors.time)")
            let units = isCompact ? ["", ""] : [" cycles", " ns from origin"]
            let close = isCompact ? "] " : "]\n"
            middle = PaddedText("\(colors.reset)\(units[0])\(isCompact ? " " : ", ")\(colors.time)")
            end = PaddedText("\(colors.reset)\(units[1])\(close)")
            endWithoutTime = PaddedText("\(colors.reset)\(units[0])\(close)")
        }
    }

    private let known: DetailsStreams
    private let plans: [ValuePlans]
    private let tables: [DetailsEventPlan.Tables]
    /// The line that names each data stream.
    private let tags: [PaddedText]
    private let times: TimeText
    private var runner: DetailsRunner
    private var printer: DetailsPrinter
    private var marks = PendingMarks()
    /// The index of the packet that each data stream has come to.
    private var packets: [Int]
    /// The descriptions of the packets that data streams have come to, until they are printed.
    private var beginnings: [[(packet: Int, text: [UInt8])]]
    /// The time of the last message of each data stream.
    private var lastTimes: [Int64]
    /// When the first data stream failed: nothing after that is printed, as by a graph.
    private var failureTime = Int64.max
    private var hasReachedFailure = false
    package private(set) var slice: SliceText

    package init(
        _ streams: DetailsStreams,
        flush: ((borrowing TextBuffer, Range<Int>) -> Bool)? = nil
    ) {
        known = streams
        plans = streams.plans
        tables = streams.tables
        var text = TextBuffer()
        printer = streams.makePrinter(&text)
        var tags: [PaddedText] = []
        for stream in streams.streams {
            text.removeAll()
            printer.appendTag(Message(.event, stream: stream), &text)
            tags.append(PaddedText(text.bytes()))
        }
        self.tags = tags
        times = TimeText(streams.options)
        runner = DetailsRunner(printer.writer)
        packets = tags.map { _ in 0 }
        beginnings = tags.map { _ in [] }
        lastTimes = tags.map { _ in .max }
        slice = SliceText(flush: flush)
    }

    package mutating func events(_ batch: borrowing RecordBatch, _ run: Range<Int>, _ stream: Int) {
        let (records, items) = (batch.records.span, batch.items.span)
        let known = tables[stream]
        for index in run {
            let record = records[index]
            guard record.eventIndex >= 0, record.eventIndex < known.events.count else { continue }
            if record.nanoseconds > failureTime {
                hasReachedFailure = true
                break
            }
            lastTimes[stream] = record.nanoseconds
            while let mark = marks.take(before: record.nanoseconds, stream, packet: packets[stream])
            {
                print(mark)
            }
            if self.known.options.showsTime && known.hasClock {
                appendTime(record)
            } else if !self.known.options.isCompact {
                slice.text.append(byte: 0x0A)
            }
            slice.text.append(tags[stream])
            let event = known.events[Int(record.eventIndex)]
            slice.text.append(known.values, event.head)
            runner.run(
                event.program,
                of: known.values,
                plans,
                stream,
                items.extracting(Int(record.firstItem)..<Int(record.endItem)),
                batch.window,
                &slice.text
            )
        }
        slice.flushIfLong()
    }

    @inline(__always)
    private mutating func appendTime(_ record: RecordPlace) {
        slice.text.append(times.start)
        DetailsNumber.append(record.clock, &slice.text)
        guard record.nanoseconds != .min else { return slice.text.append(times.endWithoutTime) }
        slice.text.append(times.middle)
        if record.nanoseconds < 0 { slice.text.append(byte: 0x2D) }
        DetailsNumber.append(record.nanoseconds.magnitude, &slice.text)
        slice.text.append(times.end)
    }

    private mutating func print(_ mark: StreamMark) {
        guard mark.place <= failureTime else {
            hasReachedFailure = true
            return
        }
        var message = Message(Self.kind(mark.kind), stream: known.streams[mark.stream])
        message.cycles = mark.cycles
        message.nanoseconds = mark.nanoseconds
        message.endCycles = mark.endCycles
        message.endNanoseconds = mark.endNanoseconds
        message.count = mark.count
        guard mark.kind == .packetBeginning else {
            return printer.print(message, into: &slice.text)
        }
        let begun = beginnings[mark.stream]
        guard let place = begun.firstIndex(where: { $0.packet == mark.packet }) else { return }
        slice.text.append(begun[place].text)
        beginnings[mark.stream].removeFirst(place + 1)
    }

    private static func kind(_ kind: StreamMark.Kind) -> Message.Kind {
        switch kind {
        case .discardedEvents: .discardedEvents
        case .discardedPackets: .discardedPackets
        case .packetBeginning: .packetBeginning
        case .packetEnd: .packetEnd
        case .streamEnd: .streamEnd
        }
    }

    package mutating func packet(_ cursor: DataStreamCursor, _ stream: Int) {
        packets[stream] = cursor.packetNumber
        var message = Message(.packetBeginning, stream: known.streams[stream])
        message.cycles = cursor.packet.beginClock
        message.nanoseconds = cursor.nanoseconds(message.cycles)
        message.packetContext = cursor.packetContext
        if let time = message.nanoseconds { lastTimes[stream] = time }
        // Printed now, because the context is filled anew for the next packet.
        var text = TextBuffer(capacity: 256)
        printer.print(message, into: &text)
        beginnings[stream].append((cursor.packetNumber, text.bytes()))
    }

    /// The losses are among the marks.
    package mutating func loss(_ cursor: DataStreamCursor, _ stream: Int, isPackets: Bool) {}

    package mutating func failure(_ stream: Int) {
        failureTime = min(failureTime, lastTimes[stream])
    }

    package mutating func begin(_ marks: [StreamMark]?) {
        self.marks.begin(marks)
        for stream in beginnings.indices { beginnings[stream] = [] }
        slice.text.removeAll()
        failureTime = .max
        hasReachedFailure = false
    }

    package mutating func finish() {
        while let mark = marks.takeNext() { print(mark) }
    }

    package var isDone: Bool { slice.isDone || hasReachedFailure }
}
