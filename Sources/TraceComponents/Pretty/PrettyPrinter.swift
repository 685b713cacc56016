// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import SystemCalls
internal import TraceModel

/// Prints event records as lines, as `sink.text.pretty` does.
struct PrettyPrinter {
    /// The time of a record.
    struct Time: Sendable {
        let cycles: UInt64
        let nanoseconds: Int64?
    }

    private let options: PrettyOptions
    private let timeStart: [UInt8]
    private let timeEnd: [UInt8]
    private let deltaEnd: [UInt8]
    let noDelta: [UInt8]
    private var runner: PrettyRunner
    var time: PrettyTime
    /// The time of the last record printed.
    private(set) var previous: Time?
    /// Where the delta of the first record stands, if it was left out.
    private(set) var firstDelta: Int?
    /// The time of the first record printed.
    private(set) var firstTime: Time?

    /// Makes a printer.
    init(_ options: PrettyOptions) {
        let colors = PrettyColors(options)
        self.options = options
        runner = PrettyRunner(options)
        time = PrettyTime(options)
        let isNamed = options.names.contains(.header)
        func named(_ name: String) -> String {
            isNamed ? "\(colors.bold)\(name)\(colors.reset) = " : ""
        }
        let begin = isNamed ? "" : "["
        let end = isNamed ? "" : "]"
        timeStart = Array("\(named("timestamp"))\(begin)\(colors.timestamp)".utf8)
        let delta =
            options.showsDelta
            ? (isNamed ? ", \(named("delta"))+" : " (+") : (isNamed ? ", " : " ")
        timeEnd = Array("\(colors.reset)\(end)\(delta)".utf8)
        deltaEnd = Array((isNamed ? ", " : ") ").utf8)
        noDelta = Array(
            (options.timeForm == .cycles ? "????????????" : "?.?????????").utf8
        )
    }

    /// Prints an event record.
    ///
    /// - Parameters:
    ///   - record: its class, its time, and where its values are.
    ///   - items: the values of a batch.
    ///   - bytes: what strings, BLOBs and wide numbers are in.
    ///   - plan: the plan of its data stream.
    ///   - tables: the tables of the plan.
    ///   - packetContext: the text of the packet's context, as ``contextText(_:_:)`` gives it.
    ///   - text: receives the line.
    mutating func print(
        _ record: RecordPlace,
        _ items: Span<FieldItem>,
        _ bytes: Span<UInt8>,
        _ plan: PrettyPlan,
        _ tables: PrettyTables,
        packetContext: [UInt8],
        into text: inout TextBuffer
    ) {
        guard record.eventIndex >= 0, record.eventIndex < tables.events.count else { return }
        let entry = tables.events[Int(record.eventIndex)]
        if tables.hasClock {
            let time = record.nanoseconds
            printTime(record.clock, time == .min ? nil : time, &text)
        }
        text.append(tables.text, Int(entry.head.start), Int(entry.head.length))
        // Without further scopes, the separator behind the context has nothing to separate.
        let contextLength = max(0, packetContext.count - (entry.hasScopes ? 0 : 2))
        text.append(packetContext.span, 0, contextLength)
        runner.run(
            entry.program,
            of: tables,
            plan,
            items.extracting(Int(record.firstItem)..<Int(record.endItem)),
            bytes,
            &text
        )
    }

    /// The text of a packet's context, with the separator that follows it.
    mutating func contextText(_ context: FieldRecord, _ plan: PrettyPlan) -> [UInt8] {
        guard plan.tables.hasPacketContext else { return [] }
        var text = TextBuffer()
        let (items, window) = (context.items, context.window)
        runner.run(plan.tables.packetContext, of: plan.tables, plan, items.span, window.span, &text)
        return text.bytes()
    }

    private mutating func printTime(
        _ cycles: UInt64,
        _ nanoseconds: Int64?,
        _ text: inout TextBuffer
    ) {
        text.append(timeStart)
        time.append(cycles: cycles, nanoseconds: nanoseconds, to: &text)
        text.append(timeEnd)
        if options.showsDelta {
            if let previous {
                printDelta(from: previous, cycles, nanoseconds, &text)
            } else {
                firstDelta = text.count
                firstTime = Time(cycles: cycles, nanoseconds: nanoseconds)
                text.append(noDelta)
            }
            text.append(deltaEnd)
        }
        previous = Time(cycles: cycles, nanoseconds: nanoseconds)
    }

    /// Appends the time between two records.
    func printDelta(
        from previous: Time,
        _ cycles: UInt64,
        _ nanoseconds: Int64?,
        _ text: inout TextBuffer
    ) {
        if options.timeForm == .cycles {
            text.append(decimal: cycles &- previous.cycles, digits: 12)
            return
        }
        guard let nanoseconds, let before = previous.nanoseconds else {
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
