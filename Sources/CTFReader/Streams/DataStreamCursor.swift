// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// Walks over a data stream message by message: its beginning, its packets with their event records
/// and losses, and its end.
///
/// The properties describe the message that ``next()`` has come to, until the next call.
public final class DataStreamCursor {
    /// What a message says.
    public enum Message: Hashable, Sendable {
        /// The data stream begins.
        case streamBeginning
        /// A packet begins; ``DataStreamCursor/packetContext`` is its context.
        case packetBeginning
        /// An event record; ``DataStreamCursor/event`` is its class.
        case event
        /// Event records were lost; see ``DataStreamCursor/loss``.
        case discardedEvents
        /// Whole packets were lost; see ``DataStreamCursor/loss``.
        case discardedPackets
        /// The packet ends.
        case packetEnd
        /// The data stream ends.
        case streamEnd
    }

    /// What was lost, and when.
    public struct Loss: Hashable, Sendable {
        /// How many event records or packets; nil when not known.
        public let count: UInt64?
        /// The clock before which nothing is missing, in cycles; nil when not known.
        public let beginClock: UInt64?
        /// The clock after which nothing is missing, in cycles; nil when not known.
        public let endClock: UInt64?
    }

    private enum Stage {
        case beginning
        case nextPacket
        case discardedEvents
        case discardedPackets
        case packetBeginning
        case records
        case end
        case done
    }

    /// The data stream.
    public let stream: DataStream
    /// The clock of the message in cycles; nil when it has no time.
    public private(set) var clock: UInt64?
    /// The loss that a message about discarded event records or packets tells of.
    public private(set) var loss: Loss?
    /// The context of the current packet: its values, with those of roles among them.
    public let packetContext = FieldRecord()
    /// When the current packet begins, in nanoseconds from the clock's origin.
    public private(set) var packetBeginNanoseconds = Int64.min
    /// When the current packet ends, in nanoseconds from the clock's origin.
    public private(set) var packetEndNanoseconds = Int64.max
    private let windowBytes: Int
    private var reader: PacketReader?
    private var readerFile = -1
    private var stage = Stage.beginning
    private var number = 0
    private var range: Range<Int>
    private var info = PacketInfo()
    /// The end of the packet as it stands there, which some tracers write wrongly.
    private var writtenEndClock: UInt64?
    private var previous: PacketInfo?
    private var isFirstRecordRead = false
    private static let batchCount = 256
    /// Event records of the current packet, with the current one among them.
    public private(set) var batch = RecordBatch()
    private var recordNumber = -1
    private var runningClock: UInt64 = 0
    private var lastClock: UInt64?
    private let hasClock: Bool
    private let converter: ClockConverter

    /// Makes a cursor before the first message.
    ///
    /// - Parameters:
    ///   - stream: the data stream.
    ///   - packets: the indexes of the packets to read; nil for all.
    ///   - windowBytes: how much of a file to hold in memory.
    public init(
        _ stream: DataStream,
        packets: Range<Int>? = nil,
        windowBytes: Int = PacketReader.defaultWindowBytes
    ) {
        self.stream = stream
        self.windowBytes = windowBytes
        hasClock = stream.streamClass.clock != nil
        converter = ClockConverter(stream.streamClass.clock)
        range = packets ?? stream.packets.indices
        rewind()
    }

    /// The current event record's class, and where its values are in ``batch``; nil before the
    /// first one of a packet.
    @inline(__always)
    public var record: RecordPlace? {
        recordNumber < 0 || recordNumber >= batch.records.count
            ? nil : batch.records[recordNumber]
    }
    /// The class of the current event record; nil in other messages.
    public var event: CompiledEventClass? {
        record.map { stream.streamClass.events[Int($0.eventIndex)] }
    }
    /// The values of the current event record: common context, specific context and payload.
    ///
    /// Allocates an array; ``batch`` and ``record`` give the same without.
    public var items: [FieldItem] {
        guard let record else { return [] }
        return Array(batch.items[Int(record.firstItem)..<Int(record.endItem)])
    }
    /// The bytes that the strings, BLOBs and wide numbers of the record are in.
    public var window: [UInt8] { batch.window }
    /// What the current packet says.
    public var packet: PacketInfo { info }
    /// The index of the current packet in the data stream.
    public var packetNumber: Int { number }

