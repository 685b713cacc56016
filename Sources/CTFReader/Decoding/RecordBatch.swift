// SPDX-License-Identifier: Apache-2.0

/// Where an event record's values are in a batch, and when it happened.
public struct RecordPlace: BitwiseCopyable, Hashable, Sendable {
    /// The index of its class in ``CompiledStreamClass/events``.
    public let eventIndex: Int32
    /// Its first item.
    public let firstItem: UInt32
    /// The item after its last one.
    public let endItem: UInt32
    /// The default clock after the record's header, in cycles; 0 without a clock.
    public let clock: UInt64
    /// The same in nanoseconds from the clock's origin; `Int64.min` without a clock, or when it
    /// does not fit.
    public let nanoseconds: Int64

    /// The place of a record which has its items for itself.
    public init(eventIndex: Int, itemCount: Int, clock: UInt64, nanoseconds: Int64?) {
        self.init(
            eventIndex: Int32(clamping: eventIndex),
            firstItem: 0,
            endItem: UInt32(clamping: itemCount),
            clock: clock,
            nanoseconds: nanoseconds ?? .min
        )
    }

    init(eventIndex: Int32, firstItem: UInt32, endItem: UInt32, clock: UInt64, nanoseconds: Int64) {
        self.eventIndex = eventIndex
        self.firstItem = firstItem
        self.endItem = endItem
        self.clock = clock
        self.nanoseconds = nanoseconds
    }
}

/// Decoded event records of one packet, with all their values.
public struct RecordBatch: Sendable {
    /// The records, in their order.
    public internal(set) var records: [RecordPlace] = []
    /// The values of all records: common context, specific context and payload of each.
    public internal(set) var items: [FieldItem] = []
    /// The bytes that strings, BLOBs and wide numbers are in.
    public internal(set) var window: [UInt8] = []

    /// Makes an empty batch.
    public init() {}

    mutating func removeAll() {
        records.removeAll(keepingCapacity: true)
        items.removeAll(keepingCapacity: true)
        // The reader can fill its window in place only while nobody shares it.
        window = []
    }
}
