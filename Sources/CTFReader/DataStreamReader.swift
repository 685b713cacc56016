// SPDX-License-Identifier: Apache-2.0

internal import CTFMetadata
internal import SystemCalls
internal import TraceModel

/// Reads the packets and event records of one data stream file, one after the other.
///
/// It holds one window of the file and the values of one record, whatever the file's size.
public final class DataStreamReader {
    private static let windowBytes = 256 * 1_024
    private static let maximumWindowBytes: UInt64 = 64 << 20

    /// The path of the file.
    public let path: String
    /// The trace it belongs to.
    public let trace: CompiledTrace
    private let file: FileReader
    private var decoder = FieldDecoder()
    private var packet = PacketState()
    private var stream: CompiledTrace.Stream?
    private var nextPacketByte: UInt64 = 0
    private var isInPacket = false
    private var packetLimit: UInt64 = 0
    private var previousDiscarded: UInt64?
    private var previousSequenceNumber: UInt64?
    private var previousEnd: UInt64?
    private var scratch = FieldValues()

    /// The values of the packet's context.
    public private(set) var packetContext = FieldValues()
    /// The values of the record's common context.
    public private(set) var commonContext = FieldValues()
    /// The values of the record's specific context.
    public private(set) var specificContext = FieldValues()
    /// The values of the record's payload.
    public private(set) var payload = FieldValues()
    /// The class of the record.
    public private(set) var event: CompiledTrace.Event?
    /// Losses found when the packet of the record began, to be taken once.
    public private(set) var losses: [Loss] = []

    /// Records or packets that the tracer lost.
    public struct Loss: Hashable, Sendable {
        /// How many.
        public let count: UInt64
        /// Whether whole packets are missing, and not single records.
        public let isPackets: Bool
        /// The time before which all is there; nil when not known.
        public let begin: Int64?
        /// The time after which all is there again; nil when not known.
        public let end: Int64?
    }

    init(path: String, trace: CompiledTrace) throws(CTFError) {
        self.path = path
        self.trace = trace
        do throws(SystemError) {
            file = try FileReader(path: path)
        } catch {
            throw CTFError(.unreadable, path, "\(error.errno)")
        }
    }

    /// The bytes that strings and BLOBs of the current record point into.
    public var window: [UInt8] { decoder.window }

    /// The time of the record in nanoseconds from the clock's origin; nil without a clock.
    public var nanoseconds: Int64? { stream?.clock?.nanoseconds(ofCycle: packet.clock) }

    /// The id of the data stream, and of its class.
    public var streamID: UInt64? { packet.streamID }
    /// The id of the data stream's class.
    public var streamClassID: UInt64 { packet.classID }

    /// Takes the losses that were found since the last call.
    public func takeLosses() -> [Loss] {
        defer { losses.removeAll() }
        return losses
    }

    /// Goes on to the next event record.
    ///
    /// - Returns: whether there is one; false at the end of the file.
    /// - Throws: what is wrong in the file and where. What came before is good; nothing comes
    /// after.
    public func next() throws(CTFError) -> Bool {
        while true {
            if isInPacket {
                if decoder.position < decoder.contentEnd {
                    try decodeWithRefill { reader throws(DecodeStop) in try reader.decodeRecord() }
                    return true
                }
                isInPacket = false
            }
            if nextPacketByte > file.size { throw truncated(at: file.size * 8) }
            if nextPacketByte == file.size { return false }
            try openPacket()
        }
    }

    /// Runs a decoding step, again with more bytes while it needs some.
    private func decodeWithRefill(
        _ body: (DataStreamReader) throws(DecodeStop) -> Void
    ) throws(CTFError) {
        let start = decoder.position
        let saved = packet
        while true {
            do throws(DecodeStop) {
                try body(self)
                return
            } catch {
                let failed = decoder.position
                switch error {
                case .needsBytes(let end):
                    try refill(from: start / 8, upTo: end, failedAt: failed)
                    decoder.position = start
                    packet = saved
                case .contentEnded:
                    throw CTFError(
                        .damaged,
                        path,
                        at: failed,
                        "a field leaves the content of its packet"
                    )
                case .malformed(let reason):
                    throw CTFError(.damaged, path, at: failed, reason)
                }
            }
        }
    }

    private func truncated(at position: UInt64) -> CTFError {
        CTFError(
            .truncated,
            path,
            at: position,
            "the file ends in the middle of a packet, at byte \(file.size); what stands before can"
                + " be read"
        )
    }

