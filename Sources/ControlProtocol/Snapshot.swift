// SPDX-License-Identifier: Apache-2.0

/// What a snapshot is wanted of.
public struct SnapshotRequest: Hashable, Sendable {
    /// A process of the recording, or its controller; 0 for whichever recording is asked.
    public let process: UInt32
    /// How old a record may be, in nanoseconds; 0 for any age.
    public let maximumAgeNanoseconds: UInt64
    /// How many bytes of records there may be; 0 for all that there are.
    public let maximumBytes: UInt64

    /// Asks for a snapshot.
    public init(
        process: UInt32 = 0,
        maximumAgeNanoseconds: UInt64 = 0,
        maximumBytes: UInt64 = 0
    ) {
        self.process = process
        self.maximumAgeNanoseconds = maximumAgeNanoseconds
        self.maximumBytes = maximumBytes
    }
}

/// What came of a snapshot.
public struct SnapshotReport: Hashable, Sendable {
    /// How many records it holds.
    public let recordCount: UInt64
    /// How many records were no longer there: overwritten, or lost for another reason.
    public let discardedCount: UInt64
    /// Bytes of its data streams.
    public let byteCount: UInt64
    /// The folder of the trace.
    public let path: String

    /// Describes a snapshot.
    public init(recordCount: UInt64, discardedCount: UInt64, byteCount: UInt64, path: String) {
        self.recordCount = recordCount
        self.discardedCount = discardedCount
        self.byteCount = byteCount
        self.path = path
    }
}
