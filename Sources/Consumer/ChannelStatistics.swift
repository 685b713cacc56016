// SPDX-License-Identifier: Apache-2.0

/// What a channel has recorded so far.
public struct ChannelStatistics: Sendable {
    /// Records by event id.
    public internal(set) var countsByID: [UInt64] = [0]
    /// Records written to packets.
    public internal(set) var recordedCount: UInt64 = 0
    /// Events that are in no packet, of all rings.
    public internal(set) var losses = ChannelLosses()
    /// Bytes of the data stream files.
    public internal(set) var byteCount: UInt64 = 0
    /// Nothing recorded yet.
    public init() {}

    /// Bytes in rings that were no records and were passed over.
    public internal(set) var corruptBytes: UInt64 = 0
}
