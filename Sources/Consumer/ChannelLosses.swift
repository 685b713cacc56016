// SPDX-License-Identifier: Apache-2.0

internal import RingBuffer

/// Events that were emitted and are in no packet, by the reason.
public struct ChannelLosses: Hashable, Sendable {
    /// For want of room, or overwritten.
    public internal(set) var discardedCount: UInt64 = 0
    /// Larger than a record can be.
    public internal(set) var tooBigCount: UInt64 = 0
    /// Begun in a shared ring by producers that were killed, and never ended.
    public internal(set) var holeCount: UInt64 = 0

    /// Nothing lost.
    public init() {}

    /// What a look at a ring found.
    init(_ snapshot: RingConsumer.Snapshot) {
        discardedCount = snapshot.lost
        tooBigCount = snapshot.tooBig
        holeCount = snapshot.holes
    }

    /// All of them; what a packet's counter of discarded event records tells.
    public var total: UInt64 { discardedCount &+ tooBigCount &+ holeCount }

    /// Adds other losses; a hostile program can have written any number.
    public mutating func add(_ other: ChannelLosses) {
        discardedCount &+= other.discardedCount
        tooBigCount &+= other.tooBigCount
        holeCount &+= other.holeCount
    }
}
