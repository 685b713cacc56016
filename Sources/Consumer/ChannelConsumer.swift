// SPDX-License-Identifier: Apache-2.0

public import CTFWriter
public import RingBuffer
public import SideDescription
public import SystemCalls

/// Drains all rings of a channel into the data streams of a trace.
public final class ChannelConsumer {
    private let drains: [StreamDrain]
    private var shapes: [RecordShape?] = [nil]
    private let warn: (String) -> Void
    /// What has been recorded so far.
    public private(set) var statistics = ChannelStatistics()

    /// A look at every ring; see ``look()``.
    public struct Look: Sendable {
        let snapshots: [RingConsumer.Snapshot?]

        /// The fullest ring's waiting bytes.
        public var largestAvailable: Int { snapshots.lazy.map { $0?.available ?? 0 }.max() ?? 0 }
    }

    /// Makes the consumer of a channel.
    ///
    /// - Parameters:
    ///   - rings: the channel's memory.
    ///   - directory: the trace's folder, which must have a folder `index`.
    ///   - uuid: the 16 bytes of the metadata stream's UUID.
    ///   - reclaimsConsumed: whether memory goes back to the system as it was read.
    ///   - fileLimits: how large and how many the files of a data stream may be.
    ///   - warn: tells the person who records of damage.
    public init(
        rings: RingBufferOwner,
        directory: String,
        uuid: [UInt8],
        reclaimsConsumed: Bool = false,
        fileLimits: DataStreamFiles.Limits = DataStreamFiles.Limits(),
        warn: @escaping (String) -> Void
    ) {
        self.warn = warn
        drains = (0..<rings.geometry.ringCount).map { cpu in
            let ring = rings.consumer(cpu: cpu, reclaimsConsumed: reclaimsConsumed)
            return StreamDrain(
                ring,
                DataStreamFiles(
                    directory: directory,
                    name: "stream-\(cpu)",
                    uuid: uuid,
                    streamID: UInt32(cpu),
                    limits: fileLimits
                )
            )
        }
    }

    /// Adds an event; its records can then be told from garbage.
    public func define(id: UInt16, _ description: SideEventDescription) {
        let missing = Int(id) + 1 - shapes.count
        if missing > 0 {
            shapes += Array(repeating: nil, count: missing)
            statistics.countsByID += Array(repeating: 0, count: missing)
        }
        shapes[Int(id)] = RecordShape(description)
    }

    /// Looks at every ring.
    ///
    /// Take a look, then read all messages of the programs, then drain what the look found: a
    /// program announces an event before it records it, so every record is then of a known event.
    public func look() -> Look {
        Look(snapshots: drains.map { $0.look(warn: warn) })
    }

    /// Writes what a look found.
    ///
    /// - Throws: why a packet could not be written; what was written before is whole.
    public func drain(_ look: Look) throws(SystemError) {
        for (drain, snapshot) in zip(drains, look.snapshots) {
            guard let snapshot else { continue }
            try drain.drain(snapshot, shapes: shapes, statistics: &statistics, warn: warn)
        }
        summarize(look)
    }

    /// Drains the rings for the last time and writes the final losses.
    public func finish() throws(SystemError) {
        let look = Look(snapshots: drains.map { $0.look(isLast: true, warn: warn) })
        try drain(look)
        for (drain, snapshot) in zip(drains, look.snapshots) {
            if let snapshot { try drain.finish(snapshot) }
        }
        summarize(look)
    }

    private func summarize(_ look: Look) {
        statistics.discardedCount = look.snapshots.reduce(0) { $0 &+ ($1?.lost ?? 0) }
        statistics.tooBigCount = look.snapshots.reduce(0) { $0 &+ ($1?.tooBig ?? 0) }
        statistics.holeCount = look.snapshots.reduce(0) { $0 &+ ($1?.holes ?? 0) }
        statistics.byteCount = drains.reduce(0) { $0 + $1.byteCount }
    }
}
