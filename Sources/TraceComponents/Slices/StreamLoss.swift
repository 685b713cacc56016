// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import TraceModel

/// What a data stream has lost, with its place among the event records of all data streams.
struct StreamLoss: Sendable {
    /// The index of the data stream.
    let stream: Int
    /// The index of the packet that tells of it.
    let packet: Int
    let isPackets: Bool
    let loss: DataStreamCursor.Loss
    /// When it began, in nanoseconds from the clock's origin; nil when not known.
    let beginNanoseconds: Int64?
    /// When it ended.
    let endNanoseconds: Int64?

    /// Whether the loss comes before an event record of a data stream in whose packet this is.
    func precedes(_ time: Int64, _ stream: Int, packet: Int) -> Bool {
        if self.stream == stream { return self.packet <= packet }
        guard let begin = beginNanoseconds else { return true }
        return begin != time ? begin < time : self.stream < stream
    }

    /// Those of a time among losses that stand in the order of time.
    static func losses(_ losses: [StreamLoss], of slice: TimeSlice) -> [StreamLoss] {
        func count(before time: Int64) -> Int {
            var (low, high) = (0, losses.count)
            while low < high {
                let middle = (low + high) / 2
                let isBefore = losses[middle].beginNanoseconds ?? .min < time
                if isBefore { low = middle + 1 } else { high = middle }
            }
            return low
        }
        let first = count(before: slice.lower)
        let end = slice.isLast ? losses.count : count(before: slice.upper)
        return Array(losses[first..<max(first, end)])
    }

    /// The losses of some data streams whose packets tell their times, by time.
    static func all(of streams: [DataStream]) -> [StreamLoss] {
        var found: [StreamLoss] = []
        for (number, stream) in streams.enumerated() {
            let converter = ClockConverter(stream.streamClass.clock)
            func time(_ cycles: UInt64?) -> Int64? {
                guard let cycles else { return nil }
                let time = converter.nanoseconds(cycles)
                return time == .min ? nil : time
            }
            var previous: PacketInfo?
            for (index, packet) in stream.packets.enumerated() {
                let losses = DataStreamCursor.losses(packet.info, after: previous, number: index)
                for (loss, isPackets) in losses {
                    found.append(
                        StreamLoss(
                            stream: number,
                            packet: index,
                            isPackets: isPackets,
                            loss: loss,
                            beginNanoseconds: time(loss.beginClock),
                            endNanoseconds: time(loss.endClock)
                        )
                    )
                }
                previous = packet.info
            }
        }
        return found.sorted { left, right in
            let (first, second) = (left.beginNanoseconds ?? .min, right.beginNanoseconds ?? .min)
            if first != second { return first < second }
            return (left.stream, left.packet, left.isPackets ? 1 : 0)
                < (right.stream, right.packet, right.isPackets ? 1 : 0)
        }
    }
}

/// The losses that wait until the event records before them are printed.
struct PendingLosses {
    private var losses: [StreamLoss] = []
    private var next = 0
    /// Whether the cursors tell of losses, because they are not known before.
    private(set) var comeFromCursors = true

    /// Whether any loss waits.
    @inline(__always)
    var isEmpty: Bool { next >= losses.count }

    /// Starts with losses that are known, by time; nil lets cursors tell of them.
    mutating func begin(_ known: [StreamLoss]?) {
        losses = known ?? []
        next = 0
        comeFromCursors = known == nil
    }

    /// Takes a loss that a cursor has come to.
    mutating func add(_ cursor: DataStreamCursor, _ stream: Int, isPackets: Bool) {
        guard comeFromCursors, let loss = cursor.loss else { return }
        losses.removeFirst(next)
        next = 0
        let begin = cursor.nanoseconds(loss.beginClock)
        let added = StreamLoss(
            stream: stream,
            packet: cursor.packetNumber,
            isPackets: isPackets,
            loss: loss,
            beginNanoseconds: begin,
            endNanoseconds: cursor.nanoseconds(loss.endClock)
        )
        let place = losses.firstIndex {
            let (left, right) = (begin ?? .min, $0.beginNanoseconds ?? .min)
            return left != right ? left < right : stream < $0.stream
        }
        losses.insert(added, at: place ?? losses.count)
    }

    /// The next loss before an event record, if there is one.
    mutating func take(before time: Int64, _ stream: Int, packet: Int) -> StreamLoss? {
        guard next < losses.count, losses[next].precedes(time, stream, packet: packet) else {
            return nil
        }
        next += 1
        return losses[next - 1]
    }

    /// The next loss, if there is one.
    mutating func takeLast() -> StreamLoss? {
        guard next < losses.count else { return nil }
        next += 1
        return losses[next - 1]
    }
}
