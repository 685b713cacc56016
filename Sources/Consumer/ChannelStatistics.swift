// SPDX-License-Identifier: Apache-2.0

internal import RingBuffer

/// What a channel has recorded so far.
public struct ChannelStatistics: Sendable {
    /// Records by event id.
    public internal(set) var countsByID: [UInt64] = [0]
    /// Records written to packets.
    public internal(set) var recordedCount: UInt64 = 0
    /// Events lost in all rings: because one was full, because they were malformed, or because they
    /// could not be written.
    public internal(set) var discardedCount: UInt64 = 0
    /// Records that were larger than a record can be.
    public internal(set) var tooBigCount: UInt64 = 0
    /// Events whose arguments were not those of their descriptions; they count as discarded.
    public internal(set) var malformedCount: UInt64 = 0
    /// Records that killed producers began in the shared ring and never ended.
    public internal(set) var holeCount: UInt64 = 0
    /// Records that were read in the end and could not be written; they count as discarded.
    public internal(set) var unwrittenCount: UInt64 = 0
    /// Bytes of the data stream files.
    public internal(set) var byteCount: UInt64 = 0
    /// Nothing recorded yet.
    public init() {}

    /// Bytes in rings that were no records and were passed over.
    public internal(set) var corruptBytes: UInt64 = 0

    /// Adds the losses and bytes of a data stream.
    mutating func add(_ drain: StreamDrain) {
        discardedCount += (drain.last?.lost ?? 0) + (drain.last?.malformed ?? 0)
        tooBigCount += drain.last?.tooBig ?? 0
        malformedCount += drain.last?.malformed ?? 0
        holeCount += drain.last?.holes ?? 0
        byteCount += drain.byteCount
    }

    /// Takes the counts of a packet back that could not be written.
    mutating func forget(_ bytes: RawSpan, shapes: RecordShapes, limit: Int) {
        var counts = Array(repeating: UInt64(0), count: countsByID.count)
        _ = RecordWalk(bytes, shapes: shapes, limit: limit, counts: &counts)
        // A hostile program may have changed what was counted.
        for (id, count) in counts.enumerated() { countsByID[id] -= min(count, countsByID[id]) }
    }
}
