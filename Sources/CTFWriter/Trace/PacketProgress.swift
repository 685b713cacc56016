// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import SystemCalls

/// What changes with each event record that a data stream writer appends.
///
/// It is one value, so that appending a record is one access to a property of a class.
struct PacketProgress: ~Copyable {
    var encoder: FieldEncoder
    /// How many event records were written.
    var recordCount: UInt64 = 0
    /// Whether a packet is open.
    var isOpen = false
    /// How many of the last bits of the packet belong to no field.
    var paddingBits = 0
    /// The time of the packet's beginning, in cycles.
    var beginClock: UInt64 = 0
    /// Whether that time is known.
    var hasBeginClock = false
    /// The latest time, in cycles.
    var lastClock: UInt64 = 0

    init(encoder: consuming FieldEncoder) {
        self.encoder = encoder
    }

    /// Appends an event record; nothing of it stays when that fails.
    @inline(__always)
    mutating func append(
        _ stream: StreamTranslation,
        _ event: Int,
        _ clock: UInt64,
        _ items: [FieldItem],
        _ range: Range<Int>,
        _ window: [UInt8]
    ) throws(EncodingStop) {
        guard isOpen, event >= 0, event < stream.events.count else { throw .outside }
        let start = encoder.buffer.count
        let place = stream.events[event]
        encoder.buffer.append(word: place.id, byteCount: 8)
        if stream.hasClock {
            encoder.buffer.append(word: clock, byteCount: 8)
            if !hasBeginClock {
                hasBeginClock = true
                beginClock = clock
            }
            lastClock = clock
        }
        do throws(EncodingStop) {
            try encoder.run(place.program, items, range, window)
        } catch {
            encoder.buffer.truncate(to: start)
            throw error
        }
        paddingBits = encoder.paddingBits
        recordCount &+= 1
    }

    /// Appends event records up to the first that cannot be encoded.
    mutating func append(
        _ stream: StreamTranslation,
        _ batch: RecordBatch,
        _ numbers: Range<Int>
    ) throws(EncodingStop) {
        for number in numbers {
            let record = batch.records[number]
            let range = Int(record.firstItem)..<Int(record.endItem)
            try append(
                stream,
                Int(record.eventIndex),
                record.clock,
                batch.items,
                range,
                batch.window
            )
        }
    }
}
