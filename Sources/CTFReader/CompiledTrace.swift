// SPDX-License-Identifier: Apache-2.0

public import CTFMetadata
public import TraceModel

/// The classes of a trace made ready for decoding.
public final class CompiledTrace: Sendable {
    /// A data stream class.
    final class Stream: Sendable {
        let streamClass: DataStreamClass
        let clock: ClockClass?
        let packetContext: FieldNode?
        let header: FieldNode?
        let commonContext: FieldNode?
        let events: [UInt64: Event]
        let slotCount: Int

        init(
            _ streamClass: DataStreamClass,
            _ metadata: Metadata
        ) throws(CTFError) {
            self.streamClass = streamClass
            clock = streamClass.defaultClockID.flatMap { metadata.clocks[$0] }
            var roots: FieldCompiler.Roots = [:]
            roots[.packetHeader] = metadata.trace.packetHeader
            roots[.packetContext] = streamClass.packetContext
            roots[.eventRecordHeader] = streamClass.eventRecordHeader
            roots[.eventRecordCommonContext] = streamClass.commonContext
            // Event record classes may name fields of the scopes before them, so these get their
            // slots only when every event record class has been searched.
            var slots: [[Int]: Int] = [:]
            let classes = metadata.events[streamClass.id] ?? [:]
            for event in [nil] + classes.values.sorted(by: { $0.id < $1.id }).map(Optional.some) {
                var compiler = FieldCompiler(roots: Self.roots(roots, event), slots: slots)
                for origin in Self.origins { try compiler.findLocations(under: origin) }
                slots = compiler.slots
            }
            slotCount = slots.count
            let compiler = FieldCompiler(roots: roots, slots: slots)
            packetContext = try compiler.compile(.packetContext)
            header = try compiler.compile(.eventRecordHeader)
            commonContext = try compiler.compile(.eventRecordCommonContext)
            var events: [UInt64: Event] = [:]
            for (id, event) in classes {
                let compiler = FieldCompiler(roots: Self.roots(roots, event), slots: slots)
                events[id] = Event(
                    eventClass: event,
                    name: event.identity.name.map { Array($0.utf8) },
                    specificContext: try compiler.compile(.eventRecordSpecificContext),
                    payload: try compiler.compile(.eventRecordPayload)
                )
            }
            self.events = events
        }

        private static let origins: [FieldLocation.Origin] = [
            .packetHeader, .packetContext, .eventRecordHeader, .eventRecordCommonContext,
            .eventRecordSpecificContext, .eventRecordPayload,
        ]

        private static func roots(
            _ shared: FieldCompiler.Roots,
            _ event: EventRecordClass?
        ) -> FieldCompiler.Roots {
            var roots = shared
            roots[.eventRecordSpecificContext] = event?.specificContext
            roots[.eventRecordPayload] = event?.payload
            return roots
        }
    }

    /// An event record class.
    public final class Event: Sendable {
        /// The class.
        public let eventClass: EventRecordClass
        /// Its name in UTF-8.
        public let name: [UInt8]?
        let specificContext: FieldNode?
        let payload: FieldNode?

        init(
            eventClass: EventRecordClass,
            name: [UInt8]?,
            specificContext: FieldNode?,
            payload: FieldNode?
        ) {
            self.eventClass = eventClass
            self.name = name
            self.specificContext = specificContext
            self.payload = payload
        }
    }

    /// What the metadata says.
    public let metadata: Metadata
    let packetHeader: FieldNode?
    let streams: [UInt64: Stream]

    init(_ metadata: Metadata) throws(CTFError) {
        self.metadata = metadata
        var roots: FieldCompiler.Roots = [:]
        roots[.packetHeader] = metadata.trace.packetHeader
        packetHeader = try FieldCompiler(roots: roots).compile(.packetHeader)
        var streams: [UInt64: Stream] = [:]
        for (id, streamClass) in metadata.streams {
            streams[id] = try Stream(streamClass, metadata)
        }
        self.streams = streams
    }
}
