// SPDX-License-Identifier: Apache-2.0

internal import CTFMetadata
internal import CTFReader
internal import TraceModel

/// The text of a metadata stream that grows while a trace is recorded.
struct RecordedMetadata {
    let format: MetadataFormat
    private let uuid: MetadataUUID?
    private var trace: TraceClass
    private let channels: [RecordedChannelClass]
    private var clock: ClockClass
    private var head: [UInt8]
    private var events: [[UInt8]] = []

    /// Describes what is known before the first event.
    init(
        format: MetadataFormat,
        uuid: MetadataUUID?,
        trace: TraceClass,
        channels: [RecordedChannelClass],
        clock: ClockClass
    ) throws(CTFError) {
        self.format = format
        self.uuid = uuid
        self.trace = trace
        self.channels = channels
        self.clock = clock
        head = []
        head = try text(with: [])
    }

    /// Everything so far.
    var bytes: [UInt8] { head + events.flatMap { $0 } }

    /// Adds the class of an event; gives what it adds to the text.
    mutating func append(_ event: EventRecordClass) throws(CTFError) -> [UInt8] {
        let added: [UInt8]
        switch format {
        case .ctf2: added = CTF2MetadataWriter.eventRecordClass(event)
        case .ctf1:
            // The text of an event follows that of what is known before the first one.
            let described = try SameBytesClasses.eventRecordClass(event)
            added = Array(try text(with: [described]).dropFirst(head.count))
        }
        events.append(added)
        return added
    }

    /// Why an event cannot be described so that its records can be read; nil where it can.
    ///
    /// It is written and read again, for whatever a program says must not make a trace unreadable.
    static func problem(of event: EventRecordClass, in format: MetadataFormat) -> String? {
        do throws(CTFError) {
            let trial = try RecordedMetadata(
                format: format,
                uuid: MetadataUUID(bytes: [UInt8](repeating: 0, count: 16)),
                trace: TraceClass(packetHeader: TraceSkeleton.packetHeader),
                channels: [RecordedChannelClass(id: event.dataStreamClassID)],
                clock: ClockClass(id: "trial", frequencyHertz: 1, origin: .unixEpoch)
            )
            let described =
                format == .ctf1 ? try SameBytesClasses.eventRecordClass(event) : event
            let text = try trial.text(with: [described])
            _ = try CompiledTrace(try MetadataParser.parse(text))
            return nil
        } catch {
            return "a trace cannot describe it: \(error.place) \(error.problem)"
        }
    }

    /// Replaces what is known better now.
    mutating func refine(_ trace: TraceClass?, _ clock: ClockClass?) throws(CTFError) {
        self.trace = trace ?? self.trace
        self.clock = clock ?? self.clock
        head = try text(with: [])
    }

    private func text(with events: [EventRecordClass]) throws(CTFError) -> [UInt8] {
        let metadata = TraceMetadata(
            format: format,
            uuid: uuid,
            traceClass: trace,
            clockClasses: [clock],
            dataStreamClasses: channels.map {
                TraceSkeleton.dataStreamClass($0, clockID: clock.id)
            },
            eventRecordClasses: events
        )
        switch format {
        case .ctf1: return try TSDLWriter.text(metadata)
        case .ctf2: return CTF2MetadataWriter.metadataStream(metadata)
        }
    }
}
