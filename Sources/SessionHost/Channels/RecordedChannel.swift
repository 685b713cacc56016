// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import Consumer
internal import EventContext
internal import RecordingPlan
internal import RingBuffer
internal import SessionEngine
internal import SideDescription
internal import SystemCalls
internal import ToolProtocol

/// A channel of a recording: its buffers, and who reads them.
final class RecordedChannel {
    /// Buffers of one owner.
    struct Buffers {
        let rings: RingBufferOwner
        /// What lets others read them.
        let definitions: BufferDefinitions
        /// Ends what killed programs began, where nobody reads the rings as they are written.
        let sweeper: SharedRingSweeper?
        /// What tells the owner's files from those of others.
        let label: String
        /// The process that alone has them; nil where the processes of a user share them.
        let process: ProcessHandle?
        /// The same for others to read; nil where the process is gone already.
        let owner: ProcessStart?
        /// How their snapshots are divided.
        let history: SnapshotHistory
        /// When nobody was left who could write into them, by the monotonic clock.
        var emptySince: UInt64?
    }

    /// Whose buffers they are.
    private enum Owner: Hashable {
        case user(UInt32)
        case connection(Int)
    }

    /// What the channel is to be.
    let plan: ChannelPlan
    let number: UInt32
    private let clock: RingClock
    private let geometry: RingGeometry
    /// The folder of the buffers, where they are files.
    private let files: BufferFolder?
    private let observer: any HostObserver
    /// Makes what takes the packets of each data stream.
    let sinks: PacketSinkMaker
    /// Whether files are waited for to be on the disk before others are begun.
    private let synchronizesFiles: Bool
    /// What is written beside the records; nil before the recording has a trace.
    private var description: ChannelDescription?
    private var buffers: [Owner: Buffers] = [:]
    private var labels: Set<String> = []
    /// The id of the next data stream in snapshots.
    private var nextSnapshotStream: UInt32 = 0
    /// The events so far, which each snapshot describes anew.
    private(set) var definitions: [RecordingSession.EventDefinition] = []
    private var consumer: ChannelConsumer?
    /// What the last snapshot holds.
    var snapshotStatistics = ChannelStatistics()
    /// The most bytes that the buffers of owners that are gone held.
    private var endedHeldBytes = 0

    /// Checks the plan and makes the buffers of this user.
    init(
        _ plan: ChannelPlan,
        number: UInt32,
        clock: RingClock,
        files: BufferFolder?,
        observer: any HostObserver,
        synchronizesFiles: Bool,
        sinks: @escaping PacketSinkMaker
    ) throws(HostError) {
        self.plan = plan
        self.files = files
        self.observer = observer
        self.synchronizesFiles = synchronizesFiles
        self.sinks = sinks
        self.number = number
        self.clock = clock
        geometry = try Self.geometry(plan)
        guard plan.ownership == .user else { return }
        do throws(BufferFolder.Failure) {
            let rings = try makeRings(label: "")
            do throws(SystemError) {
                buffers[.user(Process.user)] = try made(rings, label: "", process: nil)
            } catch {
                throw .system(error)
            }
        } catch {
            switch error {
            case .system(let error):
                throw .buffersNotMade(error, neededBytes: geometry.fileBytes)
            case .noSpace(let needed, let free):
                throw .noRoomForBuffers(
                    folder: files?.parent ?? "",
                    neededBytes: needed,
                    freeBytes: free
                )
            }
        }
    }

    /// The sizes that a plan calls for.
    static func geometry(_ plan: ChannelPlan) throws(HostError) -> RingGeometry {
        var sizeBytes = RingGeometry.minimumSizeBytes
        while sizeBytes < plan.bufferBytes, sizeBytes < RingGeometry.maximumSizeBytes {
            sizeBytes *= 2
        }
        guard plan.bufferBytes <= RingGeometry.maximumSizeBytes,
            let geometry = RingGeometry(
                allocation: plan.ringAllocation,
                cpuCount: plan.bufferCount ?? Host.possibleCPUCount(),
                sizeBytes: sizeBytes,
                lossMode: plan.lossMode
            )
        else {
            throw .bufferTooLarge(maximumBytes: RingGeometry.maximumSizeBytes)
        }
        return geometry
    }

    private func makeRings(label: String) throws(BufferFolder.Failure) -> RingBufferOwner {
        let file = try files?.makeBuffers(channel: plan.name + label, geometry: geometry)
        do throws(SystemError) {
            guard let file else {
                return try RingBufferOwner(
                    geometry: geometry,
                    clock: clock,
                    isPreallocated: plan.isPreallocated
                )
            }
            return try RingBufferOwner(file: file, geometry: geometry, clock: clock)
        } catch {
            throw .system(error)
        }
    }

