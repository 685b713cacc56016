// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension TSDLConverter {
    /// The roles of an integer, which its name and its clock give.
    ///
    /// A special name means nothing on a field of another type than the role wants.
    mutating func roles(_ integer: TSDLInteger, _ name: String?) throws(CTFError) -> [FieldRole] {
        if let clock = integer.clock, scope != .packetHeader { try use(clock) }
        guard !integer.isSigned, integer.lengthBits <= 64 else { return [] }
        if let name, let role = try namedRole(integer, name) {
            guard role != .defaultClockTimestamp, role != .packetEndDefaultClockTimestamp else {
                if integer.clock == nil && stream.unmappedOffset == nil {
                    stream.unmappedOffset = memberOffset
                }
                return [role]
            }
            // A field with another meaning may be a timestamp too.
            return integer.clock == nil || scope == .packetHeader
                ? [role] : [role, .defaultClockTimestamp]
        }
        return integer.clock == nil || scope == .packetHeader ? [] : [.defaultClockTimestamp]
    }

    /// Where the name of the current structure member stands.
    private var memberOffset: Int {
        guard case .structure(let structure, let member) = frames.last else { return 0 }
        return structure.members[member].offset
    }

    private mutating func namedRole(
        _ integer: TSDLInteger,
        _ name: String
    ) throws(CTFError) -> FieldRole? {
        switch (scope, name) {
        case (.packetHeader, "magic") where frames.count == 1:
            guard case .structure(_, member: 0) = frames[0], integer.lengthBits == 32 else {
                throw resolver.error(
                    memberOffset,
                    "\"magic\" is not the first member of the packet header, or has no 32 bits",
                    "Put it first, or rename it"
                )
            }
            return .packetMagicNumber
        case (.packetHeader, "stream_id"):
            hasStreamID = true
            return .dataStreamClassID
        case (.packetHeader, "stream_instance_id"): return .dataStreamID
        case (.packetContext, "packet_size"): return .packetTotalLength
        case (.packetContext, "content_size"): return .packetContentLength
        case (.packetContext, "timestamp_begin"): return .defaultClockTimestamp
        case (.packetContext, "timestamp_end"): return .packetEndDefaultClockTimestamp
        case (.packetContext, "events_discarded"): return .discardedEventRecordCounterSnapshot
        case (.packetContext, "packet_seq_num"): return .packetSequenceNumber
        case (.eventRecordHeader, "id"):
            stream.hasEventID = true
            return .eventRecordClassID
        case (.eventRecordHeader, "timestamp"): return .defaultClockTimestamp
        default: return nil
        }
    }
}
