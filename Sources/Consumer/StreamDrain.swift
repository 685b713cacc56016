// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import RingBuffer
internal import SystemCalls

/// What the drains of a channel have in common.
struct DrainContext {
    /// How long the records are.
    var shapes = RecordShapes()
    /// What has been recorded so far.
    var statistics = ChannelStatistics()
    /// Whose records were read.
    let processes = RecordedProcesses()
    /// Memory for copies of records.
    var copy: [UInt8] = []
}

/// Moves the records of one CPU's ring into packets of its data stream.
package final class StreamDrain {
    /// Where a packet ends although more records are waiting, in bytes: small enough to find one's
    /// way in the trace, large enough that headers cost nothing.
    package static let packetBytes = 256 * 1_024
    /// No record is longer, in bytes.
    private static let maximumRecordBytes = RingGeometry.maximumPayloadBytes + 16

    let cpu: Int
    private var ring: RingConsumer
    private let sink: any PacketSink
    private var lastTimestamp: UInt64 = 0
    /// When the recording began, for losses in a data stream without records.
    private let beginning: UInt64
    private var writtenDiscarded: UInt64 = 0
    /// When records were last found here, by the monotonic clock.
    private var lastActivity = Clock.monotonicNanoseconds()
    /// Whether counts that cannot be right were noted as damage.
    private var hasNotedCounts = false
    /// Whether memory was given back since.
    private var isReclaimed = false
    /// Set when the control page was overwritten: nothing of it can be believed any more.
    private var isAbandoned = false

    init(_ ring: consuming RingConsumer, _ sink: any PacketSink, beginning: UInt64) {
        cpu = ring.cpu
        self.beginning = beginning
        self.ring = ring
        self.sink = sink
    }

    var byteCount: UInt64 { sink.byteCount }

    /// Lets the next packet go into another folder.
    func rotate(to directory: String) throws(SystemError) { try sink.rotate(to: directory) }

    /// Waits until all packets are on the disk.
    func synchronize() throws(SystemError) { try sink.synchronize() }

    /// The last look, for its counters.
    private(set) var last: RingConsumer.Snapshot?

    /// A look at the ring, to be taken before the programs' messages are read: every record it
    /// covers belongs to an event that its program announced earlier.
    ///
    /// - Parameters:
    ///   - isLast: whether nobody looks again.
    ///   - warn: tells the person who records of damage, and of programs that hold a ring up.
    /// - Returns: what can be read; nil when nothing in the ring can be believed any more.
    func look(isLast: Bool = false, warn: (String) -> Void) -> RingConsumer.Snapshot? {
        guard !isAbandoned else { return nil }
        do throws(RingConsumer.CorruptControlPage) {
            let snapshot = try ring.snapshot(isLast: isLast)
            if let report = ring.takeReport() { warn(report) }
            if snapshot.available > 0 {
                lastActivity = Clock.monotonicNanoseconds()
                isReclaimed = false
            }
            last = snapshot
            return snapshot
        } catch {
            isAbandoned = true
            warn("\(error)")
            return nil
        }
    }

    /// Writes the records that a look found.
    func drain(
        _ snapshot: RingConsumer.Snapshot,
        context: inout DrainContext,
        warn: (String) -> Void
    ) throws(SystemError) {
        noteCounts(&context.statistics)
        var rest = snapshot.available
        while rest > 0 {
            let taken = try writePacket(rest, snapshot, context: &context, warn: warn)
            ring.release(taken)
            rest -= taken
        }
    }

    /// Counts the records that a look found as lost, because nothing can be written any more.
    func discard(_ snapshot: RingConsumer.Snapshot, context: inout DrainContext) {
        noteCounts(&context.statistics)
        var rest = snapshot.available
        while rest > 0 {
            var counts = context.statistics.countsByID
            let shapes = context.shapes
            let walk = withCopy(rest, &context.copy) { bytes in
                RecordWalk(bytes, shapes: shapes, limit: Self.packetBytes, counts: &counts)
            }
            context.statistics.unwrittenCount += UInt64(walk.count)
            let taken = walk.isCorrupt ? rest : walk.recordBytes
            context.statistics.corruptBytes += UInt64(taken - walk.recordBytes)
            ring.release(taken)
            rest -= taken
        }
    }

    /// A count that cannot be right is damage like bytes that are no record.
    private func noteCounts(_ statistics: inout ChannelStatistics) {
        guard ring.hasWrongCounts, !hasNotedCounts else { return }
        hasNotedCounts = true
        statistics.corruptBytes += 8
    }

    /// Lends a copy of as many records as a packet can hold: what is checked and what is written
    /// are then the same bytes, whatever a program does to the ring meanwhile.
    private func withCopy<Result, Failure: Error>(
        _ available: Int,
        _ copy: inout [UInt8],
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // One record may begin just before the limit.
        let count = min(available, Self.packetBytes + Self.maximumRecordBytes)
        return try ring.withCopy(count: count, in: &copy, body)
    }

    /// Gives the memory of the ring back if nothing was written for a while.
    ///
    /// - Parameters:
    ///   - age: how long, in nanoseconds.
    ///   - rings: the memory.
    func reclaim(idleFor age: UInt64, _ rings: RingBufferOwner) {
        guard !isAbandoned, !isReclaimed,
            Clock.monotonicNanoseconds() &- lastActivity >= age
        else { return }
        isReclaimed = ring.reclaimFreeSpace(of: rings)
    }

    /// Ends the data stream: losses after the last record go into a packet without records.
    func finish(_ snapshot: RingConsumer.Snapshot) throws(SystemError) {
        guard snapshot.missing != writtenDiscarded else { return }
        let time = max(snapshot.stamp, lastTimestamp, beginning)
        try ring.withBytes(count: 0) { bytes throws(SystemError) in
            try write(bytes, 0, 0, begin: time, end: time, discarded: snapshot.missing)
        }
    }

    /// Writes one packet and returns how many bytes of the ring it used up.
    private func writePacket(
        _ available: Int,
        _ snapshot: RingConsumer.Snapshot,
        context: inout DrainContext,
        warn: (String) -> Void
    ) throws(SystemError) -> Int {
        // Taken out while it is lent, so that the rest of the context can change.
        var copy: [UInt8] = []
        swap(&copy, &context.copy)
        defer { swap(&copy, &context.copy) }
        return try withCopy(available, &copy) { bytes throws(SystemError) in
            let walk = RecordWalk(
                bytes,
                shapes: context.shapes,
                limit: Self.packetBytes,
                counts: &context.statistics.countsByID,
                processes: context.processes
            )
            if walk.count > 0 {
                // The stamp is a whole 64-bit time not below any of the records, so each 48-bit
                // time belongs to the last 2^48 cycles before it.
                let begin = RecordWalk.fullTime(walk.firstTime, notAfter: snapshot.stamp)
                let end = max(begin, RecordWalk.fullTime(walk.lastTime, notAfter: snapshot.stamp))
                do throws(SystemError) {
                    try write(
                        bytes,
                        walk.recordBytes,
                        walk.contentBytes,
                        begin: begin,
                        end: end,
                        discarded: snapshot.missing
                    )
                } catch {
                    context.statistics.forget(
                        bytes,
                        shapes: context.shapes,
                        limit: Self.packetBytes
                    )
                    throw error
                }
                context.statistics.recordedCount += UInt64(walk.count)
            }
            guard walk.isCorrupt else { return walk.recordBytes }
            let lost = available - walk.recordBytes
            context.statistics.corruptBytes += UInt64(lost)
            warn(RecordWalk.warning(cpu: cpu, corruptBytes: lost))
            return available
        }
    }

    private func write(
        _ bytes: RawSpan,
        _ recordBytes: Int,
        _ contentBytes: Int,
        begin: UInt64,
        end: UInt64,
        discarded: UInt64
    ) throws(SystemError) {
        try sink.append(
            DataStreamWriter.Summary(
                beginTimestamp: begin,
                endTimestamp: end,
                discardedCount: discarded,
                ringEnd: ring.position(after: recordBytes)
            ),
            records: bytes,
            recordBytes: recordBytes,
            contentBytes: contentBytes
        )
        writtenDiscarded = discarded
        lastTimestamp = end
    }
}
