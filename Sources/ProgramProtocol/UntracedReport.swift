// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding

/// What a program emitted before its orders came.
///
/// Such events cannot be recorded any more, but they are counted.
public struct UntracedReport: Hashable, Sendable {
    /// How often one event was emitted.
    public struct Count: Hashable, Sendable {
        /// The program's number of the event.
        public let event: UInt32
        /// How often.
        public let count: UInt64

        /// Says how often an event was emitted.
        public init(event: UInt32, count: UInt64) {
            self.event = event
            self.count = count
        }
    }

    /// How long the program ran without orders, in nanoseconds.
    public let nanoseconds: UInt64
    /// The events that were emitted meanwhile; those that are missing were not.
    public let counts: [Count]

    /// Makes a report.
    public init(nanoseconds: UInt64, counts: [Count] = []) {
        self.nanoseconds = nanoseconds
        self.counts = counts
    }

    func encode(into encoder: inout MessageEncoder) {
        encoder.put(nanoseconds)
        for count in counts {
            encoder.put(count.event)
            encoder.put(count.count)
        }
    }

    init(from decoder: inout MessageDecoder) throws(MessageError) {
        nanoseconds = try decoder.take()
        var counts: [Count] = []
        while !decoder.isAtEnd {
            counts.append(Count(event: try decoder.take(), count: try decoder.take()))
        }
        self.counts = counts
    }
}
