// SPDX-License-Identifier: Apache-2.0

public import CTFReader
public import SystemCalls
public import TraceModel

/// How many messages of each kind traces have.
public struct MessageCounts: Hashable, Sendable {
    /// Event records.
    public var events: UInt64 = 0
    /// Beginnings of data streams.
    public var streamBeginnings: UInt64 = 0
    /// Ends of data streams.
    public var streamEnds: UInt64 = 0
    /// Beginnings of packets.
    public var packetBeginnings: UInt64 = 0
    /// Ends of packets.
    public var packetEnds: UInt64 = 0
    /// Losses of event records.
    public var discardedEvents: UInt64 = 0
    /// Losses of packets.
    public var discardedPackets: UInt64 = 0

    /// No message at all.
    public init() {}

    /// Adds further counts.
    public mutating func add(_ other: MessageCounts) {
        events += other.events
        streamBeginnings += other.streamBeginnings
        streamEnds += other.streamEnds
        packetBeginnings += other.packetBeginnings
        packetEnds += other.packetEnds
        discardedEvents += other.discardedEvents
        discardedPackets += other.discardedPackets
    }
}

/// Decodes all of some data streams and counts what is in them, on all CPUs.
///
/// The packets of a data stream can be decoded in any order, so threads take some in turn.
public struct MessageTally: Sendable {
    /// Packets of one data stream.
    private struct Part: Sendable {
        let stream: DataStream
        /// The index of the data stream.
        let number: Int
        let packets: Range<Int>
    }

    private struct State {
        var next = 0
        var counts = MessageCounts()
        var events: [UInt64]
        var damages: [(part: Int, error: CTFError)] = []
    }

    private static let partBytes: UInt64 = 1 << 20

    /// What was counted.
    public let counts: MessageCounts
    /// How many event records each data stream has.
    public let eventCounts: [UInt64]
    /// What was wrong, in the order of the data streams.
    public let damages: [CTFError]

    /// Decodes and counts.
    ///
    /// - Parameters:
    ///   - streams: the data streams.
    ///   - windowBytes: how much of a file each thread may hold.
    ///   - threadCount: how many threads to use.
    ///   - isStopped: whether to give up; asked now and then.
    public init(
        _ streams: [DataStream],
        windowBytes: Int = PacketReader.defaultWindowBytes,
        threadCount: Int = Threads.usableCPUCount(),
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) {
        let parts = streams.enumerated().flatMap { Self.parts($1, $0) }
        let monitor = Monitor(State(events: streams.map { _ in 0 }))
        Threads.run(min(threadCount, max(1, parts.count))) { _ in
            while true {
                let number = monitor.change { state in
                    defer { state.next += 1 }
                    return state.next
                }
                guard number < parts.count, !isStopped() else { return }
                var counts = MessageCounts()
                let damage = Self.count(parts[number], windowBytes, &counts)
                monitor.change { state in
                    state.counts.add(counts)
                    state.events[parts[number].number] += counts.events
                    if let damage { state.damages.append((number, damage)) }
                }
            }
        }
        let state = monitor.change { $0 }
        counts = state.counts
        eventCounts = state.events
        damages = state.damages.sorted { $0.part < $1.part }.map(\.error)
    }

    private static func parts(_ stream: DataStream, _ number: Int) -> [Part] {
        var parts: [Part] = []
        var start = 0
        var bytes: UInt64 = 0
        for (index, packet) in stream.packets.enumerated() {
            bytes += packet.info.totalBits / 8
            if bytes >= partBytes {
                parts.append(Part(stream: stream, number: number, packets: start..<index + 1))
                start = index + 1
                bytes = 0
            }
        }
        if start < stream.packets.count || parts.isEmpty {
            parts.append(
                Part(stream: stream, number: number, packets: start..<stream.packets.count)
            )
        }
        return parts
    }

    private static func count(
        _ part: Part,
        _ windowBytes: Int,
        _ counts: inout MessageCounts
    ) -> CTFError? {
        let cursor = DataStreamCursor(
            part.stream,
            packets: part.packets,
            windowBytes: windowBytes
        )
        let isFirst = part.packets.lowerBound == 0
        let isLast = part.packets.upperBound == part.stream.packets.count
        do throws(CTFError) {
            while let message = try cursor.next() {
                switch message {
                case .streamBeginning: counts.streamBeginnings += isFirst ? 1 : 0
                case .packetBeginning: counts.packetBeginnings += 1
                case .event:
                    let (batch, first) = cursor.takeBatch()
                    counts.events += UInt64(batch.records.count - first)
                case .discardedEvents: counts.discardedEvents += 1
                case .discardedPackets: counts.discardedPackets += 1
                case .packetEnd: counts.packetEnds += 1
                case .streamEnd: counts.streamEnds += isLast ? 1 : 0
                }
            }
            return nil
        } catch {
            return error
        }
    }
}
