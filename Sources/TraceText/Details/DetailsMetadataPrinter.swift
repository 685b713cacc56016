// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import SystemCalls
internal import TraceModel

/// Describes all classes of a trace.
struct DetailsMetadataPrinter {
    private static let logLevels = [
        "Emergency", "Alert", "Critical", "Error", "Warning", "Notice", "Info", "Debug (system)",
        "Debug (program)", "Debug (process)", "Debug (module)", "Debug (unit)",
        "Debug (function)", "Debug (line)", "Debug",
    ]

    private let options: DetailsOptions
    private var printer: DetailsClassPrinter
    private let hasPackets: Bool

    init(_ options: DetailsOptions, _ writer: DetailsWriter, hasPackets: Bool = true) {
        self.options = options
        self.hasPackets = hasPackets
        printer = DetailsClassPrinter(writer)
    }

    /// Appends the classes of a trace.
    mutating func print(_ metadata: TraceMetadata, _ text: inout TextBuffer) {
        printer.isCTF2 = metadata.format == .ctf2
        title("Trace class", &text)
        text.append(":\n")
        printer.writer.level += 1
        if metadata.format == .ctf2 {
            let name = metadata.traceClass.identity.name
            if options.showsTraceName, let name, !name.isEmpty {
                printer.writer.line("Name", name, &text)
            }
            identity(metadata.traceClass.identity, showsUID: options.showsUUID, &text)
        }
        attributes(metadata.attributes, "Metadata stream user attributes", &text)
        attributes(metadata.traceClass.attributes, "User attributes", &text)
        var events: [UInt64: [EventRecordClass]] = [:]
        for event in metadata.eventRecordClasses {
            events[event.dataStreamClassID, default: []].append(event)
        }
        for stream in metadata.dataStreamClasses.sorted(by: { $0.id < $1.id }) {
            print(stream, (events[stream.id] ?? []).sorted { $0.id < $1.id }, metadata, &text)
        }
        printer.writer.level -= 1
    }

    /// Appends what a clock means, without a title.
    mutating func print(_ clock: ClockClass, _ format: MetadataFormat, _ text: inout TextBuffer) {
        let writer = printer.writer
        printer.isCTF2 = format == .ctf2
        if format == .ctf2 { identity(clock.identity, showsUID: options.showsUUID, &text) }
        writer.line("Name", optional: clock.identity.name, &text)
        attributes(clock.attributes, "User attributes", &text)
        writer.line("Description", optional: clock.summary, &text)
        writer.line("Frequency (Hz)", number: DetailsNumber.text(clock.frequencyHertz), &text)
        let precision = clock.precisionCycles ?? (format == .ctf1 ? 0 : nil)
        if let precision {
            writer.line("Precision (cycles)", number: DetailsNumber.text(precision), &text)
        }
        if let accuracy = clock.accuracyCycles {
            writer.line("Accuracy (cycles)", number: DetailsNumber.text(accuracy), &text)
        }
        writer.line("Offset (s)", number: DetailsNumber.text(clock.offsetSeconds), &text)
        writer.line("Offset (cycles)", number: DetailsNumber.text(clock.offsetCycles), &text)
        writer.line("Origin is Unix epoch", clock.origin == .unixEpoch, &text)
        if case .custom(let namespace, let name, let uid)? = clock.origin {
            writer.line("Origin namespace", optional: namespace, &text)
            writer.line("Origin name", name, &text)
            writer.line("Origin UID", uid, &text)
        }
        if format == .ctf1 && options.showsUUID {
            writer.line("UUID", optional: clock.identity.uid, &text)
        }
    }

    private func title(_ title: String, name: String? = nil, _ text: inout TextBuffer) {
        let writer = printer.writer
        writer.indent(&text)
        writer.colored(writer.colors.title, title, &text)
        guard let name else { return }
        text.append(" `")
        writer.colored(writer.colors.name, name, &text)
        text.append("`")
    }

    private func number(_ number: UInt64, _ text: inout TextBuffer) {
        text.append(" (ID ")
        printer.writer.value(DetailsNumber.text(number), &text)
        text.append(")")
    }

    private mutating func attributes(
        _ attributes: Attributes,
        _ title: String,
        _ text: inout TextBuffer
    ) {
        guard printer.isCTF2 else { return }
        printer.writer.attributes(attributes, title: title, &text)
    }

