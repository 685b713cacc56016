// SPDX-License-Identifier: Apache-2.0

public import CTFReader
internal import SystemCalls
public import TraceModel

/// How the data streams of a trace are written anew: the classes of the output, and the programs
/// that encode records; immutable, so that threads can share it.
public final class TraceTranslation: Sendable {
    /// What to change besides the layout.
    public struct Options: Hashable, Sendable {
        /// The format of the output.
        public var format: MetadataFormat
        /// Whether losses of event records are left out.
        public var ignoresDiscardedEvents: Bool
        /// Whether losses of packets are left out.
        public var ignoresDiscardedPackets: Bool

        /// Chooses the format; losses are written.
        public init(
            format: MetadataFormat = .ctf2,
            ignoresDiscardedEvents: Bool = false,
            ignoresDiscardedPackets: Bool = false
        ) {
            self.format = format
            self.ignoresDiscardedEvents = ignoresDiscardedEvents
            self.ignoresDiscardedPackets = ignoresDiscardedPackets
        }
    }

    /// The metadata of the output.
    public let metadata: TraceMetadata
    /// What was chosen.
    public let options: Options
    private let streams: [UInt64: StreamTranslation]

    /// Translates all classes of a trace.
    ///
    /// The tables stay for the life of the process.
    ///
    /// - Throws: what the output format cannot say.
    public init(_ trace: CompiledTrace, options: Options = Options()) throws(CTFError) {
        let source = trace.metadata
        let uuid =
            source.uuid ?? (options.format == .ctf1 ? MetadataUUID.random() : nil)
        let header = Self.packetHeader(hasUUID: uuid != nil)
        var streams: [UInt64: StreamTranslation] = [:]
        var streamClasses: [DataStreamClass] = []
        var eventClasses: [EventRecordClass] = []
        for stream in trace.streams {
            var translator = StreamTranslator(stream, source, options)
            let translated = try translator.translate(headerBytes: uuid == nil ? 20 : 36)
            streams[stream.streamClass.id] = translated
            streamClasses.append(translator.streamClass)
            eventClasses += translator.eventClasses
        }
        self.streams = streams
        self.options = options
        metadata = TraceMetadata(
            format: options.format,
            uuid: uuid,
            traceClass: TraceClass(
                identity: source.traceClass.identity,
                environment: source.traceClass.environment,
                packetHeader: header,
                attributes: source.traceClass.attributes
            ),
            clockClasses: source.clockClasses,
            dataStreamClasses: streamClasses,
            eventRecordClasses: eventClasses,
            attributes: source.attributes
        )
    }

    /// How the data streams of a class are written; nil when there is no such class.
    func stream(id: UInt64) -> StreamTranslation? { streams[id] }

    /// The class of the packet headers that ``TranslatedStreamWriter`` writes.
    private static func packetHeader(hasUUID: Bool) -> StructureFieldClass {
        var members = [
            StructureFieldClass.Member(
                "magic",
                .integer(
                    IntegerFieldClass(
                        BitLayout(lengthBits: 32, byteOrder: .littleEndian, alignmentBits: 8),
                        base: .hexadecimal,
                        roles: [.packetMagicNumber]
                    )
                )
            )
        ]
        if hasUUID {
            let uuid = BLOBFieldClass(lengthBytes: .fixed(16), roles: [.metadataStreamUUID])
            members.append(StructureFieldClass.Member("uuid", .blob(uuid)))
        }
        members += [
            StructureFieldClass.Member(
                "stream_id",
                .unsigned(bits: 64, roles: [.dataStreamClassID])
            ),
            StructureFieldClass.Member(
                "stream_instance_id",
                .unsigned(bits: 64, roles: [.dataStreamID])
            ),
        ]
        return StructureFieldClass(members, minimumAlignmentBits: 8)
    }
}

extension MetadataUUID {
    /// A random UUID (version 4, variant 1).
    static func random() -> MetadataUUID? {
        var bytes = Host.randomBytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return MetadataUUID(bytes: bytes)
    }
}
