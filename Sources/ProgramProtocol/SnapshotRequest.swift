// SPDX-License-Identifier: Apache-2.0

/// What a snapshot is wanted of.
public struct SnapshotRequest: Hashable, Sendable {
    /// How old a record may be, in nanoseconds; 0 for any age.
    public let maximumAgeNanoseconds: UInt64
    /// How many bytes of records there may be; 0 for all that there are.
    public let maximumBytes: UInt64

    /// Asks for a snapshot.
    public init(maximumAgeNanoseconds: UInt64 = 0, maximumBytes: UInt64 = 0) {
        self.maximumAgeNanoseconds = maximumAgeNanoseconds
        self.maximumBytes = maximumBytes
    }
}
