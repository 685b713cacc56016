// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls
public import TraceModel

/// Decodes packets of one data stream file, one event record after the other.
///
/// It holds one window of the file and the values of one record, whatever the file's size. A record
/// that does not fit in the window makes the window grow, up to a limit.
public final class PacketReader {
    /// The most bytes that one event record, or the header and context of a packet, may have.
    public static let recordLimitBytes: UInt64 = 256 << 20
    /// The window of a reader that has the file for itself.
    public static let defaultWindowBytes = 256 * 1_024

    /// The file.
    public let path: String
    /// The file's size in bytes when it was opened.
    public let size: UInt64
    /// The classes of the trace.
    public let trace: CompiledTrace
    private let file: FileReader
    private let windowBytes: Int
    private var decoder = FieldDecoder()
    private var packet = PacketInfo()

    /// The bytes that strings, BLOBs and wide numbers of the current record are in.
    public private(set) var window: [UInt8]
    /// The class of the current packet's data stream; nil before the first packet.
    public private(set) var stream: CompiledStreamClass?
    /// The index of the current event record's class in ``CompiledStreamClass/events``; -1 before
    /// the first one.
    public private(set) var eventIndex = -1
    private var tables: DecodingTables

    /// Opens a data stream file.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - trace: the classes of its trace.
    ///   - windowBytes: how much of the file to hold; many streams together need smaller windows.
    /// - Throws: why it cannot be opened.
    public init(
        path: String,
        trace: CompiledTrace,
        windowBytes: Int = PacketReader.defaultWindowBytes
    ) throws(CTFError) {
        do throws(SystemError) {
            file = try FileReader(path: path)
        } catch {
            throw CTFError.access(path, "\(error)")
        }
        self.path = path
        size = file.size
        self.trace = trace
        self.windowBytes = max(windowBytes, 4_096)
        window = []
        tables = trace.packetHeader
        decoder.uuid = trace.metadata.uuid?.bytes ?? []
    }

    /// The class of the current event record; nil before the first one.
    public var event: CompiledEventClass? {
        guard let stream, stream.events.indices.contains(eventIndex) else { return nil }
        return stream.events[eventIndex]
    }

    /// The values of the current event record: common context, specific context and payload.
    public var items: [FieldItem] { decoder.items }

    /// The default clock after the current event record's header, in cycles.
    public var clock: UInt64 { decoder.state.clock }

    /// Whether anything has set the default clock in the current packet.
    public var hasClock: Bool { decoder.state.hasClock }

    /// Sets the clock which short timestamps of the next record continue.
    ///
    /// CTF 1.8 lets the clock run on from packet to packet.
    func setClock(_ cycles: UInt64) { decoder.state.clock = cycles }

    /// The position behind the last decoded field, in bits from the packet's beginning.
    public var position: UInt64 { decoder.position }
}

extension PacketReader {
    /// Goes to a packet and decodes its header and context.
    ///
    /// - Parameters:
    ///   - offset: where the packet begins, in bytes.
    ///   - record: receives the values of the packet's context and the bytes they refer to.
    ///   - clock: the clock before the packet, which CTF 1.8 lets run on.
    /// - Returns: what the packet says.
    /// - Throws: that no whole packet begins there.
    public func open(
        at offset: UInt64,
        context record: FieldRecord? = nil,
        clock: UInt64 = 0
    ) throws(CTFError) -> PacketInfo {
        packet = PacketInfo()
        packet.offset = offset
        eventIndex = -1
        decoder.abandon()
        decoder.position = 0
        decoder.windowStart = 0
        decoder.windowEnd = 0
        decoder.contentEnd = (size &- min(offset, size)) &* 8
        try retrying { reader throws(DecodingStop) in
            reader.decoder.beginPacket()
            reader.decoder.state.clock = clock
            reader.decoder.contentEnd = (reader.size &- min(offset, reader.size)) &* 8
            try reader.decodeHead()
        }
        if let record { record.fill(decoder.items, window) }
        try finishHead()
        return packet
    }

    private func decodeHead() throws(DecodingStop) {
        let window = self.window
        let bytes = window.span
        decoder.items.removeAll(keepingCapacity: true)
        let head = trace.packetHeader
        decoder.reserveSlots(head.slotCount)
        try decoder.run(head.packetHeader, of: head, bytes)
        let id = decoder.state.streamClassID
        guard let found = trace.stream(of: id) else {
            throw .malformed("the metadata has no data stream class \(id)")
        }
        stream = found
        tables = found.tables
        decoder.reserveSlots(found.tables.slotCount)
        if !found.tables.packetHeader.isEmpty {
            // Fields of later scopes refer to the header: their slots are known only now.
            decoder.position = 0
            try decoder.run(found.tables.packetHeader, of: found.tables, bytes)
        }
        decoder.items.removeAll(keepingCapacity: true)
        try decoder.run(found.tables.packetContext, of: found.tables, bytes)
    }

