// SPDX-License-Identifier: Apache-2.0

internal import TraceGraph
internal import TraceModel

/// Leaves out what is after a time, and ends at the time what is open then.
struct EndingCut {
    /// What is known of an open data stream.
    private struct State {
        let stream: MessageStream
        var isPacketOpen = false
        var hasPacketTime = false
    }

    /// The last time that is kept.
    let nanoseconds: Int64
    private var states: [ObjectIdentifier: State] = [:]
    private var order: [ObjectIdentifier] = []

    /// Cuts after a time in nanoseconds from the clock's origin.
    init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Whether a message that has only one time is not after the time.
    func contains(_ message: Message) -> Bool { message.nanoseconds ?? .min <= nanoseconds }

    /// Takes the next message.
    ///
    /// - Parameters:
    ///   - message: the message.
    ///   - queue: receives what is left of it, or the ends of what is open.
    /// - Returns: whether this was the end.
    mutating func take(_ message: Message, into queue: inout [Message]) -> Bool {
        guard contains(message) else {
            close(into: &queue)
            return true
        }
        follow(message)
        queue.append(clipped(message))
        return false
    }

    private mutating func follow(_ message: Message) {
        guard let stream = message.stream else { return }
        let key = ObjectIdentifier(stream)
        switch message.kind {
        case .streamBeginning:
            if states[key] == nil { order.append(key) }
            states[key] = State(stream: stream)
        case .streamEnd: states[key] = nil
        case .packetBeginning:
            states[key]?.isPacketOpen = true
            states[key]?.hasPacketTime = message.nanoseconds != nil
        case .packetEnd: states[key]?.isPacketOpen = false
        case .event, .discardedEvents, .discardedPackets, .inactivity: break
        }
    }

    private mutating func close(into queue: inout [Message]) {
        for key in order {
            guard let state = states[key] else { continue }
            if state.isPacketOpen {
                var message = Message(.packetEnd, stream: state.stream)
                if state.hasPacketTime { stamp(&message) }
                queue.append(message)
            }
            var message = Message(.streamEnd, stream: state.stream)
            stamp(&message)
            queue.append(message)
        }
        states = [:]
        order = []
    }

    /// Gives a message the last cycle of the range, if the clock has counted it.
    private func stamp(_ message: inout Message) {
        guard let clock = message.clock else { return }
        message.cycles = clock.cycles(notAfterNanoseconds: nanoseconds)
        message.nanoseconds = message.cycles.flatMap {
            clock.nanosecondsFromOrigin(cycles: $0)
        }
    }

    /// A loss that ends later ends at the time.
    private func clipped(_ message: Message) -> Message {
        guard message.kind == .discardedEvents || message.kind == .discardedPackets,
            let time = message.endNanoseconds, time > nanoseconds, let clock = message.clock
        else { return message }
        var message = message
        message.endCycles = clock.cycles(notAfterNanoseconds: nanoseconds)
        message.endNanoseconds = nanoseconds
        // Nobody knows how many of those lost were lost before the time.
        message.count = nil
        return message
    }
}
