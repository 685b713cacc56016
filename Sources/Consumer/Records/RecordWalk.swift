// SPDX-License-Identifier: Apache-2.0

internal import Bytes

/// What a walk over the records at the head of some bytes found.
package struct RecordWalk {
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

    package static let headerBytes = 8

    /// Walks from record to record until the bytes end or a packet is full.
    ///
    /// - Parameters:
    ///   - bytes: begins at a record.
    ///   - shapes: how long the records are.
    ///   - limit: no further record begins after this many bytes.
    ///   - counts: by event id; raised for each record.
    ///   - processes: is told the process of each record.
    init(
        _ bytes: RawSpan,
        shapes: RecordShapes,
        limit: Int,
        counts: inout [UInt64],
        processes: RecordedProcesses? = nil
    ) {
        var counts = counts.mutableSpan
        let steps = shapes.steps.span
        let shapes = shapes.shapes.span
        // Kept from one record to the next, so that the object is asked only where they differ.
        var lastProcess: UInt32?
        let notesProcesses = processes != nil
        while recordBytes < bytes.byteCount, recordBytes < limit {
            guard let record = Self.record(at: recordBytes, of: bytes, shapes, steps) else {
                isCorrupt = true
                return
            }
            lastTime = record.time
            if count == 0 { firstTime = lastTime }
            count += 1
            counts[record.id] += 1
            if notesProcesses {
                let process = Self.process(of: record, at: recordBytes, of: bytes, shapes, steps)
                if process != lastProcess {
                    lastProcess = process
                    Self.note(process, processes)
                }
            }
            contentBytes = record.end
            recordBytes = record.next
        }
    }

    @inline(never)
    private static func note(_ process: UInt32?, _ processes: RecordedProcesses?) {
        if let process { processes?.note(process) }
    }

    /// One record.
    package struct Record {
        package let id: Int
        /// The low 48 bits of its time.
        package let time: UInt64
        /// The offset after its last field.
        package let end: Int
        /// The offset of the record after it.
        ///
        /// Heads are multiples of 8, so a record that is not corrupt never leaves the bytes.
        package var next: Int { (end + 7) & ~7 }
    }

    /// The record that begins at an offset; nil where none of a known event does.
    package static func record(
        at offset: Int,
        of bytes: RawSpan,
        _ shapes: RecordShapes
    ) -> Record? {
        record(at: offset, of: bytes, shapes.shapes.span, shapes.steps.span)
    }

    /// The id of the process that wrote a record.
    package static func process(
        of record: Record,
        at offset: Int,
        of bytes: RawSpan,
        _ shapes: RecordShapes
    ) -> UInt32? {
        process(of: record, at: offset, of: bytes, shapes.shapes.span, shapes.steps.span)
    }

    @inline(__always)
    private static func record(
        at offset: Int,
        of bytes: RawSpan,
        _ shapes: Span<RecordShape?>,
        _ steps: Span<RecordStep>
    ) -> Record? {
        guard let header = bytes.load(at: offset, as: UInt64.self),
            case let id = Int(header & 0xFFFF), id < shapes.count, let shape = shapes[id]
        else { return nil }
        let start = offset + headerBytes + shape.prefixBytes
        if shape.steps.isEmpty {
            guard start <= bytes.byteCount else { return nil }
            return Record(id: id, time: header >> 16, end: start)
        }
        guard let end = RecordStep.end(of: shape.steps, steps, at: start, in: bytes) else {
            return nil
        }
        return Record(id: id, time: header >> 16, end: end)
    }

    @inline(__always)
    private static func process(
        of record: Record,
        at offset: Int,
        of bytes: RawSpan,
        _ shapes: Span<RecordShape?>,
        _ steps: Span<RecordStep>
    ) -> UInt32? {
        guard let shape = shapes[record.id] else { return nil }
        let start = offset + headerBytes + shape.contextBytes
        if shape.contextSteps.isEmpty { return bytes.load(at: start, as: UInt32.self) }
        return RecordStep.end(of: shape.contextSteps, steps, at: start, in: bytes)
            .flatMap { bytes.load(at: $0, as: UInt32.self) }
    }

    /// The whole time whose low 48 bits are given: it lies within 2^48 ticks before the stamp.
    package static func fullTime(_ time: UInt64, notAfter stamp: UInt64) -> UInt64 {
        stamp &- ((stamp &- time) & ((1 << 48) - 1))
    }

    /// What a person is told of bytes that are no records.
    static func warning(cpu: Int, corruptBytes: Int) -> String {
        "ring of CPU \(cpu): \(corruptBytes) bytes are not records of any known event and were"
            + " left out; a program overwrote its buffer"
    }
}