    private func finishHead() throws(CTFError) {
        let rest = (size &- packet.offset) &* 8
        let state = decoder.state
        let content = state.contentBits ?? state.totalBits ?? rest
        let total = state.totalBits ?? state.contentBits ?? rest
        guard total % 8 == 0, content <= total, decoder.position <= content, total > 0 else {
            throw damaged(
                at: 0,
                "the lengths of the packet (\(total) bits, content \(content) bits) cannot be"
            )
        }
        packet.totalBits = total
        packet.contentBits = content
        packet.streamClassID = stream?.streamClass.id ?? 0
        packet.streamID = state.streamID
        packet.beginClock = state.hasClock ? state.clock : nil
        packet.endClock = state.endClock
        packet.discardedCount = state.discardedCount
        packet.sequenceNumber = state.sequenceNumber
        decoder.contentEnd = content
    }

    /// Goes on to the next event record of the packet.
    ///
    /// - Returns: whether there is one.
    /// - Throws: what is wrong in the file and where; there is no further record in this packet.
    public func next() throws(CTFError) -> Bool {
        guard decoder.position < packet.contentBits else { return false }
        try retrying { reader throws(DecodingStop) in try reader.decodeRecord() }
        return true
    }

    private func decodeRecord() throws(DecodingStop) {
        let start = decoder.position
        let window = self.window
        let bytes = window.span
        decoder.items.removeAll(keepingCapacity: true)
        decoder.state.eventID = 0
        try decoder.run(tables.eventHeader, of: tables, bytes)
        decoder.items.removeAll(keepingCapacity: true)
        let found = tables.eventIndex(decoder.state.eventID)
        guard found >= 0 else {
            throw .malformed("the metadata has no event record class \(decoder.state.eventID)")
        }
        try decoder.run(tables.events[Int(found)], of: tables, bytes)
        guard decoder.position > start else {
            throw .malformed("an event record takes no bits, so there would be no end of them")
        }
        eventIndex = Int(found)
    }
}

extension PacketReader {
    /// Runs a decoding step, again with more of the file while the window is too short for it.
    private func retrying(
        _ body: (PacketReader) throws(DecodingStop) -> Void
    ) throws(CTFError) {
        let start = decoder.position
        let clock = decoder.state.clock
        var wanted = windowBytes
        while true {
            do throws(DecodingStop) {
                return try body(self)
            } catch {
                switch error {
                case .windowEnded:
                    try refill(from: start / 8, count: wanted)
                    wanted = wanted &* 4
                    decoder.abandon()
                    decoder.position = start
                    decoder.state.clock = clock
                case .contentEnded:
                    throw ended()
                case .malformed(let reason):
                    throw damaged(at: decoder.position, reason)
                case .unsupported(let reason):
                    throw CTFError.unsupported(path, place(decoder.position), reason)
                }
            }
        }
    }

    /// Reads a window that begins with a byte of the packet.
    private func refill(from start: UInt64, count: Int) throws(CTFError) {
        let offset = packet.offset &+ start
        let rest = size &- min(offset, size)
        let isStuck = decoder.windowStart == start && decoder.windowEnd >= (start &+ rest) &* 8
        guard rest > 0, !isStuck else { throw truncated() }
        let known = UInt64(max(windowBytes, count))
        guard known <= Self.recordLimitBytes &* 4 else {
            throw CTFError.unsupported(
                path,
                place(decoder.position),
                "an event record is longer than \(Self.recordLimitBytes >> 20) MiB"
            )
        }
        let wanted = Int(min(known, Self.recordLimitBytes, rest))
        let filled: Int
        do throws(SystemError) {
            filled = try file.read(
                into: &window,
                at: offset,
                count: wanted,
                paddingBytes: FieldDecoder.paddingBytes
            )
        } catch {
            throw CTFError.access(path, "\(error)")
        }
        guard filled == wanted else { throw truncated() }
        decoder.windowStart = start
        decoder.windowEnd = (start &+ UInt64(filled)) &* 8
    }

    private func ended() -> CTFError {
        // Without a known content, the file's end is the content's.
        let fileEnd = (size &- packet.offset) &* 8
        return decoder.contentEnd >= fileEnd
            ? truncated() : damaged(at: decoder.position, "a field leaves the packet's content")
    }

    /// The error that the file ends before a packet does.
    func truncated(packetAt offset: UInt64) -> CTFError {
        packet.offset = offset
        decoder.position = 0
        return truncated()
    }

    private func truncated() -> CTFError {
        CTFError(
            .truncated,
            path: path,
            place: place(decoder.position),
            problem: "the file ends in the middle of a packet, at byte \(size)",
            remedy: "What stands before can be read; plume recover saves it as a trace"
        )
    }

    private func damaged(at position: UInt64, _ reason: String) -> CTFError {
        CTFError(
            .data,
            path: path,
            place: place(position),
            problem: reason,
            remedy: "What stands before can be read; plume recover saves it as a trace"
        )
    }

    private func place(_ position: UInt64) -> String {
        let bit = packet.offset &* 8 &+ position
        return "byte \(bit / 8) (bit \(bit))"
    }
}
