// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding

extension RecordingStatus.Channel {
    /// The buffers of one owner.
    public struct Owner: Hashable, Sendable {
        /// The user, or the process that alone has them.
        public let name: String
        /// Bytes of memory that they hold now.
        public let heldBytes: UInt64

        /// Tells of an owner.
        public init(
            name: String,
            heldBytes: UInt64
        ) {
            self.name = name
            self.heldBytes = heldBytes
        }

        func encode(into encoder: inout MessageEncoder) {
            encoder.put(text: name)
            encoder.put(heldBytes)
        }

        init(from decoder: inout MessageDecoder) throws(MessageError) {
            name = try decoder.takeText()
            heldBytes = try decoder.take()
        }
    }

    /// An event of a channel.
    public struct Event: Hashable, Sendable {
        /// Its full name.
        public let name: String
        /// How many of its records were written.
        public let recordedCount: UInt64

        /// Tells of an event.
        public init(
            name: String,
            recordedCount: UInt64
        ) {
            self.name = name
            self.recordedCount = recordedCount
        }

        func encode(into encoder: inout MessageEncoder) {
            encoder.put(text: name)
            encoder.put(recordedCount)
        }

        init(from decoder: inout MessageDecoder) throws(MessageError) {
            name = try decoder.takeText()
            recordedCount = try decoder.take()
        }
    }

    /// One step of what selects a channel's events; the newest that is about an event decides.
    public struct Rule: Hashable, Sendable {
        /// Whether events are recorded by it, or no longer.
        public let isEnable: Bool
        /// Patterns for the full names of events; none for all.
        public let included: [String]
        /// Patterns for those that are left out.
        public let excluded: [String]
        /// Which levels: 0 all, 1 the given one and more serious ones, 2 the given one alone.
        public let levelKind: UInt8
        /// A level by its number.
        public let level: UInt8
        /// Whether a filter decides about each record.
        public let isFiltered: Bool

        /// Tells of a step.
        public init(
            isEnable: Bool,
            included: [String],
            excluded: [String],
            levelKind: UInt8,
            level: UInt8,
            isFiltered: Bool
        ) {
            self.isEnable = isEnable
            self.included = included
            self.excluded = excluded
            self.levelKind = levelKind
            self.level = level
            self.isFiltered = isFiltered
        }

        func encode(into encoder: inout MessageEncoder) {
            encoder.put(flag: isEnable)
            encoder.put(texts: included)
            encoder.put(texts: excluded)
            encoder.put(levelKind)
            encoder.put(level)
            encoder.put(flag: isFiltered)
        }

        init(from decoder: inout MessageDecoder) throws(MessageError) {
            isEnable = try decoder.takeFlag()
            included = try decoder.takeTexts()
            excluded = try decoder.takeTexts()
            levelKind = try decoder.take()
            level = try decoder.take()
            isFiltered = try decoder.takeFlag()
        }
    }
}
