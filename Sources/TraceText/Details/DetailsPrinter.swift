// SPDX-License-Identifier: Apache-2.0

public import Bytes
internal import CTFReader
internal import SystemCalls
internal import TraceFields
public import TraceGraph
internal import TraceModel

/// Describes messages one after the other, as `sink.text.details` does.
///
/// The document `docs/text-output.md` describes what only CTF 2 has.
public struct DetailsPrinter {
    /// What is known of a data stream class.
    private final class Plan {
        let support: DetailsSupport
        let packetContext: FieldPlan?
        let commonContext: FieldPlan?
        let specificContexts: [FieldPlan?]
        let payloads: [FieldPlan?]

        init(_ stream: CompiledStreamClass, _ colors: DetailsColors) {
            func plan(_ structure: StructureFieldClass?) -> FieldPlan? {
                structure.map { DetailsVisitor.plan($0, colors) }
            }
            support = DetailsSupport(stream.streamClass)
            packetContext = plan(stream.streamClass.packetContext)
            commonContext = plan(stream.streamClass.eventRecordCommonContext)
            specificContexts = stream.events.map { plan($0.eventClass.specificContext) }
            payloads = stream.events.map { plan($0.eventClass.payload) }
        }
    }

    let options: DetailsOptions
    let writer: DetailsWriter
    private var walk: FieldWalk<DetailsVisitor>
    private(set) var traces: [ObjectIdentifier: Int] = [:]
    private var describedTraces: Set<ObjectIdentifier> = []
    private var plans: [ObjectIdentifier: Plan] = [:]
    private var hasPrinted = false
    private var isAfterMetadata = false

    /// Makes a printer.
    ///
    /// - Parameter options: what is shown, and how.
    public init(_ options: DetailsOptions = DetailsOptions()) {
        self.options = options
        writer = DetailsWriter(colors: DetailsColors(options))
        walk = FieldWalk(visitor: DetailsVisitor(writer), skipsRoles: false)
    }

    /// Describes a message, after the classes it needs.
    ///
    /// - Parameters:
    ///   - message: the message; those before it have been given already.
    ///   - text: receives the description.
    public mutating func print(_ message: Message, into text: inout TextBuffer) {
        if let stream = message.stream {
            let key = ObjectIdentifier(stream.trace)
            if traces[key] == nil { traces[key] = traces.count }
            let needsClasses = message.kind == .streamBeginning || message.kind == .event
            if options.showsMetadata && needsClasses && describedTraces.insert(key).inserted {
                if hasPrinted { text.append(byte: 0x0A) }
                var printer = DetailsMetadataPrinter(
                    options,
                    writer,
                    hasPackets: stream.trace.hasPackets
                )
                printer.print(stream.trace.compiled.metadata, &text)
                hasPrinted = true
                isAfterMetadata = true
            }
        }
        guard options.showsData else { return }
        if hasPrinted && (!options.isCompact || isAfterMetadata) { text.append(byte: 0x0A) }
        hasPrinted = true
        isAfterMetadata = false
        let plan = message.stream.map { self.plan(of: $0) }
        appendTimes(message, plan?.support, &text)
        appendTag(message, &text)
        appendDescription(message, plan, &text)
    }

    private mutating func plan(of stream: MessageStream) -> Plan {
        let key = ObjectIdentifier(stream.streamClass)
        if let plan = plans[key] { return plan }
        let plan = Plan(stream.streamClass, writer.colors)
        plans[key] = plan
        return plan
    }

    private mutating func appendDescription(
        _ message: Message,
        _ plan: Plan?,
        _ text: inout TextBuffer
    ) {
        switch message.kind {
        case .streamBeginning: appendStreamBeginning(message, &text)
        case .streamEnd:
            // The line ends before the colour does, as that of Babeltrace 2.
            text.append(string: "\(writer.colors.title)Stream end\n\(writer.colors.reset)")
        case .packetBeginning:
            title("Packet beginning", &text)
            guard let context = message.packetContext, let known = plan?.packetContext,
                !known.nodes[0].isForReader, !options.isCompact
            else { return text.append(byte: 0x0A) }
            text.append(":\n")
            var source = FieldSource(context)
            walk.skipsRoles = true
            scope("Context", known, &source, &text)
            walk.skipsRoles = false
        case .packetEnd:
            title("Packet end", &text)
            text.append(byte: 0x0A)
        case .event: appendEvent(message, plan, &text)
        case .discardedEvents: appendLoss(message.count, "event", &text)
        case .discardedPackets: appendLoss(message.count, "packet", &text)
        case .inactivity:
            title("Message iterator inactivity", &text)
            guard let clock = message.clock, !options.isCompact else {
                return text.append(byte: 0x0A)
            }
            text.append(":\n")
            var inner = writer
            inner.level = 1
            inner.property("Clock class", &text)
            text.append(byte: 0x0A)
            inner.level = 2
            var printer = DetailsMetadataPrinter(options, inner)
            printer.print(clock, .ctf1, &text)
        }
    }

    func title(_ title: String, _ text: inout TextBuffer) {
        writer.colored(writer.colors.title, title, &text)
    }

    private func appendLoss(_ count: UInt64?, _ noun: String, _ text: inout TextBuffer) {
        title("Discarded ", &text)
        title("\(noun)s", &text)
        if let count {
            text.append(" (")
            writer.value(DetailsNumber.text(count), &text)
            // One is many, too, as Babeltrace words it.
            text.append(string: " \(noun)s)")
        }
        text.append(byte: 0x0A)
    }

    private mutating func appendEvent(
        _ message: Message,
        _ plan: Plan?,
        _ text: inout TextBuffer
    ) {
        guard let event = message.event, let plan, event.index < plan.payloads.count else { return }
        writer.eventHead(event, isCompact: options.isCompact, &text)
        guard !options.isCompact, let fields = message.fields else { return }
        var source = FieldSource(fields)
        scope("Common context", plan.commonContext, &source, &text)
        scope("Specific context", plan.specificContexts[event.index], &source, &text)
        scope("Payload", plan.payloads[event.index], &source, &text)
    }

    private mutating func scope(
        _ name: String,
        _ plan: FieldPlan?,
        _ source: inout FieldSource,
        _ text: inout TextBuffer
    ) {
        guard let plan else { return }
        walk.visitor.writer.level = 1
        walk.visitor.writer.property(name, &text)
        walk.walk(0, of: plan, &source, &text)
    }
}