    private func identity(
        _ identity: Identity,
        showsUID: Bool = true,
        _ text: inout TextBuffer
    ) {
        printer.writer.line("Namespace", optional: identity.namespace, &text)
        if showsUID { printer.writer.line("UID", optional: identity.uid, &text) }
    }

    private mutating func print(
        _ stream: DataStreamClass,
        _ events: [EventRecordClass],
        _ metadata: TraceMetadata,
        _ text: inout TextBuffer
    ) {
        title(
            "Stream class",
            name: options.showsStreamClassName ? stream.identity.name : nil,
            &text
        )
        number(stream.id, &text)
        text.append(":\n")
        printer.writer.level += 1
        if metadata.format == .ctf2 { identity(stream.identity, &text) }
        attributes(stream.attributes, "User attributes", &text)
        let support = DetailsSupport(stream)
        let writer = printer.writer
        writer.line("Supports packets", hasPackets, &text)
        if hasPackets {
            let (begin, end) = (support.packetsHaveBeginTime, support.packetsHaveEndTime)
            writer.line("Packets have beginning default clock snapshot", begin, &text)
            writer.line("Packets have end default clock snapshot", end, &text)
        }
        writer.line("Supports discarded events", support.countsDiscardedEvents, &text)
        if support.countsDiscardedEvents {
            writer.line(
                "Discarded events have default clock snapshots",
                support.lossesHaveTimes,
                &text
            )
        }
        writer.line("Supports discarded packets", support.numbersPackets, &text)
        if support.numbersPackets {
            writer.line(
                "Discarded packets have default clock snapshots",
                support.lossesHaveTimes,
                &text
            )
        }
        if let clock = stream.defaultClockClassID.flatMap({ metadata.clockClass(id: $0) }) {
            writer.property("Default clock class", &text)
            text.append(byte: 0x0A)
            printer.writer.level += 1
            print(clock, metadata.format, &text)
            printer.writer.level -= 1
        }
        printer.tree = FieldTree()
        printer.tree.add(.packetHeader, metadata.traceClass.packetHeader)
        printer.tree.add(.packetContext, stream.packetContext)
        printer.tree.add(.eventRecordHeader, stream.eventRecordHeader)
        printer.tree.add(.eventRecordCommonContext, stream.eventRecordCommonContext)
        printer.root(.packetContext, "Packet context field class", &text)
        printer.root(.eventRecordCommonContext, "Event common context field class", &text)
        let sharedCount = printer.tree.nodes.count
        for event in events {
            print(event, metadata.format, &text)
            printer.tree.removeNodes(from: sharedCount)
        }
        printer.writer.level -= 1
    }

    private mutating func print(
        _ event: EventRecordClass,
        _ format: MetadataFormat,
        _ text: inout TextBuffer
    ) {
        title("Event class", name: event.identity.name, &text)
        number(event.id, &text)
        printer.tree.add(.eventRecordSpecificContext, event.specificContext)
        printer.tree.add(.eventRecordPayload, event.payload)
        text.append(":\n")
        printer.writer.level += 1
        if format == .ctf2 { identity(event.identity, &text) }
        attributes(event.ownAttributes, "User attributes", &text)
        if let level = event.logLevel, level >= 0, level < Self.logLevels.count {
            printer.writer.line("Log level", Self.logLevels[Int(level)], &text)
        }
        printer.writer.line("EMF URI", optional: event.emfURI, &text)
        printer.root(.eventRecordSpecificContext, "Specific context field class", &text)
        printer.root(.eventRecordPayload, "Payload field class", &text)
        printer.writer.level -= 1
    }
}

extension EventRecordClass {
    /// The user attributes without those which are shown as log level and EMF URI.
    fileprivate var ownAttributes: Attributes {
        Attributes(
            attributes.entries.compactMap { entry in
                guard case .object(let object) = entry.value else { return entry }
                let left = object.entries.filter { inner in
                    let isLevel = inner.name == "log-level" && logLevel != nil
                    return !isLevel && !(inner.name == "emf-uri" && emfURI != nil)
                }
                if left.count == object.entries.count { return entry }
                guard !left.isEmpty else { return nil }
                return Attributes.Entry(name: entry.name, value: .object(Attributes(left)))
            }
        )
    }
}