    /// The time of the message in nanoseconds from the clock's origin; nil without one, or when it
    /// does not fit.
    @inline(__always)
    public var nanoseconds: Int64? {
        guard let clock else { return nil }
        let time = converter.nanoseconds(clock)
        return time == .min ? nil : time
    }

    /// Hands out the event records of the batch from the current one on, and moves to the last.
    ///
    /// The caller must let go of the batch before it asks for the next message: then the memory is
    /// used again.
    ///
    /// - Returns: the batch, and the index of the current event record in it.
    public func takeBatch() -> (batch: RecordBatch, first: Int) {
        let first = recordNumber
        recordNumber = batch.records.count - 1
        clock = hasClock ? batch.records[recordNumber].clock : nil
        defer {
            lastClock = batch.records[recordNumber].clock
            batch = RecordBatch()
            recordNumber = -1
        }
        return (batch, first)
    }

    /// Goes back before the first message.
    public func rewind() {
        stage = .beginning
        number = range.lowerBound
        // A cursor that begins later knows what the packet before it said.
        previous = number > 0 ? stream.packets[number - 1].info : nil
        runningClock = previous?.endClock ?? 0
        reader = nil
        readerFile = -1
    }

    /// Goes on to the next message.
    ///
    /// - Returns: what it is; nil after the end.
    /// - Throws: what is wrong in the files and where. Messages before it are good; none comes
    ///   after it.
    public func next() throws(CTFError) -> Message? {
        if stage == .records, try nextRecord() { return .event }
        while true {
            switch stage {
            case .beginning:
                stage = .nextPacket
                clock = nil
                return .streamBeginning
            case .nextPacket:
                guard number < range.upperBound else {
                    stage = .end
                    if number == stream.packets.count, let failure = stream.failure {
                        stage = .done
                        throw failure
                    }
                    continue
                }
                try openPacket()
            case .discardedEvents:
                stage = .discardedPackets
                if findDiscardedEvents() { return .discardedEvents }
            case .discardedPackets:
                stage = .packetBeginning
                if findDiscardedPackets() { return .discardedPackets }
            case .packetBeginning:
                stage = .records
                clock = info.beginClock
                return .packetBeginning
            case .records:
                if try nextRecord() { return .event }
                return endPacket()
            case .end:
                stage = .done
                clock = nil
                return .streamEnd
            case .done:
                return nil
            }
        }
    }

    @inline(__always)
    private func nextRecord() throws(CTFError) -> Bool {
        if recordNumber &+ 1 < batch.records.count {
            recordNumber &+= 1
        } else if try !nextBatch() {
            return false
        }
        clock = hasClock ? batch.records[recordNumber].clock : nil
        return true
    }

    /// Decodes further event records of the packet, the first of which becomes the current one.
    private func nextBatch() throws(CTFError) -> Bool {
        if isFirstRecordRead {
            isFirstRecordRead = false
            return true
        }
        guard let reader else { return false }
        lastClock = batch.records.last?.clock ?? lastClock
        // The reader fills its batch in place only while nobody shares it.
        batch = RecordBatch()
        recordNumber = -1
        do throws(CTFError) {
            guard try reader.nextBatch(maximum: Self.batchCount) else { return false }
        } catch {
            stage = .done
            throw error
        }
        batch = reader.batch
        recordNumber = 0
        return true
    }

