// SPDX-License-Identifier: Apache-2.0

/// Where a packet is and what its header and context say about it.
public struct PacketInfo: BitwiseCopyable, Hashable, Sendable {
    /// Where the packet begins in its file, in bytes.
    public internal(set) var offset: UInt64 = 0
    /// The length of the packet with its padding, in bits: a multiple of 8.
    public internal(set) var totalBits: UInt64 = 0
    /// The length of the packet without its padding, in bits.
    public internal(set) var contentBits: UInt64 = 0
    /// The id of the data stream class.
    public internal(set) var streamClassID: UInt64 = 0
    /// The id of the data stream in its class; nil when the packet names none.
    public internal(set) var streamID: UInt64?
    /// The clock at the beginning, in cycles; nil when the packet does not tell it.
    public internal(set) var beginClock: UInt64?
    /// The clock at the end, in cycles; nil when the packet does not tell it.
    public internal(set) var endClock: UInt64?
    /// Event records lost in the data stream up to the packet's end; nil when not counted.
    public internal(set) var discardedCount: UInt64?
    /// The number of the packet in its data stream; nil when packets are not numbered.
    public internal(set) var sequenceNumber: UInt64?

    /// Where the packet ends in its file, in bytes.
    public var endOffset: UInt64 { offset &+ totalBits / 8 }
}
