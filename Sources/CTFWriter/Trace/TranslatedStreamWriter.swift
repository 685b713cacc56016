// SPDX-License-Identifier: Apache-2.0

internal import Bytes
public import CTFReader
internal import SystemCalls
public import TraceModel

/// Writes one data stream file of a translated trace: packets, and event records in them.
///
/// Data stream writers share nothing that changes, so each can have a thread of its own. Whole
/// packets are collected and written together; a long packet is written in parts, and its lengths
/// are filled in at its end.
public final class TranslatedStreamWriter {
    /// From how many bytes on the buffer is written to the file.
    private static let flushBytes = 256 * 1_024
    /// The magic number at the beginning of each packet.
    private static let magic: UInt64 = 0xC1FC_1FC1

    /// The file.
    public let path: String
    /// How many bytes the packets have so far.
    public var byteCount: UInt64 { writtenBytes + UInt64(state.encoder.buffer.count) }
    /// How many event records were written.
    public var recordCount: UInt64 { state.recordCount }
    /// Whether a packet is open.
    public var isPacketOpen: Bool { state.isOpen }
    let translation: StreamTranslation
    let options: TraceTranslation.Options
    /// Whether losses must have the times that the output will tell.
    ///
    /// Those which come straight from packets have them, except where a tracer wrote wrong times.
    public var checksLossTimes = true
    var losses = LossAccount()
    private let streamID: UInt64
    private let uuid: [UInt8]
    private let file: FileDescriptor
    private var state: PacketProgress
    private var writtenBytes: UInt64 = 0
    private var packetStart: UInt64 = 0
    /// The time of the packet's beginning, in cycles.
    var beginClock: UInt64 { state.beginClock }

    init(
        path: String,
        translation: StreamTranslation,
        options: TraceTranslation.Options,
        streamID: UInt64,
        uuid: MetadataUUID?
    ) throws(CTFError) {
        self.path = path
        self.translation = translation
        self.options = options
        self.streamID = streamID
        self.uuid = uuid?.bytes ?? []
        state = PacketProgress(
            encoder: FieldEncoder(translation.tables, capacity: Self.flushBytes + 65_536)
        )
        do throws(SystemError) {
            file = try FileDescriptor.open(path, .createNew)
        } catch {
            throw CTFError.cannotWrite(path, error)
        }
    }

    /// Begins a packet.
    ///
    /// - Parameters:
    ///   - context: the packet context of the source, with the values of roles among its items; nil
    ///     only where the class has none.
    ///   - clock: the time of the beginning, in cycles; nil when it is not known: that of the first
    ///     event record is taken.
    /// - Throws: that a packet is open, or that the context is not that of the class.
    public func beginPacket(context: FieldRecord?, clock: UInt64?) throws(CTFError) {
        guard !isPacketOpen else {
            throw failure("a packet begins before the one before it has ended")
        }
        if byteCount - writtenBytes >= UInt64(Self.flushBytes) { try flush() }
        state.isOpen = true
        packetStart = byteCount
        state.hasBeginClock = clock != nil
        state.beginClock = clock ?? state.lastClock
        state.lastClock = max(state.lastClock, state.beginClock)
        appendHead()
        state.paddingBits = 0
        guard let program = translation.packetContext else { return }
        guard let context else {
            if translation.isContextEmpty { return }
            throw failure("a packet has no context, though its class has")
        }
        do throws(EncodingStop) {
            let items = context.items
            try state.encoder.run(program, items, items.indices, context.window)
            state.paddingBits = state.encoder.paddingBits
        } catch {
            throw failure(error)
        }
    }

    /// Appends the header, and the members of the context whose values the end of the packet tells.
    private func appendHead() {
        state.encoder.buffer.append(word: Self.magic, byteCount: 4)
        state.encoder.buffer.append(uuid)
        state.encoder.buffer.append(word: translation.id, byteCount: 8)
        state.encoder.buffer.append(word: streamID, byteCount: 8)
        state.encoder.buffer.append(
            zeros: 8 * (2 + translation.packetFields.rawValue.nonzeroBitCount)
        )
    }

