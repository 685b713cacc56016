// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The server's own count of what it did, to be compared with the trace.
final class Counters: Sendable {
    private let connectionCount = Atomic<UInt64>(0)
    private let commandCount = Atomic<UInt64>(0)
    private let slowCount = Atomic<UInt64>(0)
    private let eventCount = Atomic<UInt64>(0)

    /// Counts a connection and returns its number.
    func connection() -> UInt32 {
        UInt32(truncatingIfNeeded: connectionCount.add(1, ordering: .relaxed).newValue)
    }

    func command() { commandCount.add(1, ordering: .relaxed) }

    func slowCommand() { slowCount.add(1, ordering: .relaxed) }

    /// Counts a call of a tracepoint.
    func event() { eventCount.add(1, ordering: .relaxed) }

    var summary: String {
        "kv-server: connections=\(connectionCount.load(ordering: .relaxed))"
            + " commands=\(commandCount.load(ordering: .relaxed))"
            + " slow=\(slowCount.load(ordering: .relaxed))"
            + " events=\(eventCount.load(ordering: .relaxed))"
    }
}
