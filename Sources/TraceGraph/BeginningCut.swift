// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Leaves out what is before a time, and begins at the time what is open then.
///
/// The messages that are left stay a whole story.
public struct BeginningCut {
    /// What is known of an open data stream.
    private struct State {
        let stream: MessageStream
        var packet: Message?
        /// Losses which begin before the time and end after it.
        var losses: [Message] = []
        /// The end of the data stream, which has no time of its own.
        var end: Message?
    }

    /// The first time that is kept.
    public let nanoseconds: Int64
    /// Whether the messages have come to the time.
    public private(set) var isReached = false
    private var states: [ObjectIdentifier: State] = [:]
    private var order: [ObjectIdentifier] = []

    /// Cuts before a time in nanoseconds from the clock's origin.
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Takes the next message.
    ///
    /// - Parameters:
    ///   - message: the message.
    ///   - queue: receives what is left of it, after the beginnings it needs.
    public mutating func take(_ message: Message, into queue: inout [Message]) {
        if isReached {
            queue.append(message)
            return
        }
        guard let time = message.nanoseconds, time >= nanoseconds else {
            follow(message)
            return
        }
        reach(into: &queue)
        queue.append(message)
    }

    /// Begins what is open when there are no further messages.
    public mutating func finish(into queue: inout [Message]) {
        if !isReached { reach(into: &queue) }
    }

    /// Keeps account of what is open without passing the message on.
    private mutating func follow(_ message: Message) {
        guard let stream = message.stream else { return }
        let key = ObjectIdentifier(stream)
        switch message.kind {
        case .streamBeginning:
            if states[key] == nil { order.append(key) }
            states[key] = State(stream: stream)
        case .streamEnd:
            // A data stream that still loses something at the time has not ended before.
            if states[key]?.losses.isEmpty ?? true {
                states[key] = nil
            } else {
                states[key]?.end = message
            }
        case .packetBeginning: states[key]?.packet = message
        case .packetEnd: states[key]?.packet = nil
        case .discardedEvents, .discardedPackets:
            guard let end = message.endNanoseconds, end >= nanoseconds else { return }
            var loss = message
            stamp(&loss)
            // Nobody knows how many of those lost were lost after the time.
            loss.count = nil
            states[key]?.losses.append(loss)
        case .event, .inactivity: break
        }
    }

    private mutating func reach(into queue: inout [Message]) {
        isReached = true
        for key in order {
            guard let state = states[key] else { continue }
            var beginning = Message(.streamBeginning, stream: state.stream)
            stamp(&beginning)
            queue.append(beginning)
            queue += state.losses
            if var packet = state.packet {
                if packet.nanoseconds != nil { stamp(&packet) }
                queue.append(packet)
            }
            if let end = state.end { queue.append(end) }
        }
        states = [:]
        order = []
    }

    private func stamp(_ message: inout Message) {
        guard let clock = message.clock else { return }
        message.cycles = clock.cycles(notBeforeNanoseconds: nanoseconds)
        message.nanoseconds =
            message.cycles.flatMap { clock.nanosecondsFromOrigin(cycles: $0) } ?? nanoseconds
    }
}
