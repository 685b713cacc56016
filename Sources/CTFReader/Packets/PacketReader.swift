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
    /// The most values that one event record may have.
    public static let valueLimit = 1 << 24
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

    private var window: [UInt8] = []
    /// The event records that ``nextBatch(maximum:)`` decoded.
    public private(set) var batch = RecordBatch()
    /// The class of the current packet's data stream; nil before the first packet.
    public private(set) var stream: CompiledStreamClass?
    private var tables: DecodingTables
    private var converter = ClockConverter(nil)
    private var failure: CTFError?
    private var contextItems: [FieldItem] = []
    /// How many values fit at once; it grows for records that have more.
    private var itemCapacity = 2_048

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
        self.windowBytes = max(windowBytes, 1)
        tables = trace.packetHeader
        // Readers of CTF 1.8 have never compared UUIDs, and traces rely on it.
        let isCompared = trace.metadata.format == .ctf2
        decoder.uuid = isCompared ? trace.metadata.uuid?.bytes ?? [] : []
    }

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
        batch.removeAll()
        failure = nil
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
        if let record {
            // The context keeps its bytes when the window moves on.
            let end = min(Int(truncatingIfNeeded: decoder.position / 8) + 1, window.count)
            record.fill(contextItems, Array(window[0..<end]))
        }
        try finishHead()
        return packet
    }

    private func decodeHead() throws(DecodingStop) {
        let window = self.window
        let bytes = window.span
        let head = trace.packetHeader
        decoder.reserveSlots(head.slotCount)
        decoder.isSilent = true
        try run(head.packetHeader, of: head, bytes)
        let id = decoder.state.streamClassID
        guard let found = trace.stream(of: id) else {
            throw .malformed("the metadata has no data stream class \(id)")
        }
        stream = found
        tables = found.tables
        converter = ClockConverter(found.clock)
        decoder.reserveSlots(found.tables.slotCount)
        if !found.tables.packetHeader.isEmpty {
            // Fields of later scopes refer to the header: their slots are known only now.
            decoder.position = 0
            try run(found.tables.packetHeader, of: found.tables, bytes)
        }
        decoder.isSilent = false
        try run(found.tables.packetContext, of: found.tables, bytes)
    }

    /// Runs a program whose values become the only ones.
    private func run(
        _ program: DecodingTables.Program,
        of tables: DecodingTables,
        _ bytes: Span<UInt8>
    ) throws(DecodingStop) {
        contextItems = []
        var stop: DecodingStop?
        contextItems.append(addingCapacity: itemCapacity) { items in
            do throws(DecodingStop) {
                try decoder.run(program, of: tables, bytes, &items)
            } catch {
                stop = error
            }
        }
        if let stop { throw stop }
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

    /// Decodes the next event records of the packet into ``batch``.
    ///
    /// - Parameter maximum: how many at most.
    /// - Returns: whether there is any.
    /// - Throws: what is wrong in the file and where; there is no further record in this packet.
    public func nextBatch(maximum: Int) throws(CTFError) -> Bool {
        batch.removeAll()
        if let failure { throw failure }
        var wanted = windowBytes
        while true {
            do throws(DecodingStop) {
                try decodeBatch(maximum)
                return !batch.records.isEmpty
            } catch {
                if !batch.records.isEmpty {
                    if error.needsRoom { return true }
                    failure = describe(error, at: decoder.stopPosition)
                    return true
                }
                batch.removeAll()
                guard try makeRoom(for: error, from: decoder.position, &wanted) else {
                    throw describe(error, at: decoder.stopPosition)
                }
            }
        }
    }

    /// Works on local copies, which the compiler knows that nobody else uses.
    private func decodeBatch(_ maximum: Int) throws(DecodingStop) {
        var decoder = FieldDecoder()
        var batch = RecordBatch()
        swap(&decoder, &self.decoder)
        swap(&batch, &self.batch)
        batch.window = window
        defer {
            swap(&decoder, &self.decoder)
            swap(&batch, &self.batch)
        }
        let window = batch.window
        let bytes = window.span
        let (tables, converter, end) = (self.tables, self.converter, packet.contentBits)
        var records: [RecordPlace] = []
        swap(&records, &batch.records)
        defer { swap(&records, &batch.records) }
        var stop: DecodingStop?
        batch.items.append(addingCapacity: itemCapacity) { items in
            records.append(addingCapacity: maximum) { records in
                do throws(DecodingStop) {
                    try decoder.decodeRecords(
                        tables,
                        bytes,
                        converter,
                        end: end,
                        into: &records,
                        &items
                    )
                } catch {
                    stop = error
                }
            }
        }
        if let stop { throw stop }
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
                guard try makeRoom(for: error, from: start, &wanted) else {
                    throw describe(error, at: decoder.position)
                }
                decoder.abandon()
                decoder.position = start
                decoder.state.clock = clock
            }
        }
    }

    /// Enlarges what was too small: the window or the room for values.
    ///
    /// - Returns: whether it was one of these, so that it is worth trying again.
    private func makeRoom(
        for stop: DecodingStop,
        from position: UInt64,
        _ wanted: inout Int
    ) throws(CTFError) -> Bool {
        switch stop {
        case .windowEnded:
            try refill(from: position / 8, count: wanted)
            wanted = wanted &* 4
            return true
        case .outputEnded:
            guard itemCapacity < Self.valueLimit else { return false }
            itemCapacity *= 4
            return true
        default: return false
        }
    }

    private func describe(_ stop: DecodingStop, at position: UInt64) -> CTFError {
        decoder.stopPosition = position
        switch stop {
        case .windowEnded: return truncated()
        case .outputEnded:
            return CTFError.unsupported(
                path,
                place(position),
                "an event record has more than \(Self.valueLimit) values"
            )
        case .contentEnded: return ended()
        case .malformed(let reason): return damaged(at: position, reason)
        case .unsupported(let reason):
            return CTFError.unsupported(path, place(position), reason)
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
                place(decoder.stopPosition),
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
            ? truncated() : damaged(at: decoder.stopPosition, "a field leaves the packet's content")
    }

    /// The error that the file ends before a packet does.
    func truncated(packetAt offset: UInt64) -> CTFError {
        packet.offset = offset
        decoder.stopPosition = 0
        return truncated()
    }

    private func truncated() -> CTFError {
        CTFError(
            .truncated,
            path: path,
            place: place(decoder.stopPosition),
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
