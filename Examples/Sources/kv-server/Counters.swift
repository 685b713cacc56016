// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The server's own count of what it did, to be compared with the trace.
final class Counters: Sendable {
    /// The counts of one connection, kept apart until it closes so that threads do not meet here.
    struct Tally {
        var commands: UInt64 = 0
        var slow: UInt64 = 0
        /// Calls of tracepoints.
        var events: UInt64 = 0
    }

    private let connections = Atomic<UInt32>(0)
    private let open = Atomic<Int>(0)
    private let commands = Atomic<UInt64>(0)
    private let slow = Atomic<UInt64>(0)
    private let events = Atomic<UInt64>(0)

    /// How many connections are open now.
    var openConnections: Int { open.load(ordering: .relaxed) }

    /// Counts a connection and returns its number.
    func connection() -> UInt32 {
        open.add(1, ordering: .relaxed)
        return connections.wrappingAdd(1, ordering: .relaxed).newValue
    }

    /// Adds the counts of a connection that closed.
    func add(_ tally: Tally) {
        open.subtract(1, ordering: .relaxed)
        commands.add(tally.commands, ordering: .relaxed)
        slow.add(tally.slow, ordering: .relaxed)
        events.add(tally.events, ordering: .relaxed)
    }

    var summary: String {
        "kv-server: connections=\(connections.load(ordering: .relaxed))"
            + " commands=\(commands.load(ordering: .relaxed))"
            + " slow=\(slow.load(ordering: .relaxed))"
            + " events=\(events.load(ordering: .relaxed))"
    }
}