    /// Appends an event record.
    ///
    /// - Parameters:
    ///   - event: the index of its class among those of the data stream class.
    ///   - clock: its time in cycles; not used without a clock.
    ///   - items: values, with those of the record: common context, specific context and payload.
    ///   - range: which of the items are the record's.
    ///   - window: the bytes that strings, BLOBs and wide numbers are in.
    /// - Throws: why the record cannot be encoded or written; nothing of it was written then.
    public func append(
        event: Int,
        clock: UInt64,
        items: [FieldItem],
        range: Range<Int>,
        window: [UInt8]
    ) throws(CTFError) {
        do throws(EncodingStop) {
            try state.append(translation, event, clock, items, range, window)
        } catch {
            throw failure(error)
        }
        if state.encoder.buffer.count >= 4 * Self.flushBytes { try flush() }
    }

    /// Appends event records which were decoded together.
    ///
    /// - Parameters:
    ///   - batch: the records and their values.
    ///   - numbers: which of the records to append.
    /// - Throws: why a record cannot be encoded or written; those before it were written.
    public func append(_ batch: RecordBatch, _ numbers: Range<Int>) throws(CTFError) {
        do throws(EncodingStop) {
            try state.append(translation, batch, numbers)
        } catch {
            throw failure(error)
        }
        if state.encoder.buffer.count >= 4 * Self.flushBytes { try flush() }
    }

    /// Ends the packet.
    ///
    /// - Parameter clock: the time of the end, in cycles; nil when it is not known: that of the
    ///   last event record is taken.
    /// - Throws: that the packet's losses cannot be told, or why it cannot be written.
    public func endPacket(clock: UInt64?) throws(CTFError) {
        guard isPacketOpen else { throw failure("a packet ends, though none has begun") }
        let endClock = clock ?? state.lastClock
        state.lastClock = max(state.lastClock, endClock)
        let counts = try losses.countsAtEnd(of: self, endClock: clock)
        state.isOpen = false
        let (bits, isTooLong) = (byteCount - packetStart).multipliedReportingOverflow(by: 8)
        guard !isTooLong else { throw failure("a packet is longer than 2^61 bytes") }
        var words = [bits, bits &- UInt64(state.paddingBits)]
        let fields = translation.packetFields
        if fields.contains(.begin) { words.append(beginClock) }
        if fields.contains(.end) { words.append(endClock) }
        if fields.contains(.discarded) { words.append(counts.events) }
        if fields.contains(.sequence) { words.append(counts.packets) }
        let place = packetStart + UInt64(translation.headerBytes)
        if place >= writtenBytes {
            let offset = Int(place - writtenBytes)
            for (number, word) in words.enumerated() {
                state.encoder.buffer.replace(at: offset + 8 * number, by: word)
            }
            return
        }
        var bytes: [UInt8] = []
        for word in words { bytes.appendLittleEndian(word) }
        do throws(SystemError) {
            try file.write(bytes, at: place)
        } catch {
            throw CTFError.cannotWrite(path, error)
        }
    }

    /// Writes everything to the file; no packet may be open.
    public func finish() throws(CTFError) {
        guard !isPacketOpen else { throw failure("the data stream ends within a packet") }
        if let packet = losses.finalPacket {
            try beginPacket(context: nil, clock: packet.begin)
            try endPacket(clock: packet.end)
        }
        try flush()
    }

    private func flush() throws(CTFError) {
        let count = state.encoder.buffer.count
        do throws(SystemError) {
            try state.encoder.buffer.write(0..<count, to: file)
        } catch {
            throw CTFError.cannotWrite(path, error)
        }
        state.encoder.buffer.removeAll()
        writtenBytes += UInt64(count)
    }

    private func failure(_ stop: EncodingStop) -> CTFError {
        guard case .tooLarge(let problem) = stop else { return failure(stop.problem) }
        return CTFError(
            .unsupported,
            path: path,
            place: "event record \(recordCount)",
            problem: problem,
            remedy: "Write the trace as CTF 2"
        )
    }

    /// An error about this data stream.
    func failure(_ problem: String) -> CTFError {
        CTFError(
            .data,
            path: path,
            place: "",
            problem: problem,
            remedy: "Check what comes before the component that writes the trace"
        )
    }
}

extension CTFError {
    /// The error that a file or folder cannot be written.
    static func cannotWrite(_ path: String, _ error: SystemError) -> CTFError {
        CTFError(
            .access,
            path: path,
            place: "",
            problem: "\(error)",
            remedy: "Check the permissions and the room on the disk"
        )
    }
}
