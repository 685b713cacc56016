// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// One data stream of a trace: its packets in order, in one or more files; immutable.
public final class DataStream: Sendable {
    /// A packet and the file that holds it.
    public struct Packet: Sendable {
        /// The index of the file in ``DataStream/paths``.
        public let file: Int
        /// What the packet says, after corrections for tracers known to be wrong.
        public internal(set) var info: PacketInfo
    }

    /// The classes of the trace.
    public let trace: CompiledTrace
    /// The class of the data stream.
    public let streamClass: CompiledStreamClass
    /// The id in its class; nil when its packets name none.
    public let id: UInt64?
    /// The id in its class, or the number of those before it that have none either.
    public let number: UInt64
    /// The files that hold the packets.
    public let paths: [String]
    /// The packets, ordered by time.
    public let packets: [Packet]
    /// What is wrong after the last packet; nil when all of the files could be indexed.
    public let failure: CTFError?
    /// What readers must know about the tracer.
    let quirks: TracerQuirks
    /// Whether losses are not those that the packets tell, because several snapshots of one ring
    /// are read together.
    public let hasCorrectedLosses: Bool

    init(
        trace: CompiledTrace,
        streamClass: CompiledStreamClass,
        id: UInt64?,
        number: UInt64,
        paths: [String],
        packets: [Packet],
        failure: CTFError?,
        quirks: TracerQuirks,
        hasCorrectedLosses: Bool = false
    ) {
        self.trace = trace
        self.streamClass = streamClass
        self.id = id
        self.number = number
        self.paths = paths
        self.packets = packets
        self.failure = failure
        self.quirks = quirks
        self.hasCorrectedLosses = hasCorrectedLosses
    }

    /// Whether times of packets are known to be wrong until their event records are read.
    public var hasTimeQuirks: Bool {
        quirks.contains(.eventAfterPacket) || quirks.contains(.eventBeforePacket)
            || packets.contains { $0.info.endClock == nil }
    }

    /// Whether readers that know the tracer correct some time that a packet says.
    public var hasCorrectedTimes: Bool {
        quirks.contains(.eventAfterPacket) || quirks.contains(.eventBeforePacket)
            || quirks.contains(.zeroEndTime) && packets.contains { $0.info.endClock == nil }
    }

    /// The bytes of all packets.
    public var byteCount: UInt64 { packets.reduce(0) { $0 &+ $1.info.totalBits / 8 } }
}
