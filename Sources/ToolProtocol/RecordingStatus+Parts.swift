// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding

extension RecordingStatus {
    /// A program that has introduced itself.
    public struct Program: Hashable, Sendable {
        /// Its process id.
        public let process: UInt32
        /// The path of its executable.
        public let program: String

        /// Tells of a program.
        public init(
            process: UInt32,
            program: String
        ) {
            self.process = process
            self.program = program
        }

        func encode(into encoder: inout MessageEncoder) {
            encoder.put(process)
            encoder.put(text: program)
        }

        init(from decoder: inout MessageDecoder) throws(MessageError) {
            process = try decoder.take()
            program = try decoder.takeText()
        }
    }

    /// The snapshots of a recording.
    public struct Snapshots: Hashable, Sendable {
        /// How many were begun.
        public let takenCount: UInt64
        /// How many there are.
        public let keptCount: UInt64
        /// Bytes of those.
        public let keptBytes: UInt64
        /// How many were removed to make room.
        public let removedCount: UInt64
        /// How many requests of programs were turned away.
        public let turnedAwayCount: UInt64

        /// Counts snapshots.
        public init(
            takenCount: UInt64,
            keptCount: UInt64,
            keptBytes: UInt64,
            removedCount: UInt64,
            turnedAwayCount: UInt64
        ) {
            self.takenCount = takenCount
            self.keptCount = keptCount
            self.keptBytes = keptBytes
            self.removedCount = removedCount
            self.turnedAwayCount = turnedAwayCount
        }

        func encode(into encoder: inout MessageEncoder) {
            encoder.put(takenCount)
            encoder.put(keptCount)
            encoder.put(keptBytes)
            encoder.put(removedCount)
            encoder.put(turnedAwayCount)
        }

        init(from decoder: inout MessageDecoder) throws(MessageError) {
            takenCount = try decoder.take()
            keptCount = try decoder.take()
            keptBytes = try decoder.take()
            removedCount = try decoder.take()
            turnedAwayCount = try decoder.take()
        }
    }
}
