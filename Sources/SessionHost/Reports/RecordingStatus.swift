// SPDX-License-Identifier: Apache-2.0

package import SessionEngine

/// How a recording stands.
package struct RecordingStatus {
    /// The buffers of one owner.
    package struct Owner: Hashable, Sendable {
        /// The user, or the process that alone has them.
        package let name: String
        /// Bytes of memory that they hold now.
        package let heldBytes: Int
    }

    /// One channel.
    package struct Channel: Hashable, Sendable {
        package let name: String
        package let overwrites: Bool
        /// Bytes of one buffer.
        package let sizeBytes: Int
        package let recordedCount: UInt64
        package let discardedCount: UInt64
        package let eventCount: Int
        package let owners: [Owner]

        package var heldBytes: Int { owners.reduce(0) { $0 + $1.heldBytes } }
    }

    /// The process that hosts the recording.
    package let controller: Int32
    package let name: String?
    /// The folder of the trace.
    package let path: String
    package let seconds: Double
    package let isActive: Bool
    package let programs: [RecordingSession.Program]
    /// What was emitted before programs had their orders.
    package let unknown: UnknownEvents
    /// Programs that could not be traced, or not to their end.
    package let refusedCount: Int
    /// The snapshots so far; nil where no channel overwrites.
    package let snapshots: SnapshotLedger?
    package let channels: [Channel]
}

/// What became of a channel's memory when it was asked to give some back.
package enum ReclaimedMemory: Hashable, Sendable {
    /// It keeps all: it overwrites, or has all its memory at once.
    case none(channel: String, overwrites: Bool)
    /// Bytes that it gave back, and bytes that it holds now.
    case some(channel: String, reclaimedBytes: UInt64, heldBytes: UInt64)
}

/// What a host answers a tool.
package enum ToolReply {
    /// How the recording stands; whether a program is to read it.
    case status(RecordingStatus, asJSON: Bool)
    /// What became of the memory of each channel.
    case reclaimed([ReclaimedMemory])
    /// How many programs were asked for their state.
    case stateAsked(programCount: Int)
}
