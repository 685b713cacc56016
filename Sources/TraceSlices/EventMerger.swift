// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import TraceModel
internal import TraceText

/// Merges the event records of data streams by time.
///
/// Event records of the same time come in the order of the data streams; those without a time come
/// at once.
struct EventMerger {
    /// The next event record of a data stream.
    private struct Entry: BitwiseCopyable {
        var time: Int64
        let stream: Int

        static func < (left: Entry, right: Entry) -> Bool {
            left.time != right.time ? left.time < right.time : left.stream < right.stream
        }
    }

    /// The event records of a data stream which are decoded.
    private struct Head {
        var batch = RecordBatch()
        var next = 0
        /// The time of the last event record that was given on.
        var last = Int64.min
        /// The times of the packet, between which those of its event records should lie.
        var begin = Int64.min
        var end = Int64.max
    }

    private let cursors: [DataStreamCursor]
    private let slice: TimeSlice
    private var heap: [Entry] = []
    private var heads: [Head]
    /// The data streams that have gone back in time.
    private(set) var backwardStreams: Set<Int> = []
    /// What was wrong with data streams that ended early.
    private(set) var damages: [CTFError] = []

    /// Merges data streams.
    ///
    /// - Parameters:
    ///   - cursors: one for each data stream, before its first message.
    ///   - slice: the time outside of which event records are left out.
    init(
        _ cursors: [DataStreamCursor],
        slice: TimeSlice = TimeSlice(lower: .min, upper: .max)
    ) {
        self.cursors = cursors
        self.slice = slice
        heads = cursors.map { _ in Head() }
    }

    /// Gives all event records to a consumer.
    mutating func run<Consumer: EventConsumer & ~Copyable>(_ consumer: inout Consumer) {
        for stream in cursors.indices {
            if let time = nextTime(stream, &consumer) {
                heap.append(Entry(time: time, stream: stream))
            }
        }
        heap.sort { $0 < $1 }
        var batch = RecordBatch()
        while let first = heap.first, !consumer.isDone {
            let run = takeRun(first)
            // Taken out and put back, because a copy would count references.
            swap(&batch, &heads[first.stream].batch)
            consumer.events(batch, run, first.stream)
            swap(&batch, &heads[first.stream].batch)
            let last = heads[first.stream].last
            if let time = nextTime(first.stream, &consumer) {
                if time < last && time != .min { backwardStreams.insert(first.stream) }
                heap[0].time = time
            } else {
                heap[0] = heap[heap.count - 1]
                heap.removeLast()
            }
            siftDown()
        }
    }

    /// The event records of a data stream that come before those of all others and before the end
    /// of the slice, the next one at least.
    private mutating func takeRun(_ first: Entry) -> Range<Int> {
        var limit = slice.isLast ? .max : slice.upper &- 1
        for index in 1..<max(1, min(3, heap.count)) {
            let other = heap[index]
            // At the same time, the data stream that stands first comes first.
            limit = min(limit, first.stream < other.stream ? other.time : other.time &- 1)
        }
        let start = heads[first.stream].next
        limit = min(limit, heads[first.stream].end)
        var end = start &+ 1
        var time = first.time
        let count = heads[first.stream].batch.records.count
        while end < count {
            let next = heads[first.stream].batch.records[end].nanoseconds
            if next > limit || next < time { break }
            time = next
            end &+= 1
        }
        heads[first.stream].next = end
        heads[first.stream].last = time
        return start..<end
    }

    private mutating func siftDown() {
        var parent = 0
        while true {
            var smallest = parent
            let left = 2 &* parent &+ 1
            if left < heap.count && heap[left] < heap[smallest] { smallest = left }
            if left &+ 1 < heap.count && heap[left &+ 1] < heap[smallest] { smallest = left &+ 1 }
            if smallest == parent { return }
            heap.swapAt(parent, smallest)
            parent = smallest
        }
    }

    /// The time of the next event record of a data stream that belongs to the slice.
    ///
    /// - Returns: `Int64.min` for one without a time; nil when there is none.
    @inline(__always)
    private mutating func nextTime<Consumer: EventConsumer & ~Copyable>(
        _ stream: Int,
        _ consumer: inout Consumer
    ) -> Int64? {
        while true {
            while heads[stream].next < heads[stream].batch.records.count {
                let time = heads[stream].batch.records[heads[stream].next].nanoseconds
                // A tracer's mistake must not make an event record belong to no slice or to two, so
                // its time counts as one of the packet's.
                let place = min(max(time, heads[stream].begin), heads[stream].end)
                if slice.contains(place) { return time }
                if place >= slice.upper { return nil }
                heads[stream].next &+= 1
            }
            guard advance(stream, &consumer) else { return nil }
        }
    }

    /// Goes to the next batch of a data stream.
    private mutating func advance<Consumer: EventConsumer & ~Copyable>(
        _ stream: Int,
        _ consumer: inout Consumer
    ) -> Bool {
        let cursor = cursors[stream]
        heads[stream].batch = RecordBatch()
        do throws(CTFError) {
            while let message = try cursor.next() {
                switch message {
                case .event:
                    let (batch, next) = cursor.takeBatch()
                    heads[stream].batch = batch
                    heads[stream].next = next
                    heads[stream].begin = cursor.packetBeginNanoseconds
                    heads[stream].end = cursor.packetEndNanoseconds
                    return true
                case .packetBeginning: consumer.packet(cursor, stream)
                case .discardedEvents, .discardedPackets:
                    if slice.contains(cursor.packetBeginNanoseconds) {
                        consumer.loss(
                            cursor,
                            stream,
                            isPackets: message == .discardedPackets
                        )
                    }
                default: continue
                }
            }
        } catch {
            damages.append(error)
            consumer.failure(stream)
        }
        return false
    }
}
