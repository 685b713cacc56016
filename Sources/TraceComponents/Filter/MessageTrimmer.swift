// SPDX-License-Identifier: Apache-2.0

public import TraceGraph
internal import TraceModel

/// Keeps what happened in a range of time: `filter.utils.trimmer`.
///
/// The messages stay a whole story: data streams and packets that are open at the begin begin
/// there, and those that are open at the end end there.
public final class MessageTrimmer: MessageIterator {
    /// What is known of a data stream.
    private struct State {
        let stream: MessageStream
        var hasBegun = false
        var packet: Message?
    }

    private static let actor = "trimmer: 'filter.utils.trimmer'"
    private let upstream: any MessageIterator
    private let begin: Int64?
    private let end: Int64?
    private var states: [ObjectIdentifier: State] = [:]
    private var order: [ObjectIdentifier] = []
    private var queue: [Message] = []
    private var hasReachedBegin: Bool
    private var isEnded = false

    /// Trims the messages of an iterator.
    ///
    /// - Parameters:
    ///   - upstream: the messages, in the order of time.
    ///   - begin: the first nanosecond from the clock's origin; nil for no limit.
    ///   - end: the last nanosecond; nil for no limit.
    public init(_ upstream: any MessageIterator, begin: Int64?, end: Int64?) {
        self.upstream = upstream
        self.begin = begin
        self.end = end
        hasReachedBegin = begin == nil
    }

    /// The next message; nil after the last one.
    public func next() throws(GraphError) -> Message? {
        while true {
            if !queue.isEmpty { return queue.removeFirst() }
            if isEnded { return nil }
            guard let message = try upstream.next() else {
                if !hasReachedBegin { reachBegin() }
                isEnded = true
                continue
            }
            try take(message)
        }
    }

    private func take(_ message: Message) throws(GraphError) {
        guard let time = message.nanoseconds else {
            guard message.kind == .streamBeginning || message.kind == .streamEnd else {
                throw GraphError(
                    actor: Self.actor,
                    "A message has no time, so it cannot be said whether it lies in the range. Trim"
                        + " only traces whose packets and events have times."
                )
            }
            takeWithoutTime(message)
            return
        }
        if !hasReachedBegin {
            guard let begin else { return }
            let isBefore = (message.endNanoseconds ?? time) < begin
            guard !isBefore else {
                follow(message)
                return
            }
            reachBegin()
        }
        if let end, time > end {
            close(at: end)
            return
        }
        emit(clipped(message))
    }

    private func takeWithoutTime(_ message: Message) {
        if message.kind == .streamBeginning || hasReachedBegin || begin == nil {
            if hasReachedBegin { emit(message) } else { follow(message) }
        } else {
            follow(message)
        }
    }

    /// Keeps account of what is open without passing the message on.
    private func follow(_ message: Message) {
        guard let stream = message.stream else { return }
        let key = ObjectIdentifier(stream)
        switch message.kind {
        case .streamBeginning:
            if states[key] == nil { order.append(key) }
            states[key] = State(stream: stream)
        case .streamEnd: states[key] = nil
        case .packetBeginning: states[key]?.packet = message
        case .packetEnd: states[key]?.packet = nil
        default: break
        }
    }

    private func emit(_ message: Message) {
        follow(message)
        if message.kind == .streamBeginning, let stream = message.stream {
            states[ObjectIdentifier(stream)]?.hasBegun = true
        }
        queue.append(message)
    }

    /// Begins the data streams and packets that are open at the begin.
    private func reachBegin() {
        hasReachedBegin = true
        for key in order {
            guard let state = states[key] else { continue }
            var beginning = Message(.streamBeginning, stream: state.stream)
            stamp(&beginning, begin)
            queue.append(beginning)
            states[key]?.hasBegun = true
            if var packet = state.packet {
                if packet.nanoseconds != nil { stamp(&packet, begin) }
                queue.append(packet)
            }
        }
    }

    /// Ends the packets and data streams that are open at the end.
    private func close(at end: Int64) {
        isEnded = true
        for key in order {
            guard let state = states[key], state.hasBegun else { continue }
            if state.packet != nil {
                var message = Message(.packetEnd, stream: state.stream)
                stamp(&message, end)
                queue.append(message)
            }
            var message = Message(.streamEnd, stream: state.stream)
            stamp(&message, end)
            queue.append(message)
        }
    }

    private func clipped(_ message: Message) -> Message {
        guard message.kind == .discardedEvents || message.kind == .discardedPackets else {
            return message
        }
        var message = message
        if let begin, let time = message.nanoseconds, time < begin {
            message.nanoseconds = begin
            message.cycles = Self.cycles(begin, message.clock)
            // Nobody knows how many of those lost were lost in the range.
            message.count = nil
        }
        if let end, let time = message.endNanoseconds, time > end {
            message.endNanoseconds = end
            message.endCycles = Self.cycles(end, message.clock)
            message.count = nil
        }
        return message
    }

    private func stamp(_ message: inout Message, _ time: Int64?) {
        guard let time, message.clock != nil else { return }
        message.nanoseconds = time
        message.cycles = Self.cycles(time, message.clock)
    }

    /// The cycle of a time, rounded up so that it is not before the time.
    private static func cycles(_ time: Int64, _ clock: ClockClass?) -> UInt64? {
        guard let clock else { return nil }
        let frequency = Int128(clock.frequencyHertz)
        let offset = Int128(clock.offsetSeconds) * frequency + Int128(clock.offsetCycles)
        let scaled = Int128(time) * frequency
        let whole = (scaled + 999_999_999) / 1_000_000_000
        return UInt64(exactly: whole - offset)
    }
}
