// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding
public import RecordingPlan

extension RecordingStatus {
    /// One channel.
    public struct Channel: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// Whether the newest events stay in memory only, for snapshots.
        public let overwrites: Bool
        /// Bytes of one buffer.
        public let sizeBytes: UInt64
        /// How many records were written.
        public let recordedCount: UInt64
        /// How many events found no room.
        public let discardedCount: UInt64
        /// Bytes of memory that all its buffers hold now.
        public let heldBytes: UInt64
        /// How many kinds of events it has.
        public let eventCount: UInt64
        /// The first of them.
        public var events: [Event]
        /// How many owners have buffers of it.
        public let ownerCount: UInt64
        /// The first of them.
        public var owners: [Owner]
        /// What selects its events, the oldest step first.
        public var rules: [RuleStep]

        /// Tells of a channel.
        public init(
            name: String,
            overwrites: Bool,
            sizeBytes: UInt64,
            recordedCount: UInt64,
            discardedCount: UInt64,
            heldBytes: UInt64,
            eventCount: UInt64,
            events: [Event],
            ownerCount: UInt64,
            owners: [Owner],
            rules: [RuleStep]
        ) {
            self.name = name
            self.overwrites = overwrites
            self.sizeBytes = sizeBytes
            self.recordedCount = recordedCount
            self.discardedCount = discardedCount
            self.heldBytes = heldBytes
            self.eventCount = eventCount
            self.events = events
            self.ownerCount = ownerCount
            self.owners = owners
            self.rules = rules
        }

        func encode(into encoder: inout MessageEncoder) {
            encoder.put(text: name)
            encoder.put(flag: overwrites)
            encoder.put(sizeBytes)
            encoder.put(recordedCount)
            encoder.put(discardedCount)
            encoder.put(heldBytes)
            encoder.put(eventCount)
            encoder.put(list: events) { $1.encode(into: &$0) }
            encoder.put(ownerCount)
            encoder.put(list: owners) { $1.encode(into: &$0) }
            encoder.put(list: rules) { $1.encode(into: &$0) }
        }

        init(from decoder: inout MessageDecoder) throws(MessageError) {
            name = try decoder.takeText()
            overwrites = try decoder.takeFlag()
            sizeBytes = try decoder.take()
            recordedCount = try decoder.take()
            discardedCount = try decoder.take()
            heldBytes = try decoder.take()
            eventCount = try decoder.take()
            events = try decoder.takeList { decoder throws(MessageError) in
                try Event(from: &decoder)
            }
            ownerCount = try decoder.take()
            owners = try decoder.takeList { decoder throws(MessageError) in
                try Owner(from: &decoder)
            }
            rules = try decoder.takeList { decoder throws(MessageError) in
                try Self.step(from: &decoder)
            }
        }

        /// A host that says what no rule can be is as wrong as one that says too little.
        private static func step(
            from decoder: inout MessageDecoder
        ) throws(MessageError) -> RuleStep {
            do throws(ToolRefusal) {
                return try RuleStep(from: &decoder)
            } catch {
                throw MessageError(error.reason)
            }
        }
    }
}
