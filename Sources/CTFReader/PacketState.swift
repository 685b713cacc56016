// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// What the fields with roles have said about a packet and the record being decoded.
struct PacketState {
    var classID: UInt64 = 0
    var streamID: UInt64?
    var totalBits: UInt64?
    var contentBits: UInt64?
    var clock: UInt64 = 0
    var beginClock: UInt64?
    var endClock: UInt64?
    var discarded: UInt64?
    var sequenceNumber: UInt64?
    var eventID: UInt64 = 0

    mutating func apply(_ role: Role, _ value: UInt128, _ bits: UInt64) throws(DecodeStop) {
        let number = UInt64(truncatingIfNeeded: value)
        switch role {
        case .packetMagicNumber:
            guard value == 0xC1FC_1FC1 else {
                throw .malformed("no packet begins here: the magic number is wrong")
            }
        case .metadataStreamUUID: break
        case .dataStreamClassID: classID = number
        case .dataStreamID: streamID = number
        case .packetTotalLength: totalBits = number
        case .packetContentLength: contentBits = number
        case .defaultClockTimestamp: clock = Self.updated(clock, number, bits)
        case .packetEndTimestamp: endClock = number
        case .discardedCounter: discarded = number
        case .packetSequenceNumber: sequenceNumber = number
        case .eventRecordClassID: eventID = number
        }
    }

    /// The clock after a timestamp of some bits, which may have wrapped once (CTF 2 §"Clock").
    static func updated(_ clock: UInt64, _ value: UInt64, _ bits: UInt64) -> UInt64 {
        guard bits < 64 else { return value }
        let mask = (UInt64(1) << bits) - 1
        let high = clock & ~mask
        return value >= clock & mask ? high | value : (high | value) &+ mask &+ 1
    }
}
