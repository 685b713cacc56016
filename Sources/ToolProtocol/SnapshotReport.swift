// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding

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

    func encode(into encoder: inout MessageEncoder) {
        encoder.put(recordCount)
        encoder.put(discardedCount)
        encoder.put(byteCount)
        encoder.put(text: path)
    }

    init(from decoder: inout MessageDecoder) throws(MessageError) {
        recordCount = try decoder.take()
        discardedCount = try decoder.take()
        byteCount = try decoder.take()
        path = try decoder.takeText()
    }
}
