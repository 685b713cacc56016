// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// Counts what a data stream has lost, as its packets tell it.
///
/// A packet tells how many event records were lost up to its end, so event records can only be lost
/// from the end of one packet to the end of the next; and packets from the end of one to the
/// beginning of the next.
struct LossAccount {
    private struct Pending {
        let begin: UInt64?
        let end: UInt64?
    }

    private var eventCount: UInt64 = 0
    private var packetCount: UInt64 = 0
    private var pendingEvents: Pending?
    private var pendingPackets: Pending?
    private var previousEnd: UInt64?
    private var hasPacket = false

    /// Counts lost event records, between two packets.
    mutating func addEvents(_ count: UInt64?, begin: UInt64?, end: UInt64?) {
        eventCount &+= count ?? 1
        pendingEvents = Pending(begin: begin, end: end)
    }

    /// Counts lost packets, between two packets.
    mutating func addPackets(_ count: UInt64?, begin: UInt64?, end: UInt64?) {
        packetCount &+= count ?? 1
        pendingPackets = Pending(begin: begin, end: end)
    }

    /// The counts that a packet tells at its end.
    mutating func countsAtEnd(
        of stream: TranslatedStreamWriter,
        endClock: UInt64?
    ) throws(CTFError) -> (events: UInt64, packets: UInt64) {
        let fields = stream.translation.packetFields
        if stream.checksLossTimes, let pendingEvents, fields.contains(.end) {
            let begin = hasPacket ? previousEnd : stream.beginClock
            if let begin, let expected = pendingEvents.begin, begin != expected {
                throw stream.failure(
                    "event records were lost from \(expected) on, which is not the end of a packet"
                )
            }
            if let endClock, let expected = pendingEvents.end, endClock != expected {
                throw stream.failure(
                    "event records were lost up to \(expected), which is not the end of a packet"
                )
            }
        }
        if stream.checksLossTimes, let pendingPackets, fields.isSuperset(of: [.begin, .end]) {
            if let previousEnd, let expected = pendingPackets.begin, previousEnd != expected {
                throw stream.failure(
                    "packets were lost from \(expected) on, which is not the end of a packet"
                )
            }
            if let expected = pendingPackets.end, stream.beginClock != expected {
                throw stream.failure(
                    "packets were lost up to \(expected), which is not the beginning of a packet"
                )
            }
        }
        pendingEvents = nil
        pendingPackets = nil
        previousEnd = endClock
        hasPacket = true
        defer { packetCount &+= 1 }
        return (eventCount, packetCount)
    }

    /// The beginning and end of an empty packet that tells of losses after the last one; nil when
    /// there are none.
    var finalPacket: (begin: UInt64?, end: UInt64?)? {
        guard pendingEvents != nil || pendingPackets != nil else { return nil }
        let (packets, events) = (pendingPackets?.end, pendingEvents?.end)
        return (packets ?? events, events ?? packets)
    }
}

extension TranslatedStreamWriter {
    /// Counts lost event records.
    ///
    /// - Parameters:
    ///   - count: how many; nil when it is not known, which counts as one.
    ///   - begin: the time before which nothing is missing, in cycles.
    ///   - end: the time after which nothing is missing, in cycles.
    /// - Throws: that the output cannot tell it.
    public func discardedEvents(_ count: UInt64?, begin: UInt64?, end: UInt64?) throws(CTFError) {
        if options.ignoresDiscardedEvents { return }
        guard translation.packetFields.contains(.discarded) else {
            throw cannotTell("lost event records", "ignore-discarded-events")
        }
        guard !isPacketOpen else {
            throw cannotTell("event records lost within a packet", "ignore-discarded-events")
        }
        losses.addEvents(count, begin: begin, end: end)
    }

    /// Counts lost packets.
    ///
    /// - Parameters:
    ///   - count: how many; nil when it is not known, which counts as one.
    ///   - begin: the time before which nothing is missing, in cycles.
    ///   - end: the time after which nothing is missing, in cycles.
    /// - Throws: that the output cannot tell it.
    public func discardedPackets(_ count: UInt64?, begin: UInt64?, end: UInt64?) throws(CTFError) {
        if options.ignoresDiscardedPackets { return }
        guard translation.packetFields.contains(.sequence) else {
            throw cannotTell("lost packets", "ignore-discarded-packets")
        }
        guard !isPacketOpen else {
            throw cannotTell("packets lost within a packet", "ignore-discarded-packets")
        }
        losses.addPackets(count, begin: begin, end: end)
    }

    private func cannotTell(_ what: String, _ parameter: String) -> CTFError {
        CTFError(
            .unsupported,
            path: path,
            place: "",
            problem: "the data stream class has no field that tells of \(what)",
            remedy: "Set the parameter \(parameter) to leave them out"
        )
    }
}
