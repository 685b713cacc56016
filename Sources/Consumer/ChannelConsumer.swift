// SPDX-License-Identifier: Apache-2.0

public import CTFWriter
public import RingBuffer
public import SideDescription
public import SystemCalls

/// Drains all rings of a channel into the data streams of a trace.
public final class ChannelConsumer {
    /// What a channel's data streams have in common.
    public struct Settings: Sendable {
        /// The trace's folder, which must have a folder `index`.
        public var directory: String
        /// The 16 bytes of the metadata stream's UUID.
        public var uuid: [UInt8]
        /// The channel's number, which is the id of its data stream class.
        public var channel: UInt32
        /// The channel's name, with which those of its files begin.
        public var name: String
        /// What each record tells before the ids of process and thread.
        public var contexts: [SideField]
        /// Whether memory goes back to the system as it was read.
        public var reclaimsConsumed: Bool
        /// How large and how many the files of a data stream may be.
        public var fileLimits: DataStreamFiles.Limits
        /// Whether files are waited for to be on the disk before others are begun.
        public var synchronizesFiles: Bool

        /// Describes a channel.
        public init(
            directory: String,
            uuid: [UInt8],
            channel: UInt32 = 0,
            name: String = "channel0",
            contexts: [SideField] = [],
            reclaimsConsumed: Bool = false,
            fileLimits: DataStreamFiles.Limits = DataStreamFiles.Limits(),
            synchronizesFiles: Bool = false
        ) {
            self.directory = directory
            self.uuid = uuid
            self.channel = channel
            self.name = name
            self.contexts = contexts
            self.reclaimsConsumed = reclaimsConsumed
            self.fileLimits = fileLimits
            self.synchronizesFiles = synchronizesFiles
        }
    }

    /// The rings of one owner of the channel's buffers.
    private struct Group {
        let rings: RingBufferOwner
        let drains: [StreamDrain]
    }

    private var settings: Settings
    private var groups: [Group] = []
    private let sinks: PacketSinkMaker
    private let warn: (String) -> Void
    private var nextStream: UInt32 = 0
    /// The losses and bytes of streams that have ended.
    private var ended = ChannelStatistics()
    private var context = DrainContext()
    /// What has been recorded so far.
    public var statistics: ChannelStatistics { context.statistics }
    /// The processes whose records were read.
    public var processes: Set<UInt32> { context.processes.ids }

    /// A look at every ring; see ``look()``.
    public struct Look {
        fileprivate let views: [(drain: StreamDrain, snapshot: RingConsumer.Snapshot?)]

        /// The fullest ring's waiting bytes.
        public var largestAvailable: Int {
            views.lazy.map { $0.snapshot?.available ?? 0 }.max() ?? 0
        }
    }

    /// Makes the consumer of a channel without buffers.
    ///
    /// - Parameters:
    ///   - settings: what its data streams have in common.
    ///   - sinks: makes what takes the packets of each data stream.
    ///   - warn: tells the person who records of damage.
    public init(
        _ settings: Settings,
        sinks: @escaping PacketSinkMaker = { DataStreamFiles($0) },
        warn: @escaping (String) -> Void
    ) {
        self.settings = settings
        self.sinks = sinks
        self.warn = warn
    }

    /// Adds the buffers of an owner.
    ///
    /// - Parameters:
    ///   - rings: the buffers.
    ///   - label: what tells this owner's files from those of others, for example "-p123".
    public func add(_ rings: RingBufferOwner, label: String = "") {
        let beginning = rings.clock.now()
        let drains = (0..<rings.geometry.ringCount).map { cpu in
            defer { nextStream += 1 }
            return StreamDrain(
                rings.consumer(cpu: cpu, reclaimsConsumed: settings.reclaimsConsumed),
                sinks(
                    DataStreamPlan(
                        directory: settings.directory,
                        name: "\(settings.name)\(label)_\(cpu)",
                        uuid: settings.uuid,
                        identity: DataStreamIdentity(
                            classID: settings.channel,
                            streamID: nextStream,
                            cpu: rings.geometry.streamCPU(of: cpu)
                        ),
                        limits: settings.fileLimits,
                        synchronizesFinished: settings.synchronizesFiles
                    )
                ),
                beginning: beginning
            )
        }
        groups.append(Group(rings: rings, drains: drains))
    }