    /// Writes down what the records of all buffers belong to, before any program can write one.
    func describe(_ recording: ChannelDescription) throws(SystemError) {
        var description = recording
        description.name = plan.name
        description.channel = number
        description.contexts = contextFields
        self.description = description
        for owned in buffers.values { try describe(owned) }
    }

    private func describe(_ owned: Buffers) throws(SystemError) {
        guard var description else { return }
        description.label = owned.label
        description.owner = owned.owner
        owned.definitions.describe(description)
        for definition in definitions { owned.definitions.define(definition) }
        try files?.publish(channel: plan.name + owned.label)
    }

    private func made(
        _ rings: RingBufferOwner,
        label: String,
        process: ProcessHandle?,
        owner: ProcessStart? = nil
    ) throws(SystemError) -> Buffers {
        let sweeper = overwrites ? rings.sweeper() : nil
        let owned = Buffers(
            rings: rings,
            definitions: BufferDefinitions(rings, observer: observer),
            sweeper: sweeper,
            label: label,
            process: process,
            owner: owner,
            history: SnapshotHistory(
                firstStream: nextSnapshotStream,
                ringCount: rings.geometry.ringCount
            )
        )
        nextSnapshotStream += UInt32(rings.geometry.ringCount)
        try describe(owned)
        return owned
    }

    /// Whether the newest events stay in memory only.
    var overwrites: Bool { plan.overwrites }

    /// Bytes of one CPU's data area.
    var sizeBytes: Int { geometry.sizeBytes }

    /// The channel as the session knows it.
    var sessionChannel: SessionChannel {
        SessionChannel(
            plan,
            number: number,
            cpuCount: geometry.cpuCount,
            sizeBytes: geometry.sizeBytes,
            clock: clock.rawValue
        )
    }

    /// The channel as the metadata of a trace knows it.
    var metadataClass: RecordedChannelClass {
        RecordedChannelClass(
            id: UInt64(number),
            name: plan.name,
            contexts: contextFields,
            hasCPUs: plan.allocation == .perCPU
        )
    }

    private var contextFields: [SideField] { plan.contexts.map(\.field) }

    /// What data streams in a folder have in common.
    func consumerSettings(_ directory: String, uuid: [UInt8]) -> ChannelConsumer.Settings {
        ChannelConsumer.Settings(
            directory: directory,
            uuid: uuid,
            channel: number,
            name: plan.name,
            contexts: contextFields,
            reclaimsConsumed: plan.reclaimsConsumed,
            fileLimits: DataStreamFiles.Limits(
                maximumBytes: plan.fileBytes,
                maximumCount: plan.fileCount
            ),
            synchronizesFiles: synchronizesFiles
        )
    }

    /// Begins to write data streams into a folder.
    func begin(_ directory: String, uuid: [UInt8]) {
        let consumer = ChannelConsumer(
            consumerSettings(directory, uuid: uuid),
            sinks: sinks,
            warn: { [observer] in observer.observe(.buffers($0)) }
        )
        for owned in buffers.values { consumer.add(owned.rings, label: owned.label) }
        self.consumer = consumer
    }

    /// Adds an event.
    func define(_ definition: RecordingSession.EventDefinition) {
        for owned in buffers.values { owned.definitions.define(definition) }
        definitions.append(definition)
        consumer?.define(id: definition.id, definition.description)
    }
}

extension RecordedChannel {
    /// The buffers of a program's owner, made when the owner's first program comes.
    ///
    /// - Parameters:
    ///   - connection: the program's connection.
    ///   - peer: its user and process.
    ///   - isActive: whether the session records.
    /// - Returns: the memory, for the program to map; nil where the process that would have it for
    ///   itself is gone already.
    /// - Throws: why there are none.
    func buffers(
        for connection: Int,
        _ peer: ProgramServer.Peer,
        isActive: Bool
    ) throws(SystemError) -> RingBufferOwner? {
        let isPrivate = plan.ownership == .process
        let owner: Owner = isPrivate ? .connection(connection) : .user(peer.user)
        if let known = buffers[owner] { return known.rings }
        // A process of a namespace that cannot be seen from here has no id.
        let process = isPrivate && peer.process > 0 ? ProcessHandle(peer.process) : nil
        if let process, !process.isAlive { return nil }
        let label = unusedLabel(isPrivate ? "-p\(peer.process)" : "-u\(peer.user)")
        let rings: RingBufferOwner
        do throws(BufferFolder.Failure) {
            rings = try makeRings(label: label)
        } catch {
            switch error {
            case .system(let error): throw error
            case .noSpace: throw SystemError(call: "fallocate", errno: .noSpace)
            }
        }
        buffers[owner] = try made(
            rings,
            label: label,
            process: process,
            owner: isPrivate ? ProcessStart(of: UInt32(bitPattern: peer.process)) : nil
        )
        consumer?.add(rings, label: label)
        rings.setActive(isActive)
        return rings
    }

