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

    private let settings: ChannelConsumer.Settings
    private var shapes: [RecordShape?] = [nil]
    private var nextStream: UInt32 = 0

    /// Makes a snapshot without events.
    ///
    /// - Parameter settings: what the channel's data streams have in common.
    public init(_ settings: ChannelConsumer.Settings) {
        self.settings = settings
    }

    /// Adds an event, whose records can then be told from garbage.
    public mutating func define(id: UInt16, _ description: SideEventDescription) {
        let missing = Int(id) + 1 - shapes.count
        if missing > 0 { shapes += Array(repeating: nil, count: missing) }
        shapes[Int(id)] = RecordShape(description, contexts: settings.contexts)
    }

    /// Writes the data streams of one owner of the channel's buffers.
    ///
    /// - Parameters:
    ///   - rings: the buffers.
    ///   - label: what tells this owner's files from those of others.
    ///   - limits: what to leave out.
    ///   - summary: what was written is added to it.
    ///   - warn: tells the person who records of damage.
    /// - Throws: why a packet could not be written; what was written before is whole.
    public mutating func write(
        _ rings: RingBufferOwner,
        label: String = "",
        limits: Limits,
        adding summary: inout ChannelStatistics,
        warn: (String) -> Void
    ) throws(SystemError) {
        let missing = shapes.count - summary.countsByID.count
        if missing > 0 { summary.countsByID += Array(repeating: 0, count: missing) }
        let captures = capture(rings, warn)
        let newest = captures.map(\.stamp).max() ?? 0
        let oldest = limits.maximumAge.map { newest > $0 ? newest - $0 : 0 }
        let share = limits.maximumBytes.map { $0 / max(1, captures.count) }
        for capture in captures {
            let part = part(of: capture, oldest, share)
            // A hostile program can have written any number.
            summary.discardedCount &+= part.discardedCount
            summary.tooBigCount &+= capture.tooBig
            summary.holeCount &+= capture.holes
            let writer = try DataStreamWriter(
                directory: settings.directory,
                name: "\(settings.name)\(label)_\(capture.cpu)",
                uuid: settings.uuid,
                identity: DataStreamIdentity(
                    classID: settings.channel,
                    streamID: nextStream,
                    cpu: rings.geometry.streamCPU(of: capture.cpu)
                )
            )
            nextStream += 1
            try capture.withBytes { bytes throws(SystemError) in
                try write(bytes, capture.stamp, part, writer, &summary)
            }
            summary.byteCount += writer.byteCount
            guard part.corruptBytes > 0 else { continue }
            summary.corruptBytes += UInt64(part.corruptBytes)
            warn(RecordWalk.warning(cpu: capture.cpu, corruptBytes: part.corruptBytes))
        }
    }

    /// Copies the rings that were ever written.
    ///
    /// The copying thread goes from CPU to CPU: while it runs on one, no program writes into that
    /// CPU's ring, so that little is overwritten during the copy.
    private func capture(_ rings: RingBufferOwner, _ warn: (String) -> Void) -> [RingCapture] {
        let affinity = ThreadAffinity.current()
        defer { affinity?.apply() }
        return (0..<rings.geometry.ringCount).compactMap { cpu in
            // Only the rings of CPUs have a CPU where nobody writes them meanwhile.
            if rings.geometry.allocation == .perCPU, cpu < rings.geometry.cpuCount {
                ThreadAffinity(cpu: cpu).apply()
            } else {
                affinity?.apply()
            }
            do throws(RingConsumer.CorruptControlPage) {
                var capture = try rings.capture(cpu: cpu)
                // Programs that overwrite faster than this copies have to lose some events.
                if capture.bytes.count < capture.heldBytes / 8 * 5 {
                    capture = try rings.capture(cpu: cpu, isFreezing: true)
                }
                let isUnused =
                    capture.stamp == 0 && capture.lost == 0 && capture.tooBig == 0
                    && capture.holes == 0
                return isUnused ? nil : capture
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
        /// The same with what was too large and what killed producers left.
        var missingCount: UInt64 = 0
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
        part.missingCount = part.discardedCount &+ capture.tooBig &+ capture.holes
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
                discardedCount: part.missingCount
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
