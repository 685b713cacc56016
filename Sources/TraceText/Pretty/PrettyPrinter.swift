// SPDX-License-Identifier: Apache-2.0

package import Bytes
package import CTFReader
internal import TraceFields
internal import TraceModel

/// Prints event records as lines, as `sink.text.pretty` does.
package struct PrettyPrinter {
    /// The time of a record.
    package struct Time: Sendable {
        package let cycles: UInt64
        package let nanoseconds: Int64?
    }

    private let options: PrettyOptions
    private let timeEnd: PaddedText
    /// The end of the time and the whole seconds of a delta below one.
    private let timeEndZero: PaddedText
    /// A delta that is not known.
    package let noDelta: PaddedText
    private var runner: PrettyRunner
    var time: PrettyTime
    /// The time of the last record printed.
    package private(set) var previous: Time?
    /// Where the delta of the first record stands, if it was left out.
    package private(set) var firstDelta: Int?
    /// The time of the first record printed.
    package private(set) var firstTime: Time?

    /// Makes a printer.
    package init(_ options: PrettyOptions) {
        let colors = PrettyColors(options)
        self.options = options
        runner = PrettyRunner(options)
        let isNamed = options.names.contains(.header)
        func named(_ name: String) -> String {
            isNamed ? "\(colors.bold)\(name)\(colors.reset) = " : ""
        }
        let begin = isNamed ? "" : "["
        let end = isNamed ? "" : "]"
        time = PrettyTime(options, prefix: "\(named("timestamp"))\(begin)\(colors.timestamp)")
        let delta =
            options.showsDelta
            ? (isNamed ? ", \(named("delta"))+" : " (+") : (isNamed ? ", " : " ")
        timeEnd = PaddedText("\(colors.reset)\(end)\(delta)")
        timeEndZero = PaddedText("\(colors.reset)\(end)\(delta)0.")
        noDelta = PaddedText(options.timeForm == .cycles ? "????????????" : "?.?????????")
    }

    /// Goes on after the last event record of another printer.
    package mutating func resume(after time: Time) { previous = time }

    /// Prints an event record.
    ///
    /// - Parameters:
    ///   - record: its class, its time, and where its values are.
    ///   - items: the values of a batch.
    ///   - bytes: what strings, BLOBs and wide numbers are in.
    ///   - plans: the plans of all data streams.
    ///   - stream: the index of its data stream.
    ///   - tables: the tables of its plan.
    ///   - packetContext: the text of the packet's context, as ``contextText(_:_:)`` gives it.
    ///   - text: receives the line.
    mutating func print(
        _ record: RecordPlace,
        _ items: Span<FieldItem>,
        _ bytes: Span<UInt8>,
        _ plans: [PrettyPlan],
        _ stream: Int,
        _ tables: PrettyTables,
        packetContext: PaddedText,
        into text: inout TextBuffer
    ) {
        guard record.eventIndex >= 0, record.eventIndex < tables.events.count else { return }
        let entry = tables.events[Int(record.eventIndex)]
        if tables.hasClock {
            let time = record.nanoseconds
            printTime(record.clock, time == .min ? nil : time, &text)
        }
        let values = items.extracting(Int(record.firstItem)..<Int(record.endItem))
        if tables.namesProcesses {
            plans[stream].appendHead(record, values, &text)
        } else {
            text.append(tables.text, Int(entry.head.start), Int(entry.head.length))
        }
        // Without further scopes, the separator behind the context has nothing to separate.
        let contextLength = max(0, packetContext.count - (entry.hasScopes ? 0 : 2))
        text.append(packetContext, contextLength)
        runner.run(
            entry.program,
            of: tables,
            plans,
            stream,
            values,
            bytes,
            &text
        )
    }

    /// The text of a packet's context, with the separator that follows it.
    package mutating func contextText(_ context: FieldRecord, _ plan: PrettyPlan) -> PaddedText {
        guard plan.tables.hasPacketContext else { return PaddedText() }
        var text = TextBuffer()
        let (items, window) = (context.items, context.window)
        let tables = plan.tables
        runner.run(tables.packetContext, of: tables, [plan], 0, items.span, window.span, &text)
        return PaddedText(text.bytes())
    }

    private mutating func printTime(
        _ cycles: UInt64,
        _ nanoseconds: Int64?,
        _ text: inout TextBuffer
    ) {
        time.append(cycles: cycles, nanoseconds: nanoseconds, to: &text)
        if !options.showsDelta {
            text.append(timeEnd)
        } else if let delta = shortDelta(nanoseconds) {
            text.append(timeEndZero)
            text.append(decimal: delta, digits: 9)
        } else {
            text.append(timeEnd)
            if let previous {
                printDelta(from: previous, cycles, nanoseconds, &text)
            } else {
                firstDelta = text.count
                firstTime = Time(cycles: cycles, nanoseconds: nanoseconds)
                text.append(noDelta)
            }
        }
        previous = Time(cycles: cycles, nanoseconds: nanoseconds)
    }

    /// The nanoseconds since the last record when they are shown and less than a second.
    private func shortDelta(_ nanoseconds: Int64?) -> UInt64? {
        guard options.timeForm != .cycles, let nanoseconds, let before = previous?.nanoseconds
        else { return nil }
        let delta = UInt64(bitPattern: nanoseconds &- before)
        return delta < 1_000_000_000 ? delta : nil
    }

    /// Appends the time between two records, which is not known where a clock went back.
    package func printDelta(
        from previous: Time,
        _ cycles: UInt64,
        _ nanoseconds: Int64?,
        _ text: inout TextBuffer
    ) {
        if options.timeForm == .cycles {
            // A clock that went back has no time since the record before.
            guard cycles >= previous.cycles else { return text.append(noDelta) }
            let delta = cycles &- previous.cycles
            // Twelve digits are the least, and what is longer is shown whole.
            if delta < 1_000_000_000_000 {
                text.append(decimal: delta, digits: 12)
            } else {
                text.append(decimal: delta)
            }
            return
        }
        guard let nanoseconds, let before = previous.nanoseconds, nanoseconds >= before else {
            return text.append(noDelta)
        }
        let delta = UInt64(bitPattern: nanoseconds &- before)
        if delta < 1_000_000_000 {
            text.append(byte: 0x30)
            text.append(byte: 0x2E)
            text.append(decimal: delta, digits: 9)
        } else {
            text.append(decimal: delta / 1_000_000_000)
            text.append(byte: 0x2E)
            text.append(decimal: delta % 1_000_000_000, digits: 9)
        }
    }
}
