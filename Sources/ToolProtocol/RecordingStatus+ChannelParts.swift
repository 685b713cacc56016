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
}
