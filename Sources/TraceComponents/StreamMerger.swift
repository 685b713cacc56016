// SPDX-License-Identifier: Apache-2.0

public import CTFReader

/// Merges data streams by time: a heap of streams, each at its next record.
///
/// Records of the same time come in the order of the traces and then of the streams, so the same
/// input always gives the same output. A record without a time comes at once.
public struct StreamMerger {
    private struct Entry {
        let time: Int64
        let order: Int
        let stream: DataStreamReader

        static func < (left: Entry, right: Entry) -> Bool {
            (left.time, left.order) < (right.time, right.order)
        }
    }

    private var heap: [Entry] = []
    private var current: Entry?
    /// What was wrong with streams that ended early.
    public private(set) var damages: [CTFError] = []

    /// Merges streams.
    public init(_ streams: [DataStreamReader]) {
        for (order, stream) in streams.enumerated() { push(stream, order) }
    }

    /// The stream that has the next record, which it holds until the next call.
    public mutating func next() -> DataStreamReader? {
        if let last = current { advance(last) }
        current = popFirst()
        return current?.stream
    }

    /// The most common case, that the stream's next record is still the first, moves nothing.
    private mutating func advance(_ entry: Entry) { push(entry.stream, entry.order) }

    private mutating func push(_ stream: DataStreamReader, _ order: Int) {
        do throws(CTFError) {
            guard try stream.next() else {
                if !stream.losses.isEmpty { ended.append(stream) }
                return
            }
        } catch {
            damages.append(error)
            return
        }
        heap.append(Entry(time: stream.nanoseconds ?? .min, order: order, stream: stream))
        var child = heap.count - 1
        while child > 0, case let parent = (child - 1) / 2, heap[child] < heap[parent] {
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func popFirst() -> Entry? {
        guard let last = heap.popLast() else { return nil }
        guard let first = heap.first else { return last }
        heap[0] = last
        var parent = 0
        while true {
            var smallest = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child] < heap[smallest] {
                smallest = child
            }
            if smallest == parent { return first }
            heap.swapAt(parent, smallest)
            parent = smallest
        }
    }

    /// Streams that ended with losses after their last record.
    public private(set) var ended: [DataStreamReader] = []
}