    private func openPacket() throws(CTFError) {
        let packet = stream.packets[number]
        do throws(CTFError) {
            if readerFile != packet.file {
                reader = try PacketReader(
                    path: stream.paths[packet.file],
                    trace: stream.trace,
                    windowBytes: windowBytes
                )
                readerFile = packet.file
            }
            guard let reader else { return }
            info = packet.info
            writtenEndClock = try reader.open(
                at: info.offset,
                context: packetContext,
                clock: stream.trace.metadata.format == .ctf1 ? runningClock : 0
            ).endClock
            isFirstRecordRead = false
            batch = RecordBatch()
            recordNumber = -1
            lastClock = nil
            if stream.quirks.contains(.eventBeforePacket), try nextBatch() {
                isFirstRecordRead = true
                if let first = batch.records.first?.clock, first < info.beginClock ?? .max {
                    info.beginClock = first
                }
            }
        } catch {
            stage = .done
            throw error
        }
        packetBeginNanoseconds = nanoseconds(info.beginClock) ?? .min
        packetEndNanoseconds = nanoseconds(info.endClock) ?? .max
        stage = .discardedEvents
    }

    /// The time of a clock value in nanoseconds from the clock's origin.
    public func nanoseconds(_ cycles: UInt64?) -> Int64? {
        guard let cycles else { return nil }
        let time = converter.nanoseconds(cycles)
        return time == .min ? nil : time
    }

    private func endPacket() -> Message {
        stage = .nextPacket
        if stream.quirks.contains(.eventAfterPacket) {
            // A packet ends when it says, unless some event record is later.
            info.endClock = writtenEndClock.map { max($0, lastClock ?? 0) } ?? lastClock
        } else if stream.quirks.contains(.zeroEndTime) && info.endClock == nil {
            info.endClock = lastClock ?? info.beginClock
        }
        clock = info.endClock
        runningClock = info.endClock ?? lastClock ?? info.beginClock ?? 0
        previous = info
        number += 1
        return .packetEnd
    }

    private func findDiscardedEvents() -> Bool {
        guard let found = Self.discardedEvents(info, after: previous, number: number) else {
            return false
        }
        loss = found
        clock = found.beginClock
        return true
    }

    private func findDiscardedPackets() -> Bool {
        guard let found = Self.discardedPackets(info, after: previous) else { return false }
        loss = found
        clock = found.beginClock
        return true
    }
}

extension DataStreamCursor {
    /// What a packet says was lost before its end, in the order of the messages.
    ///
    /// - Parameters:
    ///   - info: the packet.
    ///   - previous: the packet before it; nil when there is none.
    ///   - number: its index among the packets of the data stream.
    /// - Returns: each loss, and whether it is one of whole packets.
    public static func losses(
        _ info: PacketInfo,
        after previous: PacketInfo?,
        number: Int
    ) -> [(loss: Loss, isPackets: Bool)] {
        var found: [(loss: Loss, isPackets: Bool)] = []
        if let loss = discardedEvents(info, after: previous, number: number) {
            found.append((loss, false))
        }
        if let loss = discardedPackets(info, after: previous) { found.append((loss, true)) }
        return found
    }

    private static func discardedEvents(
        _ info: PacketInfo,
        after previous: PacketInfo?,
        number: Int
    ) -> Loss? {
        guard let count = info.discardedCount else { return nil }
        guard let previous else {
            guard count > 0, number == 0 else { return nil }
            return Loss(count: nil, beginClock: info.beginClock, endClock: info.endClock)
        }
        let before = previous.discardedCount ?? 0
        guard count != before else { return nil }
        return Loss(
            count: count &- before,
            beginClock: previous.endClock,
            endClock: info.endClock
        )
    }

    private static func discardedPackets(_ info: PacketInfo, after previous: PacketInfo?) -> Loss? {
        guard let number = info.sequenceNumber, let before = previous?.sequenceNumber,
            number > before, number &- before > 1
        else { return nil }
        return Loss(
            count: number &- before &- 1,
            beginClock: previous?.endClock,
            endClock: info.beginClock
        )
    }
}
