// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// The classes that every trace written by Plume has: what ``PacketDescription`` writes, the record
/// header that the rings hold, and the identity of the recording thread.
public enum TraceSkeleton {
    /// The class of packet headers.
    public static var packetHeader: StructureClass {
        StructureClass([
            StructureMember("magic", .unsigned(bits: 32, roles: [.packetMagicNumber])),
            StructureMember(
                "uuid",
                FieldClass(
                    .blob(
                        .fixed(16),
                        mediaType: "application/octet-stream",
                        roles: [.metadataStreamUUID]
                    )
                )
            ),
            StructureMember("stream_id", .unsigned(bits: 32, roles: [.dataStreamID])),
        ])
    }

    /// The data stream class; all streams are of this one.
    public static func dataStreamClass(clockID: String) -> DataStreamClass {
        let members: [(String, UInt64, [Role])] = [
            ("packet_size", 64, [.packetTotalLength]),
            ("content_size", 64, [.packetContentLength]),
            ("timestamp_begin", 64, [.defaultClockTimestamp]),
            ("timestamp_end", 64, [.packetEndTimestamp]),
            ("events_discarded", 64, [.discardedCounter]),
            ("packet_seq_num", 64, [.packetSequenceNumber]),
            ("cpu_id", 32, []),
        ]
        return DataStreamClass(
            defaultClockID: clockID,
            packetContext: StructureClass(
                members.map { StructureMember($0.0, .unsigned(bits: $0.1, roles: $0.2)) }
            ),
            // Records begin at multiples of 8 bytes.
            eventRecordHeader: StructureClass(
                [
                    StructureMember("id", .unsigned(bits: 16, roles: [.eventRecordClassID])),
                    StructureMember(
                        "timestamp",
                        .unsigned(bits: 48, roles: [.defaultClockTimestamp])
                    ),
                ],
                minimumAlignment: 64
            ),
            commonContext: StructureClass([
                StructureMember("vpid", .unsigned(bits: 32)),
                StructureMember("vtid", .unsigned(bits: 32)),
            ])
        )
    }
}
