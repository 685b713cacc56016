// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
public import SystemCalls
public import TraceGraph
internal import TraceModel

/// Writes messages as JSON Lines, as `sink.text.json-lines` does.
///
/// The document `docs/json-lines.md` describes the lines.
public struct JSONLinesPrinter {
    /// The version of the lines' form.
    public static let version = 1

    private struct State {
        let plan: JSONStreamPlan
        /// The names of processes; nil where the environment has one for all.
        let processes: ProcessNameTable?
        /// The members which name the data stream.
        let names: [UInt8]
        /// The members about the current packet's CPU, and its context.
        var cpu: [UInt8] = []
        var context: [UInt8] = []
    }

    private let options: JSONLinesOptions
    private var walk = FieldWalk(visitor: JSONVisitor(), skipsRoles: false)
    private var packetWalk = FieldWalk(visitor: JSONVisitor(), skipsRoles: true)
    private var utc = UTCText()
    private var isStarted = false
    private var states: [State] = []
    private var indexes: [ObjectIdentifier: Int] = [:]
    private var plans: [ObjectIdentifier: JSONStreamPlan] = [:]
    private var traces: [ObjectIdentifier: Int] = [:]

    /// Makes a printer.
    public init(_ options: JSONLinesOptions = JSONLinesOptions()) { self.options = options }

    /// Writes a message, if it is one that becomes a line.
    ///
    /// - Parameters:
    ///   - message: the message; those before it have been given already.
    ///   - text: receives whole lines.
    public mutating func print(_ message: Message, into text: inout TextBuffer) {
        if !isStarted {
            isStarted = true
            if options.writesHeader {
                text.append("{\"type\":\"header\",\"format\":\"plume-json-lines\",\"version\":")
                text.append(decimal: UInt64(Self.version))
                text.append("}\n")
            }
        }
        guard let stream = message.stream else { return }
        let index = self.index(of: stream, &text)
        switch message.kind {
        case .event: printEvent(message, index, &text)
        case .packetBeginning: readPacket(message, index)
        case .discardedEvents: printLoss(message, "discarded_events", index, &text)
        case .discardedPackets: printLoss(message, "discarded_packets", index, &text)
        case .streamBeginning, .packetEnd, .streamEnd, .inactivity: break
        }
    }

    private mutating func index(of stream: MessageStream, _ text: inout TextBuffer) -> Int {
        if let index = indexes[ObjectIdentifier(stream)] { return index }
        let traceKey = ObjectIdentifier(stream.trace)
        let trace = traces[traceKey] ?? traces.count
        traces[traceKey] = trace
        let planKey = ObjectIdentifier(stream.streamClass)
        let plan = plans[planKey] ?? JSONStreamPlan(stream.streamClass)
        plans[planKey] = plan
        var names = TextBuffer(capacity: 256)
        names.append(",\"trace\":")
        names.append(decimal: UInt64(trace))
        names.append(",\"stream_class\":")
        names.append(decimal: stream.streamClass.streamClass.id)
        names.append(",\"stream\":")
        names.append(decimal: stream.id)
        let processes = ProcessNameTable(
            stream.streamClass,
            in: stream.trace.compiled.metadata.traceClass
        )
        states.append(State(plan: plan, processes: processes, names: names.bytes()))
        indexes[ObjectIdentifier(stream)] = states.count - 1
        if options.writesStreams { JSONStreamLine.append(stream, names.bytes(), &text) }
        return states.count - 1
    }

    private mutating func readPacket(_ message: Message, _ index: Int) {
        states[index].cpu = []
        states[index].context = []
        guard let plan = states[index].plan.packetContext, let record = message.packetContext else {
            return
        }
        var buffer = TextBuffer(capacity: 256)
        if let node = states[index].plan.cpuNode {
            var source = FieldSource(record)
            for member in plan.members(of: 0) where member < node {
                FieldSkip.skip(member, of: plan, &source)
            }
            buffer.append(",\"cpu\":")
            packetWalk.walk(node, of: plan, &source, &buffer)
            states[index].cpu = buffer.bytes()
        }
        // A context with nothing but values for readers is none.
        guard options.writesContexts,
            plan.members(of: 0).contains(where: { !plan.nodes[$0].isForReader })
        else { return }
        buffer.removeAll()
        buffer.append(",\"packet_context\":")
        var source = FieldSource(record)
        packetWalk.walk(0, of: plan, &source, &buffer)
        states[index].context = buffer.bytes()
    }

    private mutating func printEvent(_ message: Message, _ index: Int, _ text: inout TextBuffer) {
        let plan = states[index].plan
        guard let event = message.event, let fields = message.fields,
            event.index < plan.events.count
        else { return }
        let known = plan.events[event.index]
        text.append("{\"type\":\"event\"")
        appendTime(message.cycles, message.nanoseconds, plan.isUnixTime, isEnd: false, &text)
        text.append(states[index].names)
        text.append(states[index].cpu)
        text.append(known.head)
        if let processes = states[index].processes {
            appendProcess(processes, fields, message.cycles ?? 0, &text)
        }
        text.append(states[index].context)
        var source = FieldSource(fields)
        scope(",\"common_context\":", plan.commonContext, isContext: true, &source, &text)
        scope(",\"specific_context\":", known.specificContext, isContext: true, &source, &text)
        scope(",\"fields\":", known.payload, isContext: false, &source, &text)
        text.append("}\n")
    }

    private func appendProcess(
        _ processes: ProcessNameTable,
        _ fields: FieldRecord,
        _ clock: UInt64,
        _ text: inout TextBuffer
    ) {
        let items = fields.items
        guard let process = processes.process(items.span),
            let name = processes.name(of: process, at: clock)
        else { return }
        text.append(",\"procname\":")
        text.append(JSONText.quoted(name))
    }

    private mutating func scope(
        _ key: StaticString,
        _ plan: FieldPlan?,
        isContext: Bool,
        _ source: inout FieldSource,
        _ text: inout TextBuffer
    ) {
        guard let plan else { return }
        if isContext && !options.writesContexts {
            FieldSkip.skip(0, of: plan, &source)
            return
        }
        text.append(key)
        walk.walk(0, of: plan, &source, &text)
    }

    private mutating func printLoss(
        _ message: Message,
        _ type: StaticString,
        _ index: Int,
        _ text: inout TextBuffer
    ) {
        let isUnixTime = states[index].plan.isUnixTime
        text.append("{\"type\":\"")
        text.append(type)
        text.append(byte: 0x22)
        appendTime(message.cycles, message.nanoseconds, isUnixTime, isEnd: false, &text)
        appendTime(message.endCycles, message.endNanoseconds, isUnixTime, isEnd: true, &text)
        text.append(states[index].names)
        text.append(",\"count\":")
        if let count = message.count { text.append(decimal: count) } else { text.append("null") }
        text.append("}\n")
    }

    private mutating func appendTime(
        _ cycles: UInt64?,
        _ nanoseconds: Int64?,
        _ isUnixTime: Bool,
        isEnd: Bool,
        _ text: inout TextBuffer
    ) {
        guard let cycles else { return }
        if let nanoseconds {
            text.append(isEnd ? ",\"end_time\":" : ",\"time\":")
            text.append(signed: nanoseconds)
            if isUnixTime && options.writesUTC {
                text.append(isEnd ? ",\"end_utc\":\"" : ",\"utc\":\"")
                utc.append(nanoseconds, to: &text)
                text.append(byte: 0x22)
            }
        }
        text.append(isEnd ? ",\"end_cycles\":" : ",\"cycles\":")
        text.append(decimal: cycles)
    }
}
