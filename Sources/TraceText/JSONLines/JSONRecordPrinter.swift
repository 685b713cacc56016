// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import TraceFields

/// Writes the lines of event records and losses, for messages and for whole traces alike.
struct JSONRecordPrinter {
    /// The members that the lines of a data stream have in common for a while.
    struct StreamText: Sendable {
        /// Those which name the data stream.
        let names: PaddedText
        /// Those which name the data stream, and the current packet's CPU.
        var packet: PaddedText
        /// The current packet's context.
        var context = PaddedText()

        /// Makes the members of a data stream before its first packet.
        init(trace: Int, streamClass: UInt64, stream: UInt64) {
            var text = TextBuffer(capacity: 256)
            text.append(",\"trace\":")
            text.append(decimal: UInt64(trace))
            text.append(",\"stream_class\":")
            text.append(decimal: streamClass)
            text.append(",\"stream\":")
            text.append(decimal: stream)
            names = PaddedText(text.bytes())
            packet = names
        }
    }

    /// When something happened.
    struct Time {
        let cycles: UInt64
        /// Nil when the time does not fit.
        let nanoseconds: Int64?
    }

    private let options: JSONLinesOptions
    private var runner = ValueRunner()
    private var utc = UTCText()

    init(_ options: JSONLinesOptions) { self.options = options }

    /// Appends the line that begins the output.
    static func appendHeader(_ text: inout TextBuffer) {
        text.append("{\"type\":\"header\",\"format\":\"plume-json-lines\",\"version\":")
        text.append(decimal: UInt64(JSONLinesPrinter.version))
        text.append("}\n")
    }

    /// Takes note of a packet that begins.
    mutating func readPacket(
        _ context: FieldRecord,
        _ plan: JSONStreamPlan,
        _ stream: inout StreamText
    ) {
        var buffer = TextBuffer(capacity: 256)
        let (items, window) = (context.items, context.window)
        if let cpu = plan.cpu {
            buffer.append(stream.names)
            runner.run(
                cpu,
                of: plan.tables.values,
                [plan.plans],
                0,
                items.span,
                window,
                &buffer
            )
            stream.packet = PaddedText(buffer.bytes())
        }
        guard let program = plan.packetContext else { return }
        buffer.removeAll()
        runner.run(
            program,
            of: plan.tables.values,
            [plan.plans],
            0,
            items.span,
            window,
            &buffer
        )
        stream.context = PaddedText(buffer.bytes())
    }

    /// Appends the line of an event record.
    ///
    /// - Parameters:
    ///   - event: the index of its class.
    ///   - time: when it happened; nil without a clock.
    ///   - items: its values.
    ///   - window: what strings, BLOBs and wide numbers are in.
    ///   - tables: the tables of its data stream class.
    ///   - plans: the plans of all data streams.
    ///   - stream: the index of its data stream.
    ///   - members: the members of its data stream.
    ///   - process: the name of the process, where the line tells it.
    ///   - text: receives the line.
    @inline(__always)
    mutating func printEvent(
        _ event: Int,
        _ time: Time?,
        _ items: Span<FieldItem>,
        _ window: borrowing [UInt8],
        _ tables: JSONStreamPlan.Tables,
        _ plans: [ValuePlans],
        _ stream: Int,
        _ members: borrowing StreamText,
        process: String?,
        _ text: inout TextBuffer
    ) {
        let known = tables.events[event]
        text.append("{\"type\":\"event\"")
        append(time, tables.isUnixTime, isEnd: false, &text)
        text.append(members.packet)
        text.append(tables.values, known.head)
        if let process {
            text.append(",\"procname\":")
            text.append(JSONText.quoted(process))
        }
        text.append(members.context)
        runner.run(known.program, of: tables.values, plans, stream, items, window, &text)
    }

    /// Appends the line of a loss.
    mutating func printLoss(
        isPackets: Bool,
        _ begin: Time?,
        _ end: Time?,
        count: UInt64?,
        isUnixTime: Bool,
        _ names: PaddedText,
        _ text: inout TextBuffer
    ) {
        text.append("{\"type\":\"")
        text.append(isPackets ? "discarded_packets\"" : "discarded_events\"")
        append(begin, isUnixTime, isEnd: false, &text)
        append(end, isUnixTime, isEnd: true, &text)
        text.append(names)
        text.append(",\"count\":")
        if let count { text.append(decimal: count) } else { text.append("null") }
        text.append("}\n")
    }

    @inline(__always)
    private mutating func append(
        _ time: Time?,
        _ isUnixTime: Bool,
        isEnd: Bool,
        _ text: inout TextBuffer
    ) {
        guard let time else { return }
        let isText = !options.writesTimesAsNumbers
        if let nanoseconds = time.nanoseconds {
            text.append(isEnd ? ",\"end_time\":" : ",\"time\":")
            if isText { text.append(byte: 0x22) }
            text.append(signed: nanoseconds)
            if isText { text.append(byte: 0x22) }
            if isUnixTime && options.writesUTC {
                text.append(isEnd ? ",\"end_utc\":\"" : ",\"utc\":\"")
                utc.append(nanoseconds, to: &text)
                text.append(byte: 0x22)
            }
        }
        text.append(isEnd ? ",\"end_cycles\":" : ",\"cycles\":")
        if isText { text.append(byte: 0x22) }
        text.append(decimal: time.cycles)
        if isText { text.append(byte: 0x22) }
    }
}