    /// Adds an event; its records can then be told from garbage.
    public func define(id: UInt16, _ description: SideEventDescription) {
        context.shapes.define(id: id, description, contexts: settings.contexts)
        let missing = context.shapes.count - context.statistics.countsByID.count
        if missing > 0 {
            context.statistics.countsByID += Array(repeating: 0, count: missing)
        }
    }

    /// Looks at every ring.
    ///
    /// Take a look, then read all messages of the programs, then drain what the look found: a
    /// program announces an event before it records it, so every record is then of a known event.
    public func look() -> Look { look(at: groups) }

    private func look(at groups: [Group], isLast: Bool = false) -> Look {
        let drains = groups.flatMap(\.drains)
        return Look(
            views: drains.map { (drain: $0, snapshot: $0.look(isLast: isLast, warn: warn)) }
        )
    }

    /// Writes what a look found.
    ///
    /// - Throws: why a packet could not be written; what was written before is whole.
    public func drain(_ look: Look) throws(SystemError) {
        for (drain, snapshot) in look.views {
            guard let snapshot else { continue }
            try drain.drain(snapshot, context: &context, warn: warn)
        }
        summarize()
    }

    /// Lets all data streams go on in another folder of the trace, whose metadata is there already.
    ///
    /// What is in the rings now, and was lost so far, is told there. Rings are neither stopped nor
    /// copied: programs do not notice.
    ///
    /// - Parameter directory: the folder, which has a folder `index`.
    /// - Throws: why what was written before may not be on the disk, where that is waited for.
    public func rotate(to directory: String) throws(SystemError) {
        settings.directory = directory
        for group in groups {
            for drain in group.drains { try drain.rotate(to: directory) }
        }
    }

    /// Waits until all packets are on the disk.
    ///
    /// - Throws: why they may not be there.
    public func synchronize() throws(SystemError) {
        for group in groups {
            for drain in group.drains { try drain.synchronize() }
        }
    }

    /// Gives memory of rings back into which nothing was written for a while.
    ///
    /// - Parameter age: how long, in nanoseconds; 0 for all that is free now.
    public func reclaim(idleFor age: UInt64) {
        for group in groups {
            for drain in group.drains { drain.reclaim(idleFor: age, group.rings) }
        }
    }

    /// Drains the buffers of an owner that records no more, and forgets them.
    ///
    /// - Throws: why a packet could not be written.
    public func remove(_ rings: RingBufferOwner) throws(SystemError) {
        guard let index = groups.firstIndex(where: { $0.rings === rings }) else { return }
        try end([groups[index]])
        let group = groups.remove(at: index)
        for drain in group.drains { ended.add(drain) }
        summarize()
    }

    /// Drains all rings for the last time and writes the final losses.
    public func finish() throws(SystemError) {
        try end(groups)
        summarize()
    }

    private func end(_ groups: [Group]) throws(SystemError) {
        let look = look(at: groups, isLast: true)
        try drain(look)
        for (drain, snapshot) in look.views {
            if let snapshot { try drain.finish(snapshot) }
        }
    }

    /// Counts what is left in the rings as discarded, because it cannot be written.
    ///
    /// - Returns: how many records those are.
    @discardableResult
    public func discardRest() -> UInt64 {
        let before = statistics.unwrittenCount
        let look = look(at: groups, isLast: true)
        for (drain, snapshot) in look.views {
            if let snapshot { drain.discard(snapshot, context: &context) }
        }
        summarize()
        return statistics.unwrittenCount - before
    }

    private func summarize() {
        var sum = ended
        for group in groups {
            for drain in group.drains { sum.add(drain) }
        }
        context.statistics.discardedCount = sum.discardedCount + statistics.unwrittenCount
        context.statistics.tooBigCount = sum.tooBigCount
        context.statistics.malformedCount = sum.malformedCount
        context.statistics.holeCount = sum.holeCount
        context.statistics.byteCount = sum.byteCount
    }
}
