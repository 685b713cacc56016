// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import Consumer
internal import EventContext
internal import RecordingPlan
internal import RingBuffer
internal import SessionEngine
internal import SideDescription
internal import SystemCalls

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
    enum Owner: Hashable {
        case user(UInt32)
        case connection(Int)
    }

    /// What the channel is to be.
    let plan: ChannelPlan
    let number: UInt32
    private let clock: RingClock
    private let geometry: RingGeometry
    /// The folder of the buffers, where they are files.
    let files: BufferFolder?
    /// Is told of damage.
    let observer: any HostObserver
    /// Makes what takes the packets of each data stream.
    let sinks: PacketSinkMaker
    /// Whether files are waited for to be on the disk before others are begun.
    private let synchronizesFiles: Bool
    /// What is written beside the records; nil before the recording has a trace.
    private var description: ChannelDescription?
    /// The buffers of each owner.
    var buffers: [Owner: Buffers] = [:]
    /// What tells the files of owners apart.
    var labels: Set<String> = []
    /// The id of the next data stream in snapshots.
    var nextSnapshotStream: UInt32 = 0
    /// The events so far, which each snapshot describes anew.
    private(set) var definitions: [RecordingSession.EventDefinition] = []
    /// Who reads the rings; nil where only snapshots do.
    private(set) var consumer: ChannelConsumer?
    /// What the last snapshot holds.
    var snapshotStatistics = ChannelStatistics()
    /// The most bytes that the buffers of owners that are gone held.
    var endedHeldBytes = 0

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

    /// Makes the buffers of one owner.
    func makeRings(label: String) throws(BufferFolder.Failure) -> RingBufferOwner {
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

    /// Writes beside the records of one owner what they belong to.
    func describe(_ owned: Buffers) throws(SystemError) {
        guard var description else { return }
        description.label = owned.label
        description.owner = owned.owner
        owned.definitions.describe(description)
        for definition in definitions { owned.definitions.define(definition) }
        try files?.publish(channel: plan.name + owned.label)
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
