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
            let found = capture.withBytes { bytes in
                let start = start(of: capture, bytes, oldest, share)
                return part(of: capture, bytes, from: start, &summary.countsByID)
            }
            summary.discardedCount += found.discardedCount
            summary.tooBigCount += capture.tooBig
            summary.malformedCount += capture.malformed
            summary.holeCount += capture.holes
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
                try write(bytes, capture.stamp, found, writer, &summary)
            }
            summary.byteCount += writer.byteCount
            guard found.corruptBytes > 0 else { continue }
            summary.corruptBytes += UInt64(found.corruptBytes)
            warn(RecordWalk.warning(cpu: capture.cpu, corruptBytes: found.corruptBytes))
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
                if capture.byteCount < capture.heldBytes / 8 * 5 {
                    capture = try rings.capture(cpu: cpu, isFreezing: true)
                }
                let isUnused =
                    capture.stamp == 0 && capture.lost == 0 && capture.tooBig == 0
                    && capture.malformed == 0 && capture.holes == 0
                return isUnused ? nil : capture
            } catch {
                warn("\(error)")
                return nil
            }
        }
    }

    /// Which records of a capture are written, packet by packet.
    private struct Part {
        var packets: [(offset: Int, walk: RecordWalk)] = []
        /// Records that are nowhere in the snapshot.
        var discardedCount: UInt64 = 0
        /// The same with what was too large and what killed producers left.
        var missingCount: UInt64 = 0
        var corruptBytes = 0
    }

    /// Divides a capture into packets and counts what is missing.
    private func part(
        of capture: RingCapture,
        _ bytes: RawSpan,
        from start: Int,
        _ counts: inout [UInt64]
    ) -> Part {
        var part = Part()
        var kept: UInt64 = 0
        var offset = start
        while offset < bytes.byteCount, part.corruptBytes == 0 {
            let walk = RecordWalk(
                bytes.extracting(offset...),
                shapes: shapes,
                limit: StreamDrain.packetBytes,
                counts: &counts
            )
            if walk.count > 0 { part.packets.append((offset, walk)) }
            kept += UInt64(walk.count)
            offset += walk.recordBytes
            if walk.isCorrupt { part.corruptBytes = bytes.byteCount - offset }
        }
        let missing = capture.committedCount.map { $0 > kept ? $0 - kept : 0 } ?? 0
        part.discardedCount = missing + capture.lost + capture.malformed
        part.missingCount = part.discardedCount + capture.tooBig + capture.holes
        return part
    }

    /// Where the first record begins that is neither too old nor too much.
    ///
    /// Only a beginning is left out, so that the rest has no gap.
    private func start(
        of capture: RingCapture,
        _ bytes: RawSpan,
        _ oldest: UInt64?,
        _ share: Int?
    ) -> Int {
        guard oldest != nil || share != nil else { return 0 }
        let first = share.map { max(0, bytes.byteCount - $0) } ?? 0
        var offset = 0
        while offset < bytes.byteCount,
            let record = RecordWalk.record(at: offset, of: bytes, shapes)
        {
            let time = RecordWalk.fullTime(record.time, notAfter: capture.stamp)
            guard offset < first || oldest.map({ time < $0 }) ?? false else { break }
            offset = record.next
        }
        return offset
    }

    private func write(
        _ bytes: RawSpan,
        _ stamp: UInt64,
        _ part: Part,
        _ writer: DataStreamWriter,
        _ summary: inout ChannelStatistics
    ) throws(SystemError) {
        for (offset, walk) in part.packets {
            let begin = RecordWalk.fullTime(walk.firstTime, notAfter: stamp)
            let header = DataStreamWriter.Summary(
                beginTimestamp: begin,
                endTimestamp: max(begin, RecordWalk.fullTime(walk.lastTime, notAfter: stamp)),
                discardedCount: part.missingCount
            )
            try writer.append(
                header,
                records: bytes.extracting(offset...),
                recordBytes: walk.recordBytes,
                contentBytes: walk.contentBytes
            )
            summary.recordedCount += UInt64(walk.count)
        }
        guard part.packets.isEmpty else { return }
        // What was lost is told also where nothing is left.
        let header = DataStreamWriter.Summary(
            beginTimestamp: stamp,
            endTimestamp: stamp,
            discardedCount: part.missingCount
        )
        try writer.append(header, records: bytes, recordBytes: 0, contentBytes: 0)
    }
}
