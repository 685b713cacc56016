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
    private var previous: PacketInfo?
    private var isFirstRecordRead = false
    private var runningClock: UInt64 = 0

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
        range = packets ?? stream.packets.indices
        rewind()
    }

    /// The class of the current event record; nil in other messages.
    public var event: CompiledEventClass? { reader?.event }
    /// The index of the current event record's class in its data stream class; -1 without one.
    public var eventIndex: Int { reader?.eventIndex ?? -1 }
    /// The values of the current event record: common context, specific context and payload.
    public var items: [FieldItem] { reader?.items ?? [] }
    /// The bytes that the strings, BLOBs and wide numbers of the record are in.
    public var window: [UInt8] { reader?.window ?? [] }
    /// What the current packet says.
    public var packet: PacketInfo { info }

    /// The time of the message in nanoseconds from the clock's origin; nil without one, or when it
    /// does not fit.
    @inline(__always)
    public var nanoseconds: Int64? {
        guard let clock, let clockClass = stream.streamClass.clock else { return nil }
        return clockClass.nanosecondsFromOrigin(cycles: clock)
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
        guard let reader else { return false }
        if isFirstRecordRead {
            isFirstRecordRead = false
        } else {
            do throws(CTFError) {
                guard try reader.next() else { return false }
            } catch {
                stage = .done
                throw error
            }
        }
        clock = stream.streamClass.clock == nil ? nil : reader.clock
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
            _ = try reader.open(
                at: info.offset,
                context: packetContext,
                clock: stream.trace.metadata.format == .ctf1 ? runningClock : 0
            )
            isFirstRecordRead = false
            if stream.quirks.contains(.eventBeforePacket), try reader.next() {
                isFirstRecordRead = true
                info.beginClock = reader.clock
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
        guard let cycles, let clock = stream.streamClass.clock else { return nil }
        return clock.nanosecondsFromOrigin(cycles: cycles)
    }

    private func endPacket() -> Message {
        stage = .nextPacket
        if stream.quirks.contains(.eventAfterPacket)
            || stream.quirks.contains(.zeroEndTime) && info.endClock == nil
                && number == stream.packets.count - 1
        {
            info.endClock = reader?.clock ?? info.endClock
        }
        clock = info.endClock
        runningClock = info.endClock ?? reader?.clock ?? 0
        previous = info
        number += 1
        return .packetEnd
    }

    private func findDiscardedEvents() -> Bool {
        guard let count = info.discardedCount else { return false }
        guard let previous else {
            guard count > 0, number == 0 else { return false }
            loss = Loss(count: nil, beginClock: info.beginClock, endClock: info.endClock)
            clock = info.beginClock
            return true
        }
        let before = previous.discardedCount ?? 0
        guard count != before else { return false }
        loss = Loss(
            count: count &- before,
            beginClock: previous.endClock,
            endClock: info.endClock
        )
        clock = previous.endClock
        return true
    }

    private func findDiscardedPackets() -> Bool {
        guard let number = info.sequenceNumber, let before = previous?.sequenceNumber,
            number > before, number &- before > 1
        else { return false }
        loss = Loss(
            count: number &- before &- 1,
            beginClock: previous?.endClock,
            endClock: info.beginClock
        )
        clock = previous?.endClock
        return true
    }
}
