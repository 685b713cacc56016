// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import SystemCalls
internal import TraceModel

extension FieldDecoder {
    /// Decodes event records until there is no room for more, the packet ends, or something stops
    /// it.
    ///
    /// When it stops, the position is that of the first record which was not decoded, and
    /// ``stopPosition`` tells how far that one came.
    mutating func decodeRecords(
        _ tables: DecodingTables,
        _ bytes: Span<UInt8>,
        _ converter: ClockConverter,
        end: UInt64,
        into records: inout OutputSpan<RecordPlace>,
        _ items: inout OutputSpan<FieldItem>
    ) throws(DecodingStop) {
        while !records.isFull && position < end {
            let start = position
            let clock = state.clock
            let first = items.count
            do throws(DecodingStop) {
                let event = try decodeRecord(tables, bytes, &items)
                guard position > start else {
                    throw .malformed(
                        "an event record takes no bits, so there would be no end of them"
                    )
                }
                records.append(
                    RecordPlace(
                        eventIndex: event,
                        firstItem: UInt32(truncatingIfNeeded: first),
                        endItem: UInt32(truncatingIfNeeded: items.count),
                        clock: recordClock,
                        nanoseconds: converter.nanoseconds(recordClock)
                    )
                )
            } catch {
                items.removeLast(items.count - first)
                abandon()
                stopPosition = position
                state.clock = clock
                if case .contentEnded = error, end &- start < 8 {
                    // A content in whole bytes may end with bits that are none of a record.
                    position = end
                    return
                }
                position = start
                throw error
            }
        }
    }

    @inline(__always)
    private mutating func decodeRecord(
        _ tables: DecodingTables,
        _ bytes: Span<UInt8>,
        _ items: inout OutputSpan<FieldItem>
    ) throws(DecodingStop) -> Int32 {
        if !decodeSimpleHeader(tables.simpleHeader, bytes) {
            state.eventID = 0
            isSilent = true
            defer { isSilent = false }
            try run(tables.eventHeader, of: tables, bytes, &items)
        }
        // A clock that fields of the payload update tells the time of later records.
        recordClock = state.clock
        let event = tables.eventIndex(state.eventID)
        guard event >= 0 else {
            throw .malformed("the metadata has no event record class \(state.eventID)")
        }
        try run(tables.events[Int(event)], of: tables, bytes, &items)
        return event
    }

    /// Decodes a header that is an id and a timestamp side by side.
    ///
    /// - Returns: whether it was one, and lies in the window; else nothing has happened.
    @inline(__always)
    private mutating func decodeSimpleHeader(
        _ header: SimpleEventHeader,
        _ bytes: Span<UInt8>
    ) -> Bool {
        guard header.isUsable else { return false }
        let start = (position &+ header.alignmentMask) & ~header.alignmentMask
        let end = start &+ header.idBits &+ header.timeBits
        guard end <= limit else { return false }
        let word = load(bytes, Int(truncatingIfNeeded: start &>> 3 &- windowStart), as: UInt64.self)
        let id = word & ((1 &<< header.idBits) &- 1)
        guard id < header.escape else { return false }
        state.eventID = id
        let unused = 64 &- header.timeBits
        state.update(((word &>> header.idBits) &<< unused) &>> unused, header.timeBits)
        position = end
        return true
    }
}
