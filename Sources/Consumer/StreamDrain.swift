// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import RingBuffer
internal import SystemCalls

/// Moves the records of one CPU's ring into packets of its data stream.
final class StreamDrain {
    /// Where a packet ends although more records are waiting, in bytes: small enough to find one's
    /// way in the trace, large enough that headers cost nothing.
    static let packetBytes = 256 * 1_024

    let cpu: Int
    private var ring: RingConsumer
    private let files: DataStreamFiles
    private var lastTimestamp: UInt64 = 0
    /// When the recording began, for losses in a data stream without records.
    private let beginning: UInt64
    private var writtenDiscarded: UInt64 = 0
    /// When records were last found here, by the monotonic clock.
    private var lastActivity = Clock.monotonicNanoseconds()
    /// Whether memory was given back since.
    private var isReclaimed = false
    /// Set when the control page was overwritten: nothing of it can be believed any more.
    private var isAbandoned = false

    init(_ ring: consuming RingConsumer, _ files: DataStreamFiles, beginning: UInt64) {
        cpu = ring.cpu
        self.beginning = beginning
        self.ring = ring
        self.files = files
    }

    var byteCount: UInt64 { files.byteCount }

    /// Lets the next packet go into another folder.
    func rotate(to directory: String) throws(SystemError) { try files.rotate(to: directory) }

    /// Waits until all packets are on the disk.
    func synchronize() throws(SystemError) { try files.synchronize() }

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
        shapes: [RecordShape?],
        statistics: inout ChannelStatistics,
        warn: (String) -> Void
    ) throws(SystemError) {
        var rest = snapshot.available
        while rest > 0 {
            let taken = try writePacket(
                rest,
                snapshot,
                shapes: shapes,
                statistics: &statistics,
                warn: warn
            )
            ring.release(taken)
            rest -= taken
        }
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
        shapes: [RecordShape?],
        statistics: inout ChannelStatistics,
        warn: (String) -> Void
    ) throws(SystemError) -> Int {
        try ring.withBytes(count: available) { bytes throws(SystemError) in
            let walk = RecordWalk(
                bytes,
                shapes: shapes,
                limit: Self.packetBytes,
                counts: &statistics.countsByID
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
                    statistics.forget(bytes, shapes: shapes, limit: Self.packetBytes)
                    throw error
                }
                statistics.recordedCount += UInt64(walk.count)
            }
            guard walk.isCorrupt else { return walk.recordBytes }
            let lost = available - walk.recordBytes
            statistics.corruptBytes += UInt64(lost)
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
        try files.append(
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
