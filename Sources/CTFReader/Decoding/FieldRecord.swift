// SPDX-License-Identifier: Apache-2.0

/// Decoded values together with the bytes that some of them refer to.
///
/// It is used again for each packet or record, so that it allocates only while it grows.
public final class FieldRecord {
    /// The values.
    public private(set) var items: [FieldItem]
    /// The bytes that strings, BLOBs and wide numbers are in.
    public private(set) var window: [UInt8]

    /// Makes a record of given values, or an empty one.
    public init(items: [FieldItem] = [], window: [UInt8] = []) {
        self.items = items
        self.window = window
    }

    /// Replaces the values; the arrays are shared until the other side changes its own.
    public func fill(_ items: [FieldItem], _ window: [UInt8]) {
        self.items = items
        self.window = window
    }

    /// Replaces the values by those of an event record of a batch.
    public func fill(_ batch: RecordBatch, _ place: RecordPlace) {
        items.removeAll(keepingCapacity: true)
        let first = Int(place.firstItem)
        let end = min(Int(place.endItem), batch.items.count)
        if first < end { items.append(contentsOf: batch.items[first..<end]) }
        window = batch.window
    }

    /// Lets go of the values.
    public func removeAll() {
        items.removeAll(keepingCapacity: true)
        window = []
    }
}
