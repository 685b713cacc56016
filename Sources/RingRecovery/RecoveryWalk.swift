// SPDX-License-Identifier: Apache-2.0

internal import Consumer
internal import SystemCalls

/// Walks over records that may have been overwritten, and stops where they cannot be right.
///
/// Beyond what ``RecordWalk`` checks, times must not fall: the records of a ring are in the order
/// of time, and what was overwritten later is not.
struct RecoveryWalk {
    /// Bytes of whole records, padding included.
    var recordBytes = 0
    /// The same without the padding after the last record.
    var contentBytes = 0
    /// How many records.
    var count = 0
    /// The whole times of the first and the last record.
    var firstTime: UInt64 = 0
    var lastTime: UInt64 = 0
    /// Set where the bytes are no record of any known event, or end within one.
    var isCutShort = false

    /// Walks from record to record until the bytes end or a packet is full.
    ///
    /// - Parameters:
    ///   - bytes: begins at a record.
    ///   - shapes: how long the records are.
    ///   - limit: no further record begins after this many bytes.
    ///   - stamp: a time not below any of the records; nil when their order does not matter.
    ///   - time: a time not above any of the records.
    ///   - visit: is given the process id of each record.
    init(
        _ bytes: RawSpan,
        shapes: RecordShapes,
        limit: Int,
        stamp: UInt64?,
        after time: UInt64 = 0,
        visit: (UInt32) -> Void
    ) {
        lastTime = time
        while recordBytes < bytes.byteCount, recordBytes < limit {
            guard let record = RecordWalk.record(at: recordBytes, of: bytes, shapes),
                let process = RecordWalk.process(of: record, at: recordBytes, of: bytes, shapes)
            else {
                isCutShort = true
                return
            }
            if let stamp {
                let time = RecordWalk.fullTime(record.time, notAfter: stamp)
                guard time >= lastTime, record.next <= bytes.byteCount else {
                    isCutShort = true
                    return
                }
                lastTime = time
            }
            if count == 0 { firstTime = lastTime }
            visit(process)
            count += 1
            contentBytes = record.end
            recordBytes = record.next
        }
    }
}
