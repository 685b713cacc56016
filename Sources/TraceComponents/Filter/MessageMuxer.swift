// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
public import TraceGraph
internal import TraceModel

/// Merges messages by time: `filter.utils.muxer`.
///
/// Messages without a time come as soon as possible. Messages of the same time come in an order
/// that depends on nothing but the messages: trace, data stream class, data stream, kind.
public final class MessageMuxer: MessageIterator {
    private struct Head {
        let message: Message
        let input: Int
    }

    private static let actor = "muxer: 'filter.utils.muxer'"
    private let inputs: [any MessageIterator]
    private var heap: [Head] = []
    private var isStarted = false
    private var pending: Int?
    private var lastTime = Int64.min
    private var clocks = ClockCorrelation()

    /// Merges some inputs.
    public init(_ inputs: [any MessageIterator]) { self.inputs = inputs }

    /// The next message; nil after the last one.
    public func next() throws(GraphError) -> Message? {
        if !isStarted {
            isStarted = true
            for input in inputs.indices { try pull(input) }
        }
        // The values of a message stay valid until its input is asked for the next one, so that
        // happens only now.
        if let input = pending {
            pending = nil
            try pull(input)
        }
        guard let head = popFirst() else { return nil }
        if let time = head.message.nanoseconds {
            guard time >= lastTime else {
                throw GraphError(
                    actor: Self.actor,
                    "Upstream goes back in time, from \(lastTime) to \(time) ns. Sort the input"
                        + " first, or convert the traces apart from each other."
                )
            }
            lastTime = time
        }
        pending = head.input
        return head.message
    }

    private func pull(_ input: Int) throws(GraphError) {
        guard let message = try inputs[input].next() else { return }
        if message.kind == .streamBeginning || message.kind == .inactivity {
            try clocks.check(message.clock, actor: Self.actor)
        }
        heap.append(Head(message: message, input: input))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard precedes(heap[child], heap[parent]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private func popFirst() -> Head? {
        guard let last = heap.popLast() else { return nil }
        guard let first = heap.first else { return last }
        heap[0] = last
        var parent = 0
        while true {
            var smallest = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && precedes(heap[child], heap[smallest]) {
                smallest = child
            }
            if smallest == parent { return first }
            heap.swapAt(parent, smallest)
            parent = smallest
        }
    }

    private func precedes(_ left: Head, _ right: Head) -> Bool {
        switch (left.message.nanoseconds, right.message.nanoseconds) {
        case (nil, nil): break
        case (nil, _): return true
        case (_, nil): return false
        case (let first?, let second?): if first != second { return first < second }
        }
        let order = MessageOrder.compare(left.message, right.message)
        return order == 0 ? left.input < right.input : order < 0
    }
}

/// The order of messages of the same time.
enum MessageOrder {
    /// Below, equal to or above zero.
    static func compare(_ left: Message, _ right: Message) -> Int {
        if let first = left.stream, let second = right.stream, first !== second {
            let order = compare(first, second)
            if order != 0 { return order }
        }
        if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue ? -1 : 1 }
        guard left.kind == .event, let first = left.event, let second = right.event else {
            return 0
        }
        return compare(first.eventClass.id, second.eventClass.id)
    }

    /// Compares data streams by trace, class and id.
    static func compare(_ left: MessageStream, _ right: MessageStream) -> Int {
        let uuids = compare(
            left.trace.compiled.metadata.uuid?.bytes,
            right.trace.compiled.metadata.uuid?.bytes
        )
        if uuids != 0 { return uuids }
        let names = compare(
            left.trace.name.map { Array($0.utf8) },
            right.trace.name.map { Array($0.utf8) }
        )
        if names != 0 { return names }
        let classes = compare(
            left.streamClass.streamClass.id,
            right.streamClass.streamClass.id
        )
        return classes != 0 ? classes : compare(left.id, right.id)
    }

    private static func compare(_ left: [UInt8]?, _ right: [UInt8]?) -> Int {
        guard let left else { return right == nil ? 0 : -1 }
        guard let right else { return 1 }
        if left == right { return 0 }
        return left.lexicographicallyPrecedes(right) ? -1 : 1
    }

    private static func compare(_ left: UInt64, _ right: UInt64) -> Int {
        left == right ? 0 : left < right ? -1 : 1
    }
}

/// Checks that the times of all data streams can be compared.
struct ClockCorrelation {
    private enum Expectation: Equatable {
        case nothing
        case noClock
        case unixEpoch
        case uuid(String)
        case sameClass(ClockClass)
    }

    private var expectation = Expectation.nothing

    /// Checks the clock of a further data stream.
    mutating func check(_ clock: ClockClass?, actor: String) throws(GraphError) {
        let found: Expectation =
            if let clock {
                if clock.origin == .unixEpoch {
                    .unixEpoch
                } else if let uid = clock.identity.uid {
                    .uuid(uid)
                } else {
                    .sameClass(clock)
                }
            } else {
                .noClock
            }
        if expectation == .nothing { expectation = found }
        guard found == expectation else {
            throw GraphError(
                actor: actor,
                "The clocks of the data streams cannot be compared: all must count from the Unix"
                    + " epoch, or have the same UUID. --clock-force-correlate takes all as counting"
                    + " from the Unix epoch."
            )
        }
    }
}