    private func unusedLabel(_ wish: String) -> String {
        var label = wish
        var number = 2
        while !labels.insert(label).inserted {
            label = "\(wish)-\(number)"
            number += 1
        }
        return label
    }

    /// Forgets the buffers of processes that have been gone for a while, once they are read.
    ///
    /// A child that was forked shortly before may still write for its parent until it has buffers
    /// of its own. A flight recorder keeps all: the last events of a process that died are what it
    /// is for.
    ///
    /// - Parameter now: the time, by the monotonic clock.
    /// - Throws: why their last records cannot be written.
    func removeUnused(at now: UInt64) throws(SystemError) {
        guard plan.ownership == .process, let consumer else { return }
        for (owner, owned) in buffers {
            guard let process = owned.process, !process.isAlive else { continue }
            guard let since = owned.emptySince else {
                buffers[owner]?.emptySince = now
                continue
            }
            guard now - since > Self.graceNanoseconds else { continue }
            owned.rings.setActive(false)
            endedHeldBytes = max(endedHeldBytes, owned.rings.heldBytes)
            try consumer.remove(owned.rings)
            release(owned)
            buffers[owner] = nil
        }
    }

    private static let graceNanoseconds: UInt64 = 5_000_000_000

    /// The buffers of all owners, with what tells their files apart.
    var owners: [Buffers] { buffers.values.sorted { $0.label < $1.label } }

    /// Starts or stops with one store for each owner.
    func setActive(_ active: Bool) {
        for owned in buffers.values { owned.rings.setActive(active) }
    }

    /// Whether programs write into the shared ring of a flight recorder.
    func mustSweep(hasProgramsWithoutSequences: Bool) -> Bool {
        overwrites && (plan.allocation != .perCPU || hasProgramsWithoutSequences)
    }

    /// Ends what killed programs began in the shared rings of a flight recorder.
    ///
    /// - Parameter isLast: whether nobody sweeps again.
    func sweep(isLast: Bool) {
        for owned in buffers.values {
            // The second call finds what has not changed since the first.
            if let sweeper = owned.sweeper, sweeper.sweep(), isLast { sweeper.sweep() }
        }
    }

    /// A look at the rings; nil where nobody reads them but snapshots.
    func look() -> ChannelConsumer.Look? { consumer?.look() }

    /// Writes what a look found.
    func drain(_ look: ChannelConsumer.Look) throws(SystemError) { try consumer?.drain(look) }

    /// Waits until everything that was written is on the disk.
    func synchronize() throws(SystemError) { try consumer?.synchronize() }

    /// Writes the rest, and the final losses.
    func finish() throws(SystemError) { try consumer?.finish() }

    /// Counts what cannot be written any more as discarded.
    func discardRest() { consumer?.discardRest() }

    /// The processes whose records were written.
    var processes: Set<UInt32> { consumer?.processes ?? [] }

    /// What was recorded, or is in the last snapshot.
    var statistics: ChannelStatistics { consumer?.statistics ?? snapshotStatistics }

    /// Bytes of memory that the buffers hold.
    var heldBytes: Int { max(endedHeldBytes, currentBytes) }

    /// Bytes of memory that the buffers of owners that are there hold now.
    var currentBytes: Int { buffers.values.reduce(0) { $0 + $1.rings.heldBytes } }

    /// The memory that the buffers of each owner hold.
    func ownerMemory() -> [RecordingStatus.Channel.Owner] {
        buffers.map { owner, owned in
            let name =
                switch owner {
                case .user(let user): "user \(user)"
                case .connection: "process \(owned.label.dropFirst(2))"
                }
            return RecordingStatus.Channel.Owner(
                name: name,
                heldBytes: UInt64(owned.rings.heldBytes)
            )
        }
        .sorted { $0.name < $1.name }
    }

    /// Whether memory can be given back while programs write.
    var canReclaim: Bool { consumer != nil && !plan.isPreallocated && files == nil }

    /// Gives memory back that was not used for a while.
    ///
    /// - Parameter age: how long, in nanoseconds.
    func reclaim(idleFor age: UInt64) {
        if canReclaim { consumer?.reclaim(idleFor: age) }
    }

    /// Gives the memory of all buffers back, whose records are all in the trace.
    func releaseMemory() {
        for owned in buffers.values { release(owned) }
    }

    /// A program that still writes into a file would get a signal if its space were given back.
    private func release(_ owned: Buffers) {
        guard let files else { return owned.rings.releaseMemory() }
        owned.rings.forgetDefinitions()
        files.removeBuffers(channel: plan.name + owned.label)
    }
}