    private func refill(
        from start: UInt64,
        upTo end: UInt64,
        failedAt position: UInt64
    ) throws(CTFError) {
        guard end <= file.size else { throw truncated(at: position) }
        let needed = end - start
        guard needed <= Self.maximumWindowBytes else {
            throw CTFError(
                .damaged,
                path,
                at: position,
                "one event record is larger than \(Self.maximumWindowBytes >> 20) MiB"
            )
        }
        do throws(SystemError) {
            let count = max(Self.windowBytes, Int(needed) * 2)
            try file.fill(&decoder.window, at: start, count: count)
        } catch {
            throw CTFError(.damaged, path, at: position, "\(error)")
        }
        decoder.windowStart = start
        guard start + UInt64(decoder.window.count) >= end else {
            throw CTFError(.truncated, path, at: position, "the file became shorter meanwhile")
        }
    }
}

extension DataStreamReader {
    private func openPacket() throws(CTFError) {
        let start = nextPacketByte * 8
        decoder.position = start
        decoder.packetStart = start
        decoder.contentEnd = file.size * 8
        packet = PacketState()
        try decodeWithRefill { reader throws(DecodeStop) in try reader.decodePacketHead() }
        let rest = file.size * 8 - start
        let total = packet.totalBits ?? packet.contentBits ?? rest
        let content = packet.contentBits ?? total
        let used = decoder.position - start
        guard total % 8 == 0, content <= total, used <= content, total > 0 else {
            throw CTFError(
                .damaged,
                path,
                at: start,
                "the packet's lengths (\(total) bits, content \(content)) cannot be"
            )
        }
        decoder.contentEnd = start + min(content, UInt64.max - start)
        packetLimit = total
        isInPacket = true
        let (end, overflow) = nextPacketByte.addingReportingOverflow(total / 8)
        nextPacketByte = overflow ? .max : end
        packet.beginClock = packet.clock
        findLosses()
    }

    private func decodePacketHead() throws(DecodeStop) {
        scratch.removeAll()
        packetContext.removeAll()
        if let header = trace.packetHeader {
            try decoder.decode(header, into: &scratch) { role, value, bits throws(DecodeStop) in
                try packet.apply(role, value, bits)
            }
            try checkUUID()
        }
        guard let found = trace.streams[packet.classID] else {
            throw .malformed("the metadata has no data stream class \(packet.classID)")
        }
        stream = found
        decoder.slots = Array(repeating: nil, count: found.slotCount)
        guard let context = found.packetContext else { return }
        try decoder.decode(context, into: &packetContext) {
            role,
            value,
            bits throws(DecodeStop) in
            try packet.apply(role, value, bits)
        }
    }

    private func checkUUID() throws(DecodeStop) {
        guard let uuid = trace.metadata.uuid else { return }
        for value in scratch.values
        where value.kind == .blob && value.node.roles.contains(.metadataStreamUUID) {
            guard decoder.window[value.range].elementsEqual(uuid) else {
                throw .malformed("the packet belongs to another metadata stream: UUIDs differ")
            }
        }
    }

    private func decodeRecord() throws(DecodeStop) {
        guard let stream else { throw .malformed("no data stream class") }
        let start = decoder.position
        commonContext.removeAll()
        specificContext.removeAll()
        payload.removeAll()
        scratch.removeAll()
        if let header = stream.header {
            try decoder.decode(header, into: &scratch) { role, value, bits throws(DecodeStop) in
                try packet.apply(role, value, bits)
            }
        }
        guard let event = stream.events[packet.eventID] else {
            throw .malformed(
                "the metadata has no event record class \(packet.eventID); it may be cut short"
            )
        }
        self.event = event
        try decode(stream.commonContext, into: &commonContext)
        try decode(event.specificContext, into: &specificContext)
        try decode(event.payload, into: &payload)
        guard decoder.position > start else {
            throw .malformed("an event record takes no space")
        }
    }

    private func decode(
        _ node: FieldNode?,
        into values: inout FieldValues
    ) throws(DecodeStop) {
        guard let node else { return }
        try decoder.decode(node, into: &values) { _, _, _ throws(DecodeStop) in }
    }

    private func findLosses() {
        let clock = stream?.clock
        let begin = previousEnd.flatMap { clock?.nanoseconds(ofCycle: $0) }
        if let number = packet.sequenceNumber {
            if let previous = previousSequenceNumber, number > previous &+ 1 {
                let end = packet.beginClock.flatMap { clock?.nanoseconds(ofCycle: $0) }
                losses.append(
                    Loss(count: number - previous - 1, isPackets: true, begin: begin, end: end)
                )
            }
            previousSequenceNumber = number
        }
        if let discarded = packet.discarded {
            let before = previousDiscarded ?? 0
            if discarded > before {
                let end = packet.endClock.flatMap { clock?.nanoseconds(ofCycle: $0) }
                losses.append(
                    Loss(count: discarded - before, isPackets: false, begin: begin, end: end)
                )
            }
            previousDiscarded = discarded
        }
        previousEnd = packet.endClock ?? packet.beginClock
    }
}
