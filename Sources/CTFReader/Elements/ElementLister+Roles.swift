// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension ElementLister {
    /// Does what the roles of an integer say.
    ///
    /// - Parameters:
    ///   - roles: the roles of its class.
    ///   - value: the integer.
    ///   - bits: how many bits it has.
    ///   - scope: the root structure it is in.
    /// - Throws: that the value is impossible.
    /// - Throws: that the value is one which the role forbids.
    mutating func apply(
        _ roles: [FieldRole],
        _ value: UInt64?,
        bits: Int,
        in scope: FieldScope
    ) throws(ElementStop) {
        for role in roles where role.isEffective(in: scope, format: metadata.format) {
            guard let value else {
                throw stop(.unsupported, "an integer with a role has more than 64 bits")
            }
            try apply(role, value, bits: bits)
        }
    }

    private mutating func apply(
        _ role: FieldRole,
        _ value: UInt64,
        bits: Int
    ) throws(ElementStop) {
        switch role {
        case .packetMagicNumber:
            guard value == 0xC1FC_1FC1 else {
                throw malformed("the magic number is \(value) instead of 3254525889")
            }
            emit(.magicNumber(value))
        case .metadataStreamUUID: break
        case .dataStreamClassID: state.dataStreamClassID = value
        case .dataStreamID: state.dataStreamID = value
        case .packetTotalLength:
            state.totalBits = value
            try checkLengths()
        case .packetContentLength:
            state.contentBits = value
            try checkLengths()
        case .defaultClockTimestamp:
            state.updateClock(value, bits: bits)
            emit(.clock(state.clock))
        case .packetEndDefaultClockTimestamp: state.endClock = value
        case .discardedEventRecordCounterSnapshot: state.discardedCount = value
        case .packetSequenceNumber: state.sequenceNumber = value
        case .eventRecordClassID: state.eventRecordClassID = value
        }
    }

    /// Checks the lengths of the packet as far as they are known.
    ///
    /// A wrong length is found at its own field, because nothing after it can be trusted.
    func checkLengths() throws(ElementStop) {
        if let total = state.totalBits {
            guard total % 8 == 0 else {
                throw stop(
                    .lengths,
                    "the total length of the packet, \(total) bits, is no whole byte"
                )
            }
            guard total >= position, total > 0 else {
                throw stop(
                    .lengths,
                    "the packet has \(total) bits in total, of which \(position) are decoded"
                )
            }
        }
        guard let content = state.contentBits else { return }
        if let total = state.totalBits, content > total {
            throw stop(
                .lengths,
                "the content of the packet has \(content) bits, and the packet \(total)"
            )
        }
        guard content >= position else {
            throw stop(
                .lengths,
                "the content of the packet has \(content) bits, of which \(position) are decoded"
            )
        }
        if state.isContextDecoded, state.totalBits == nil, content % 8 != 0 || content == 0 {
            throw stop(.lengths, "the length of the packet, \(content) bits, is no whole byte")
        }
    }
}
