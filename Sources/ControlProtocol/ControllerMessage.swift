// SPDX-License-Identifier: Apache-2.0

/// What a controller tells the runtime in a program.
public enum ControllerMessage: Hashable, Sendable {
    /// A channel to record into; the descriptor of its memory comes with the message.
    case channel(ChannelOffer)
    /// Record an event into a channel under an id.
    case enable(event: UInt32, channel: UInt32, id: UInt16)
    /// Everything that `ready` with this sequence number called for has been said.
    case done(sequence: UInt32)
    /// Stop recording into a channel.
    case stop(channel: UInt32)
    /// The controller will not trace this program, and why.
    case refuse(reason: String)
    /// The snapshot that a tool asked for was written.
    case snapshot(SnapshotReport)

    /// The bytes of the message.
    public func encoded() -> [UInt8] {
        var encoder: MessageEncoder
        switch self {
        case .channel(let offer):
            encoder = MessageEncoder(kind: 1)
            encoder.put(offer.channel)
            encoder.put(offer.cpuCount)
            encoder.put(offer.sizeBytes)
            encoder.put(offer.clock)
            encoder.put(offer.lossMode)
            encoder.put(offer.allocation)
            encoder.put(offer.blockingNanoseconds)
        case .enable(let event, let channel, let id):
            encoder = MessageEncoder(kind: 2)
            encoder.put(event)
            encoder.put(channel)
            encoder.put(id)
        case .done(let sequence):
            encoder = MessageEncoder(kind: 3)
            encoder.put(sequence)
        case .stop(let channel):
            encoder = MessageEncoder(kind: 4)
            encoder.put(channel)
        case .refuse(let reason):
            encoder = MessageEncoder(kind: 5)
            encoder.putRest(reason.utf8)
        case .snapshot(let report):
            encoder = MessageEncoder(kind: 6)
            encoder.put(report.recordCount)
            encoder.put(report.discardedCount)
            encoder.put(report.byteCount)
            encoder.putRest(report.path.utf8)
        }
        return encoder.bytes
    }

    /// Reads a message.
    ///
    /// - Throws: what is wrong with the bytes; the connection should then be closed.
    public init(decoding bytes: [UInt8]) throws(MessageError) {
        var decoder = MessageDecoder(bytes)
        let kind = try decoder.take(UInt8.self)
        switch kind {
        case 1:
            self = .channel(
                ChannelOffer(
                    channel: try decoder.take(),
                    cpuCount: try decoder.take(),
                    sizeBytes: try decoder.take(),
                    clock: try decoder.take(),
                    lossMode: try decoder.take(),
                    allocation: try decoder.take(),
                    blockingNanoseconds: try decoder.take()
                )
            )
        case 2:
            self = .enable(
                event: try decoder.take(),
                channel: try decoder.take(),
                id: try decoder.take()
            )
        case 3:
            self = .done(sequence: try decoder.take())
        case 4:
            self = .stop(channel: try decoder.take())
        case 5:
            self = .refuse(reason: String(decoding: decoder.takeRest(), as: UTF8.self))
        case 6:
            self = .snapshot(
                SnapshotReport(
                    recordCount: try decoder.take(),
                    discardedCount: try decoder.take(),
                    byteCount: try decoder.take(),
                    path: String(decoding: decoder.takeRest(), as: UTF8.self)
                )
            )
        default:
            throw MessageError("kind \(kind) of a controller's message is not known")
        }
        try decoder.end()
    }
}

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

    /// Describes the memory of a channel.
    public init(
        channel: UInt32,
        cpuCount: UInt32,
        sizeBytes: UInt64,
        clock: UInt32,
        lossMode: UInt32 = 0,
        allocation: UInt32 = 0,
        blockingNanoseconds: UInt64 = 0
    ) {
        self.channel = channel
        self.cpuCount = cpuCount
        self.sizeBytes = sizeBytes
        self.clock = clock
        self.lossMode = lossMode
        self.allocation = allocation
        self.blockingNanoseconds = blockingNanoseconds
    }
}
