// SPDX-License-Identifier: Apache-2.0

/// A message iterator as a component sees it: it heeds wishes to stop, and can go to a time
/// whenever the iterator behind it can go back to its beginning.
public final class PortIterator: MessageIterator {
    private let base: any MessageIterator
    private let interruption: Interruption
    private var cut: BeginningCut?
    private var queue: [Message] = []
    private var queueStart = 0
    private var isAtBeginning = true
    private var isEnded = false

    /// Wraps an iterator.
    public init(_ base: any MessageIterator, interruption: Interruption = Interruption()) {
        self.base = base
        self.interruption = interruption
    }

    /// The next message; nil after the last one.
    public func next() throws(GraphError) -> Message? {
        if interruption.isSet { throw .interrupted }
        if queueStart < queue.count {
            queueStart += 1
            return queue[queueStart - 1]
        }
        guard cut != nil else {
            isAtBeginning = false
            return try base.next()
        }
        return try nextAfterCut()
    }

    private func nextAfterCut() throws(GraphError) -> Message? {
        queue.removeAll(keepingCapacity: true)
        queueStart = 0
        while queue.isEmpty {
            if isEnded { return nil }
            if interruption.isSet { throw .interrupted }
            isAtBeginning = false
            if let message = try base.next() {
                cut?.take(message, into: &queue)
            } else {
                isEnded = true
                cut?.finish(into: &queue)
            }
        }
        queueStart = 1
        return queue[0]
    }

    /// Whether the iterator can go back to the first message.
    public var canSeekToBeginning: Bool { isAtBeginning || base.canSeekToBeginning }

    /// Goes back before the first message.
    public func seekToBeginning() throws(GraphError) {
        reset()
        if isAtBeginning { return }
        try base.seekToBeginning()
        isAtBeginning = true
    }

    /// Whether the iterator can go to a time.
    public var canSeekToTime: Bool { base.canSeekToTime || canSeekToBeginning }

    /// Goes to a time, by reading from the beginning when the iterator has no faster way.
    public func seek(toNanoseconds nanoseconds: Int64) throws(GraphError) {
        if base.canSeekToTime {
            reset()
            isAtBeginning = false
            try base.seek(toNanoseconds: nanoseconds)
            return
        }
        try seekToBeginning()
        cut = BeginningCut(nanoseconds: nanoseconds)
    }

    private func reset() {
        cut = nil
        queue.removeAll(keepingCapacity: true)
        queueStart = 0
        isEnded = false
    }
}
