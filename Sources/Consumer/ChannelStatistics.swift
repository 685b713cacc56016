// SPDX-License-Identifier: Apache-2.0

internal import RingBuffer

/// What a channel has recorded so far.
public struct ChannelStatistics: Sendable {
    /// Records by event id.
    public internal(set) var countsByID: [UInt64] = [0]
    /// Records written to packets.
    public internal(set) var recordedCount: UInt64 = 0
    /// Records lost, because a ring was full or their values did not fit, in all rings.
    public internal(set) var discardedCount: UInt64 = 0
    /// Those of the lost records whose values were not what their description says.
    public internal(set) var misfitCount: UInt64 = 0
    /// Records that were larger than a record can be.
    public internal(set) var tooBigCount: UInt64 = 0
    /// Records that killed producers began in the shared ring and never ended.
    public internal(set) var holeCount: UInt64 = 0
    /// Bytes of the data stream files.
    public internal(set) var byteCount: UInt64 = 0
    /// Nothing recorded yet.
    public init() {}

    /// Bytes in rings that were no records and were passed over.
    public internal(set) var corruptBytes: UInt64 = 0

    /// Adds the losses and bytes of a data stream.
    mutating func add(_ drain: StreamDrain) {
        // A hostile program can have written any number.
        discardedCount &+= drain.last?.lost ?? 0
        tooBigCount &+= drain.last?.tooBig ?? 0
        misfitCount &+= drain.last?.misfit ?? 0
        holeCount &+= drain.last?.holes ?? 0
        byteCount += drain.byteCount
    }

    /// Takes the counts of a packet back that could not be written.
    mutating func forget(_ bytes: RawSpan, shapes: [RecordShape?], limit: Int) {
        var counts = Array(repeating: UInt64(0), count: countsByID.count)
        _ = RecordWalk(bytes, shapes: shapes, limit: limit, counts: &counts)
        // A hostile program may have changed what was counted.
        for (id, count) in counts.enumerated() { countsByID[id] -= min(count, countsByID[id]) }
    }
}
