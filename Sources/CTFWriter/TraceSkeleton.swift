// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// The classes that every trace written by Plume has: what ``PacketDescription`` writes, the record
/// header that the rings hold, and the identity of the recording thread.
public enum TraceSkeleton {
    /// The class of packet headers.
    public static var packetHeader: StructureFieldClass {
        StructureFieldClass([
            StructureFieldClass.Member("magic", .unsigned(bits: 32, roles: [.packetMagicNumber])),
            StructureFieldClass.Member(
                "uuid",
                .blob(
                    BLOBFieldClass(lengthBytes: .fixed(16), roles: [.metadataStreamUUID])
                )
            ),
            StructureFieldClass.Member(
                "stream_id",
                .unsigned(bits: 32, roles: [.dataStreamClassID])
            ),
            StructureFieldClass.Member(
                "stream_instance_id",
                .unsigned(bits: 32, roles: [.dataStreamID])
            ),
        ])
    }

    /// The class of a channel's data streams.
    static func dataStreamClass(
        _ channel: RecordedChannelClass,
        clockID: String
    ) -> DataStreamClass {
        // A buffer that several CPUs write into is told apart by its own number.
        let buffer = StructureFieldClass.Member(
            channel.hasCPUs ? "cpu_id" : "buffer_id",
            .unsigned(bits: 32)
        )
        let members: [(String, FieldRole)] = [
            ("packet_size", .packetTotalLength),
            ("content_size", .packetContentLength),
            ("timestamp_begin", .defaultClockTimestamp),
            ("timestamp_end", .packetEndDefaultClockTimestamp),
            ("events_discarded", .discardedEventRecordCounterSnapshot),
            ("packet_seq_num", .packetSequenceNumber),
        ]
        return DataStreamClass(
            id: channel.id,
            identity: Identity(name: channel.name),
            defaultClockClassID: clockID,
            packetContext: StructureFieldClass(
                [buffer]
                    + members.map { name, role in
                        StructureFieldClass.Member(
                            name,
                            .unsigned(bits: 64, alignmentBits: 64, roles: [role])
                        )
                    },
                minimumAlignmentBits: PacketDescription.contextOffset * 8
            ),
            // Records begin at multiples of 8 bytes.
            eventRecordHeader: StructureFieldClass(
                [
                    StructureFieldClass.Member(
                        "id",
                        .unsigned(bits: 16, roles: [.eventRecordClassID])
                    ),
                    StructureFieldClass.Member(
                        "timestamp",
                        .unsigned(bits: 48, roles: [.defaultClockTimestamp])
                    ),
                ],
                minimumAlignmentBits: 64
            ),
            eventRecordCommonContext: StructureFieldClass(
                channel.contexts + [
                    StructureFieldClass.Member("vpid", .unsigned(bits: 32)),
                    StructureFieldClass.Member("vtid", .unsigned(bits: 32)),
                ]
            )
        )
    }
}

/// A channel as the metadata of its trace knows it: a data stream class.
public struct RecordedChannelClass: Hashable, Sendable {
    /// The id of the data stream class.
    public let id: UInt64
    /// The channel's name.
    public let name: String
    /// What each record tells before the ids of process and thread.
    public let contexts: [StructureFieldClass.Member]
    /// Whether each data stream belongs to one CPU.
    public let hasCPUs: Bool

    /// Describes a channel.
    public init(
        id: UInt64 = 0,
        name: String = "channel0",
        contexts: [StructureFieldClass.Member] = [],
        hasCPUs: Bool = true
    ) {
        self.id = id
        self.name = name
        self.contexts = contexts
        self.hasCPUs = hasCPUs
    }
}
