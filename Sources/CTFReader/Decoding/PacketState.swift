// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// What the fields with roles have said about the packet and the record being decoded.
struct PacketState: BitwiseCopyable, Sendable {
    var streamClassID: UInt64 = 0
    var streamID: UInt64?
    var totalBits: UInt64?
    var contentBits: UInt64?
    var clock: UInt64 = 0
    var hasClock = false
    var endClock: UInt64?
    var discardedCount: UInt64?
    var sequenceNumber: UInt64?
    var eventID: UInt64 = 0

    /// Applies a role to a value of some bits.
    mutating func apply(
        _ role: FieldRole,
        _ value: UInt64,
        bits: UInt64
    ) throws(DecodingStop) {
        switch role {
        case .packetMagicNumber:
            guard value == 0xC1FC_1FC1 else {
                throw .malformed("no packet begins here, because the magic number is wrong")
            }
        case .metadataStreamUUID: break
        case .dataStreamClassID: streamClassID = value
        case .dataStreamID: streamID = value
        case .packetTotalLength: totalBits = value
        case .packetContentLength: contentBits = value
        case .defaultClockTimestamp: update(value, bits)
        case .packetEndDefaultClockTimestamp: endClock = value
        case .discardedEventRecordCounterSnapshot: discardedCount = value
        case .packetSequenceNumber: sequenceNumber = value
        case .eventRecordClassID: eventID = value
        }
    }

    /// Sets the clock by the low bits of its value, which may have wrapped once.
    @inline(__always)
    mutating func update(_ value: UInt64, _ bits: UInt64) {
        hasClock = true
        guard bits < 64 else {
            clock = value
            return
        }
        let mask = (UInt64(1) &<< bits) &- 1
        let high = clock & ~mask
        clock = value >= clock & mask ? high | value : (high | value) &+ mask &+ 1
    }
}
