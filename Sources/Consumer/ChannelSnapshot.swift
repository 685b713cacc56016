// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
public import RingBuffer
public import SideDescription
public import SystemCalls

/// Writes what the rings of a channel hold as the data streams of a trace, while programs go on.
public struct ChannelSnapshot {
    /// What is left out of a snapshot.
    public struct Limits: Sendable {
        /// How much older than the newest record a record may be, in ticks; nil for no limit.
        public var maximumAge: UInt64?
        /// The most bytes of records, divided evenly among the CPUs; nil for no limit.
        public var maximumBytes: Int?

        /// No limits.
        public init() {}
    }

    private var shapes: [RecordShape?] = [nil]

    /// Makes a snapshot without events.
    public init() {}

    /// Adds an event, whose records can then be told from garbage.
    public mutating func define(id: UInt16, _ description: SideEventDescription) {
        let missing = Int(id) + 1 - shapes.count
        if missing > 0 { shapes += Array(repeating: nil, count: missing) }
        shapes[Int(id)] = RecordShape(description)
    }

    /// Writes the data streams.
    ///
    /// - Parameters:
    ///   - rings: the channel's memory.
    ///   - directory: the trace's folder, which must have a folder `index`.
    ///   - uuid: the 16 bytes of the metadata stream's UUID.
    ///   - limits: what to leave out.
    ///   - warn: tells the person who records of damage.
    /// - Returns: what was written.
    /// - Throws: why a packet could not be written; what was written before is whole.
    public func write(
        _ rings: RingBufferOwner,
        directory: String,
        uuid: [UInt8],
        limits: Limits,
        warn: (String) -> Void
    ) throws(SystemError) -> ChannelStatistics {
        var summary = ChannelStatistics()
        summary.countsByID = Array(repeating: 0, count: shapes.count)
        let captures = capture(rings, warn)
        let newest = captures.map(\.stamp).max() ?? 0
        let oldest = limits.maximumAge.map { newest > $0 ? newest - $0 : 0 }
        let share = limits.maximumBytes.map { $0 / max(1, captures.count) }
        for capture in captures {
            let part = part(of: capture, oldest, share)
            // A hostile program can have written any number.
            summary.discardedCount &+= part.discardedCount
            let writer = try DataStreamWriter(
                directory: directory,
                name: "stream-\(capture.cpu)",
                uuid: uuid,
                streamID: UInt32(capture.cpu)
            )
            try capture.withBytes { bytes throws(SystemError) in
                try write(bytes, capture.stamp, part, writer, &summary)
            }
            summary.byteCount += writer.byteCount
            guard part.corruptBytes > 0 else { continue }
            summary.corruptBytes += UInt64(part.corruptBytes)
            warn(RecordWalk.warning(cpu: capture.cpu, corruptBytes: part.corruptBytes))
        }
        return summary
    }

    /// Copies the rings that were ever written.
    ///
    /// The copying thread goes from CPU to CPU: while it runs on one, no program writes into that
    /// CPU's ring, so that little is overwritten during the copy.
    private func capture(_ rings: RingBufferOwner, _ warn: (String) -> Void) -> [RingCapture] {
        let affinity = ThreadAffinity.current()
        defer { affinity?.apply() }
        return (0..<rings.geometry.cpuCount).compactMap { cpu in
            ThreadAffinity(cpu: cpu).apply()
            do throws(RingConsumer.CorruptControlPage) {
                var capture = try rings.capture(cpu: cpu)
                // Programs that overwrite faster than this copies have to lose some events.
                if capture.bytes.count < capture.heldBytes / 8 * 5 {
                    capture = try rings.capture(cpu: cpu, isFreezing: true)
                }
                return capture.stamp == 0 && capture.lost == 0 ? nil : capture
            } catch {
                warn("\(error)")
                return nil
            }
        }
    }

    /// Which records of a capture are written.
    private struct Part {
        var start = 0
        var end = 0
        var discardedCount: UInt64 = 0
        var corruptBytes = 0
    }

    /// Leaves out what is too old or too much, and counts what is missing.
    private func part(of capture: RingCapture, _ oldest: UInt64?, _ share: Int?) -> Part {
        capture.withBytes { part(of: capture, $0, oldest, share) }
    }

    private func part(
        of capture: RingCapture,
        _ bytes: RawSpan,
        _ oldest: UInt64?,
        _ share: Int?
    ) -> Part {
        var part = Part()
        var kept: UInt64 = 0
        let first = share.map { max(0, bytes.byteCount - $0) } ?? 0
        while part.end < bytes.byteCount {
            guard let record = RecordWalk.record(at: part.end, of: bytes, shapes) else {
                part.corruptBytes = bytes.byteCount - part.end
                break
            }
            let time = RecordWalk.fullTime(record.time, notAfter: capture.stamp)
            let isLeftOut = part.end < first || oldest.map { time < $0 } ?? false
            // Only a beginning is left out, so that the rest has no gap.
            if isLeftOut && kept == 0 { part.start = record.next } else { kept += 1 }
            part.end = record.next
        }
        let missing = capture.committedCount.map { $0 > kept ? $0 - kept : 0 } ?? 0
        part.discardedCount = missing &+ capture.lost
        return part
    }

    private func write(
        _ bytes: RawSpan,
        _ stamp: UInt64,
        _ part: Part,
        _ writer: DataStreamWriter,
        _ summary: inout ChannelStatistics
    ) throws(SystemError) {
        var offset = part.start
        repeat {
            let rest = bytes.extracting(offset..<part.end)
            let walk = RecordWalk(
                rest,
                shapes: shapes,
                limit: StreamDrain.packetBytes,
                counts: &summary.countsByID
            )
            let first = walk.count == 0 ? stamp : walk.firstTime
            let begin = RecordWalk.fullTime(first, notAfter: stamp)
            let last = walk.count == 0 ? stamp : walk.lastTime
            let header = DataStreamWriter.Summary(
                beginTimestamp: begin,
                endTimestamp: max(begin, RecordWalk.fullTime(last, notAfter: stamp)),
                discardedCount: part.discardedCount
            )
            try writer.append(
                header,
                records: rest,
                recordBytes: walk.recordBytes,
                contentBytes: walk.contentBytes
            )
            summary.recordedCount += UInt64(walk.count)
            offset += walk.recordBytes
            if walk.recordBytes == 0 { break }
        } while offset < part.end
    }
}
