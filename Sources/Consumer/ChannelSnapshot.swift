// SPDX-License-Identifier: Apache-2.0

public import CTFWriter
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
    private let sinks: PacketSinkMaker
    private var shapes = RecordShapes()

    /// Makes a snapshot without events.
    ///
    /// - Parameters:
    ///   - settings: what the channel's data streams have in common.
    ///   - sinks: makes what takes the packets of each data stream.
    public init(
        _ settings: ChannelConsumer.Settings,
        sinks: @escaping PacketSinkMaker = { DataStreamFiles($0) }
    ) {
        self.settings = settings
        self.sinks = sinks
    }

    /// Adds an event, whose records can then be told from garbage.
    public mutating func define(id: UInt16, _ description: SideEventDescription) {
        shapes.define(id: id, description, contexts: settings.contexts)
    }

    /// Writes the data streams of one owner of the channel's buffers.
    ///
    /// - Parameters:
    ///   - rings: the buffers.
    ///   - numbers: which of its rings; nil for all. Each belongs to one call only.
    ///   - label: what tells this owner's files from those of others.
    ///   - history: how earlier snapshots of these buffers were divided.
    ///   - limits: what to leave out.
    ///   - summary: what was written is added to it.
    ///   - warn: tells the person who records of damage.
    /// - Throws: why a packet could not be written; what was written before is whole.
    public func write(
        _ rings: RingBufferOwner,
        numbers: Range<Int>? = nil,
        label: String = "",
        history: SnapshotHistory,
        limits: Limits,
        adding summary: inout ChannelStatistics,
        warn: (String) -> Void
    ) throws(SystemError) {
        let missing = shapes.count - summary.countsByID.count
        if missing > 0 { summary.countsByID += Array(repeating: 0, count: missing) }
        let captures = capture(rings, numbers ?? 0..<rings.geometry.ringCount, warn)
        let newest = captures.map(\.stamp).max() ?? 0
        let oldest = limits.maximumAge.map { newest > $0 ? newest - $0 : 0 }
        let share = limits.maximumBytes.map { $0 / max(1, captures.count) }
        for capture in captures {
            let found = capture.withBytes { bytes in
                let start = start(of: capture, bytes, oldest, share)
                return part(of: capture, bytes, from: start, history, &summary.countsByID)
            }
            summary.discardedCount += found.discardedCount
            summary.tooBigCount += capture.tooBig
            summary.malformedCount += capture.malformed
            summary.holeCount += capture.holes
            let sink = sinks(
                DataStreamPlan(
                    directory: settings.directory,
                    name: "\(settings.name)\(label)_\(capture.cpu)",
                    uuid: settings.uuid,
                    identity: DataStreamIdentity(
                        classID: settings.channel,
                        streamID: history.firstStream + UInt32(capture.cpu),
                        cpu: rings.geometry.streamCPU(of: capture.cpu)
                    )
                )
            )
            try capture.withBytes { bytes throws(SystemError) in
                try write(bytes, capture, found, sink, &summary)
            }
            summary.byteCount += sink.byteCount
            guard found.corruptBytes > 0 else { continue }
            summary.corruptBytes += UInt64(found.corruptBytes)
            warn(RecordWalk.warning(cpu: capture.cpu, corruptBytes: found.corruptBytes))
        }
    }

    /// Copies the rings that were ever written.
    ///
    /// The copying thread goes from CPU to CPU: while it runs on one, no program writes into that
    /// CPU's ring, so that little is overwritten during the copy.
    private func capture(
        _ rings: RingBufferOwner,
        _ numbers: Range<Int>,
        _ warn: (String) -> Void
    ) -> [RingCapture] {
        let affinity = ThreadAffinity.current()
        defer { affinity?.apply() }
        return numbers.compactMap { cpu in
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

    /// A packet of a capture.
    private struct Packet {
        /// Where its records begin in the copy.
        let offset: Int
        let walk: RecordWalk
        /// Where they begin and end in the ring.
        let begin: UInt64
        let end: UInt64
        let number: UInt64
    }

    /// Which records of a capture are written, packet by packet.
    private struct Part {
        var packets: [Packet] = []
        /// Records that are nowhere in the snapshot.
        var discardedCount: UInt64 = 0
        /// The same with what was too large and what killed producers left.
        var missingCount: UInt64 = 0
        var corruptBytes = 0
    }

    /// Divides a capture into packets, as earlier snapshots did, and counts what is missing.
    private func part(
        of capture: RingCapture,
        _ bytes: RawSpan,
        from start: Int,
        _ history: SnapshotHistory,
        _ counts: inout [UInt64]
    ) -> Part {
        var part = Part()
        var ring = history.rings[capture.cpu]
        var kept: UInt64 = 0
        var offset = start
        while offset < bytes.byteCount, part.corruptBytes == 0 {
            let begin = capture.places.begin(at: offset)
            let border = ring.end(after: begin, subBufferBytes: capture.subBufferBytes)
            let walk = RecordWalk(
                bytes.extracting(offset...),
                shapes: shapes,
                limit: capture.places.offset(after: offset, notBefore: border) - offset,
                counts: &counts
            )
            if walk.count > 0 {
                let end = capture.places.end(at: offset + walk.recordBytes)
                part.packets.append(
                    Packet(
                        offset: offset,
                        walk: walk,
                        begin: begin,
                        end: end,
                        number: part.packets.last.map { $0.number &+ 1 }
                            ?? ring.number(from: begin)
                    )
                )
            }
            kept += UInt64(walk.count)
            offset += walk.recordBytes
            if walk.isCorrupt { part.corruptBytes = bytes.byteCount - offset }
        }
        ring.note(
            part.packets.map { ($0.begin, $0.end, $0.number) },
            oldest: capture.places.begin(at: 0)
        )
        history.rings[capture.cpu] = ring
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
        _ capture: RingCapture,
        _ part: Part,
        _ sink: any PacketSink,
        _ summary: inout ChannelStatistics
    ) throws(SystemError) {
        let stamp = capture.stamp
        // The last record of the capture is the last that was committed.
        var ahead = part.packets.reduce(0) { $0 + UInt64($1.walk.count) }
        let committed = capture.committedCount ?? ahead
        func described(_ begin: UInt64) -> CapturedPacket {
            CapturedPacket(
                ringBegin: begin,
                recordCount: committed &- ahead,
                missingCount: capture.lost &+ capture.tooBig &+ capture.holes
            )
        }
        for packet in part.packets {
            let walk = packet.walk
            let begin = RecordWalk.fullTime(walk.firstTime, notAfter: stamp)
            ahead -= UInt64(walk.count)
            let header = DataStreamWriter.Summary(
                beginTimestamp: begin,
                endTimestamp: max(begin, RecordWalk.fullTime(walk.lastTime, notAfter: stamp)),
                discardedCount: part.missingCount,
                ringEnd: packet.end,
                capture: described(packet.begin),
                sequenceNumber: packet.number
            )
            try sink.append(
                header,
                records: bytes.extracting(packet.offset...),
                recordBytes: walk.recordBytes,
                contentBytes: walk.contentBytes
            )
            summary.recordedCount += UInt64(walk.count)
        }
        guard part.packets.isEmpty else { return }
        // What was lost is told also where nothing is left.
        let end = capture.places.end(at: bytes.byteCount)
        let header = DataStreamWriter.Summary(
            beginTimestamp: stamp,
            endTimestamp: stamp,
            discardedCount: part.missingCount,
            ringEnd: end,
            capture: described(end)
        )
        try sink.append(header, records: bytes, recordBytes: 0, contentBytes: 0)
    }
}
