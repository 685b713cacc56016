// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// What the fields with roles have said about a packet and the event record being decoded.
struct ElementState {
    var clock: UInt64 = 0
    var dataStreamClassID: UInt64?
    var dataStreamID: UInt64?
    var totalBits: UInt64?
    var contentBits: UInt64?
    var endClock: UInt64?
    var discardedCount: UInt64?
    var sequenceNumber: UInt64?
    var eventRecordClassID: UInt64?
    var isContextDecoded = false

    /// Where the content ends; nil while nothing says it.
    ///
    /// The content length counts as soon as its field is decoded, and the total length in its place
    /// only after the whole context.
    var contentEnd: UInt64? { contentBits ?? (isContextDecoded ? totalBits : nil) }

    /// What the context says, with the total length for the content length where this is missing.
    var facts: Element.PacketFacts {
        var facts = Element.PacketFacts()
        facts.totalBits = totalBits
        facts.contentBits = contentBits ?? totalBits
        facts.endClock = endClock
        facts.sequenceNumber = sequenceNumber
        facts.discardedCount = discardedCount
        return facts
    }

    /// Updates the clock by a value of some bits, the low bits of the new clock.
    mutating func updateClock(_ value: UInt64, bits: Int) {
        guard bits < 64 else {
            clock = value
            return
        }
        let mask = (UInt64(1) << UInt64(bits)) - 1
        let high = clock & ~mask
        let current = clock & mask
        if value >= current {
            clock = high | value
        } else {
            // The low bits have wrapped once. A clock beyond 64 bits starts again from zero.
            clock = high &+ mask &+ 1 &+ value
        }
    }
}
