// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// What a walk over the records at the head of some bytes found.
struct RecordWalk {
    /// Bytes of whole records, padding included.
    var recordBytes = 0
    /// The same without the padding after the last record.
    var contentBytes = 0
    /// How many records.
    var count = 0
    /// The 48-bit times of the first and the last record.
    var firstTime: UInt64 = 0
    var lastTime: UInt64 = 0
    /// Set where the bytes are no record of any known event.
    var isCorrupt = false

    static let headerBytes = 8

    /// Walks from record to record until the bytes end or a packet is full.
    ///
    /// - Parameters:
    ///   - bytes: begins at a record.
    ///   - shapes: by event id; nil for ids that were never given.
    ///   - limit: no further record begins after this many bytes.
    ///   - counts: by event id; raised for each record.
    init(_ bytes: RawSpan, shapes: [RecordShape?], limit: Int, counts: inout [UInt64]) {
        while recordBytes < bytes.byteCount, recordBytes < limit {
            guard let header = bytes.load(at: recordBytes, as: UInt64.self),
                case let id = Int(header & 0xFFFF), id < shapes.count, let shape = shapes[id],
                let end = shape.end(of: recordBytes + Self.headerBytes, in: bytes)
            else {
                isCorrupt = true
                return
            }
            lastTime = header >> 16
            if count == 0 { firstTime = lastTime }
            count += 1
            counts[id] += 1
            contentBytes = end
            // Heads are multiples of 8, so a record that is not corrupt never leaves the bytes.
            recordBytes = (end + 7) & ~7
        }
    }
}
