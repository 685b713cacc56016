// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import TraceModel

/// Takes the event records of several data streams in the order of time.
protocol EventConsumer: ~Copyable {
    /// Takes event records of one data stream that come one after the other.
    mutating func events(_ batch: borrowing RecordBatch, _ run: Range<Int>, _ stream: Int)
    /// Takes what a data stream has lost.
    mutating func loss(_ cursor: DataStreamCursor, _ stream: Int, isPackets: Bool)
    /// Learns that a packet has begun.
    mutating func packet(_ cursor: DataStreamCursor, _ stream: Int)
    /// Whether the consumer wants no more.
    var isDone: Bool { get }
}

/// Merges the event records of data streams by time.
///
/// Event records of the same time come in the order of the data streams; those without a time come
/// at once.
struct EventMerger {
    private struct Entry {
        var time: Int64
        let stream: Int

        static func < (left: Entry, right: Entry) -> Bool {
            left.time != right.time ? left.time < right.time : left.stream < right.stream
        }
    }

    private let cursors: [DataStreamCursor]
    private let slice: TimeSlice?
    private var heap: [Entry] = []
    /// What was wrong with data streams that ended early.
    private(set) var damages: [CTFError] = []

    /// Merges data streams.
    ///
    /// - Parameters:
    ///   - cursors: one for each data stream, before its first message.
    ///   - slice: what to leave out; nil for nothing.
    init(_ cursors: [DataStreamCursor], slice: TimeSlice? = nil) {
        self.cursors = cursors
        self.slice = slice
    }

    /// Gives all event records to a consumer.
    mutating func run<Consumer: EventConsumer & ~Copyable>(_ consumer: inout Consumer) {
        for stream in cursors.indices {
            if let time = advance(stream, &consumer) {
                heap.append(Entry(time: time, stream: stream))
            }
        }
        heap.sort { $0 < $1 }
        while let first = heap.first, !consumer.isDone {
            let cursor = cursors[first.stream]
            // The run ends where another data stream, or the next slice, comes first.
            var limit = slice.map { $0.isLast ? .max : $0.upper &- 1 } ?? .max
            var isIncluded = true
            for next in 1..<max(1, min(3, heap.count)) where heap[next].time <= limit {
                let other = heap[next]
                let isBehind = first.stream < other.stream
                isIncluded = other.time == limit ? isIncluded && isBehind : isBehind
                limit = other.time
            }
            let run = cursor.takeRun(upTo: limit, isIncluded: isIncluded)
            consumer.events(cursor.batch, run, first.stream)
            if let time = advance(first.stream, &consumer) {
                heap[0].time = time
            } else {
                heap[0] = heap[heap.count - 1]
                heap.removeLast()
            }
            siftDown()
        }
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

    /// Goes to the next event record of a data stream that belongs to the slice.
    ///
    /// - Returns: its time; nil when there is none.
    private mutating func advance<Consumer: EventConsumer & ~Copyable>(
        _ stream: Int,
        _ consumer: inout Consumer
    ) -> Int64? {
        let cursor = cursors[stream]
        while true {
            do throws(CTFError) {
                switch try cursor.next() {
                case .event:
                    let time = cursor.nanoseconds ?? .min
                    guard let slice else { return time }
                    let place = cursor.clamped(time)
                    if slice.contains(place) { return time }
                    if place >= slice.upper { return nil }
                case .packetBeginning: consumer.packet(cursor, stream)
                case .discardedEvents:
                    if isInSlice(cursor) { consumer.loss(cursor, stream, isPackets: false) }
                case .discardedPackets:
                    if isInSlice(cursor) { consumer.loss(cursor, stream, isPackets: true) }
                case nil: return nil
                default: continue
                }
            } catch {
                damages.append(error)
                return nil
            }
        }
    }

    private func isInSlice(_ cursor: DataStreamCursor) -> Bool {
        guard let slice else { return true }
        return slice.contains(cursor.clamped(.min))
    }
}

extension DataStreamCursor {
    /// A time moved into the packet that the cursor is in.
    ///
    /// A tracer's mistake must not make an event record belong to no slice or to two.
    @inline(__always)
    func clamped(_ time: Int64) -> Int64 {
        min(max(time, packetBeginNanoseconds), packetEndNanoseconds)
    }
}
