// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding

/// The memory of a channel that a controller offers.
public struct ChannelOffer: Hashable, Sendable {
    /// The controller's number for the channel.
    public let channel: UInt32
    /// How many rings there are besides the shared one.
    public let cpuCount: UInt32
    /// Bytes of each ring's data area.
    public let sizeBytes: UInt64
    /// What its times count: 0 for the time-stamp counter, 1 for `CLOCK_MONOTONIC`.
    public let clock: UInt32
    /// What happens to records without room: 0 they are discarded, 1 they overwrite older ones.
    public let lossMode: UInt32
    /// Whose rings they are: 0 one for each CPU, 1 the shared one alone, 2 one for each concurrency
    /// id of one process.
    public let allocation: UInt32
    /// How long a record may wait for room before it is discarded; 0 never to wait.
    public let blockingNanoseconds: UInt64
    /// Whether the memory is for the receiving process alone.
    public let isPrivate: Bool
    /// What each record tells beside its fields, before the ids of process and thread, by name.
    public let contexts: [String]

    /// Describes the memory of a channel.
    public init(
        channel: UInt32,
        cpuCount: UInt32,
        sizeBytes: UInt64,
        clock: UInt32,
        lossMode: UInt32 = 0,
        allocation: UInt32 = 0,
        blockingNanoseconds: UInt64 = 0,
        isPrivate: Bool = false,
        contexts: [String] = []
    ) {
        self.channel = channel
        self.cpuCount = cpuCount
        self.sizeBytes = sizeBytes
        self.clock = clock
        self.lossMode = lossMode
        self.allocation = allocation
        self.blockingNanoseconds = blockingNanoseconds
        self.isPrivate = isPrivate
        self.contexts = contexts
    }

    func encode(into encoder: inout MessageEncoder) {
        encoder.put(channel)
        encoder.put(cpuCount)
        encoder.put(sizeBytes)
        encoder.put(clock)
        encoder.put(lossMode)
        encoder.put(allocation)
        encoder.put(blockingNanoseconds)
        encoder.put(isPrivate ? 1 : 0 as UInt32)
        encoder.putRest(contexts.joined(separator: "\n").utf8)
    }

    init(from decoder: inout MessageDecoder) throws(MessageError) {
        channel = try decoder.take()
        cpuCount = try decoder.take()
        sizeBytes = try decoder.take()
        clock = try decoder.take()
        lossMode = try decoder.take()
        allocation = try decoder.take()
        blockingNanoseconds = try decoder.take()
        isPrivate = try decoder.take(UInt32.self) & 1 != 0
        contexts = decoder.takeRest().split(separator: 0x0A).map {
            String(decoding: $0, as: UTF8.self)
        }
    }
}

/// How one event is recorded into a channel.
public struct RecordingOrder: Hashable, Sendable {
    /// The program's number of the event.
    public let event: UInt32
    /// The controller's number of the channel.
    public let channel: UInt32
    /// The id that the event's records carry.
    public let id: UInt16
    /// The numbers of filters, of which one has to match; none if every record is wanted.
    public let filters: [UInt32]

    /// Orders an event to be recorded.
    public init(event: UInt32, channel: UInt32, id: UInt16, filters: [UInt32] = []) {
        self.event = event
        self.channel = channel
        self.id = id
        self.filters = filters
    }
}
