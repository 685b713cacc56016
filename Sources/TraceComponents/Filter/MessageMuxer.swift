// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
public import TraceGraph
internal import TraceModel
internal import TraceText

/// Merges messages by time: `filter.utils.muxer`.
///
/// Messages without a time count as of the last time before them. Messages of the same time come in
/// an order that depends on nothing but the messages: trace, data stream class, data stream, kind.
/// When an input goes back in time, as counters do that wrap, its messages still come in their
/// order, and there is a warning. When an input fails, the messages of the others until then come
/// first.
public final class MessageMuxer: MessageIterator {
    /// The next message of an input, or its failure.
    private struct Entry: BitwiseCopyable {
        /// What comes first: 0 messages without a time, 1 those with one.
        let rank: UInt8
        let isFailure: Bool
        let time: Int64
        let input: Int
    }

    /// The muxer of a command line which does not name it.
    public static let defaultActor = "muxer: 'filter.utils.muxer'"
    private let inputs: [any MessageIterator]
    private let actor: String
    private let warn: (String) -> Void
    /// Whether there was a warning about each input that goes back in time.
    private var hasWarned: [Bool]
    private var heap: [Entry] = []
    private var heads: [Message?]
    private var failures: [Int: GraphError] = [:]
    /// The time of the last message of each input; nil before the first one with a time.
    private var lastTimes: [Int64?]
    /// Inputs whose next message must be asked for: the values of a message are valid until then.
    private var pending: [Int]
    private var lastTime = Int64.min
    private var clocks = ClockCorrelation()

    /// Merges some inputs.
    ///
    /// - Parameters:
    ///   - inputs: the messages of each input in the order of time.
    ///   - actor: who merges, for messages.
    ///   - warn: takes a warning about an input that goes back in time.
    public init(
        _ inputs: [any MessageIterator],
        actor: String = defaultActor,
        warn: @escaping (String) -> Void = { _ in }
    ) {
        self.inputs = inputs
        self.actor = actor
        self.warn = warn
        hasWarned = Array(repeating: false, count: inputs.count)
        heads = Array(repeating: nil, count: inputs.count)
        lastTimes = Array(repeating: nil, count: inputs.count)
        pending = Array(inputs.indices.reversed())
        heap.reserveCapacity(inputs.count)
    }

    /// The next message; nil after the last one.
    public func next() throws(GraphError) -> Message? {
        while let input = pending.last {
            try pull(input)
            pending.removeLast()
        }
        guard let entry = popFirst() else { return nil }
        if entry.isFailure, let failure = failures[entry.input] { throw failure }
        if entry.rank > 0 {
            if entry.time < lastTime { warnOnce(entry.input) }
            lastTime = entry.time
        }
        pending.append(entry.input)
        return heads[entry.input]
    }

    private func warnOnce(_ input: Int) {
        if hasWarned[input] { return }
        hasWarned[input] = true
        warn(BackwardClock.warning(heads[input]?.stream?.name))
    }

    /// Whether the muxer can go back to the first message.
    public var canSeekToBeginning: Bool { inputs.allSatisfy(\.canSeekToBeginning) }

    /// Goes back before the first message.
    public func seekToBeginning() throws(GraphError) {
        for input in inputs { try input.seekToBeginning() }
        heap.removeAll(keepingCapacity: true)
        failures = [:]
        lastTimes = Array(repeating: nil, count: inputs.count)
        pending = Array(inputs.indices.reversed())
        lastTime = .min
    }

    private func pull(_ input: Int) throws(GraphError) {
        // The old message must not keep what it refers to from being used again.
        heads[input] = nil
        let message: Message
        do throws(GraphError) {
            guard let next = try inputs[input].next() else { return }
            message = next
        } catch {
            guard error.kind == .failure else { throw error }
            failures[input] = error
            // What has not even begun fails last, so that all that can be read is read.
            push(Entry(rank: 1, isFailure: true, time: lastTimes[input] ?? .max, input: input))
            return
        }
        if message.kind == .streamBeginning || message.kind == .inactivity {
            try clocks.check(message, actor: actor)
        }
        heads[input] = message
        guard let time = message.nanoseconds else {
            push(Entry(rank: 0, isFailure: false, time: 0, input: input))
            return
        }
        lastTimes[input] = time
        push(Entry(rank: 1, isFailure: false, time: time, input: input))
    }

    private func push(_ entry: Entry) {
        heap.append(entry)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard precedes(heap[child], heap[parent]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private func popFirst() -> Entry? {
        guard let last = heap.popLast() else { return nil }
        guard let first = heap.first else { return last }
        heap[0] = last
        var parent = 0
        while true {
            var smallest = parent
            let left = 2 * parent + 1
            if left < heap.count, precedes(heap[left], heap[smallest]) { smallest = left }
            if left + 1 < heap.count, precedes(heap[left + 1], heap[smallest]) {
                smallest = left + 1
            }
            if smallest == parent { return first }
            heap.swapAt(parent, smallest)
            parent = smallest
        }
    }

    private func precedes(_ left: Entry, _ right: Entry) -> Bool {
        if left.rank != right.rank {
            let timed = left.rank > 0 ? left : right
            // What has no time stands where the last time has put it.
            guard !timed.isFailure, timed.time == lastTime else { return left.rank < right.rank }
        } else {
            if left.time != right.time { return left.time < right.time }
            if left.isFailure != right.isFailure { return right.isFailure }
        }
        if let first = heads[left.input], let second = heads[right.input] {
            let order = MessageOrder.compare(first, second)
            if order != 0 { return order < 0 }
        }
        return left.input < right.input
    }
}
