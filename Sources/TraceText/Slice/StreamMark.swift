// SPDX-License-Identifier: Apache-2.0

package import CTFReader
internal import TraceModel

/// What happens in a data stream besides event records, with its place among those of all data
/// streams.
package struct StreamMark: Sendable {
    /// What happens, in the order of the messages about a packet.
    package enum Kind: UInt8, Sendable {
        /// Event records were lost before the packet's end.
        case discardedEvents
        /// Packets were lost before the packet.
        case discardedPackets
        case packetBeginning
        case packetEnd
        /// The data stream ends after the packet.
        case streamEnd

        /// Whether it comes before the event records of the packet.
        package var precedesEvents: Bool { rawValue <= Kind.packetBeginning.rawValue }
        /// Whether it tells of something lost.
        package var isLoss: Bool { rawValue <= Kind.discardedPackets.rawValue }
    }

    /// The index of the data stream.
    package let stream: Int
    /// The index of the packet; -1 for the end of a data stream without packets.
    package let packet: Int
    package let kind: Kind
    /// How many event records or packets were lost; nil when not known.
    package var count: UInt64?
    /// When it happened or began, in cycles; nil when not known.
    package var cycles: UInt64?
    /// The same in nanoseconds from the clock's origin.
    package var nanoseconds: Int64?
    /// When a loss ended, in cycles.
    package var endCycles: UInt64?
    /// The same in nanoseconds from the clock's origin.
    package var endNanoseconds: Int64?
    /// The time that tells its place; for the end of a data stream, that of its last packet.
    package let place: Int64

    /// Whether it comes before an event record of a data stream in whose packet this is.
    package func precedes(_ time: Int64, _ stream: Int, packet: Int) -> Bool {
        if self.stream == stream {
            return self.packet < packet || self.packet == packet && kind.precedesEvents
        }
        return place != time ? place < time : self.stream < stream
    }

    /// Whether it comes before another one.
    package static func < (left: StreamMark, right: StreamMark) -> Bool {
        if left.place != right.place { return left.place < right.place }
        return (left.stream, left.packet, left.kind.rawValue)
            < (right.stream, right.packet, right.kind.rawValue)
    }
}

extension StreamMark {
    /// Makes the mark of a loss.
    package init(
        _ loss: DataStreamCursor.Loss,
        _ stream: Int,
        packet: Int,
        isPackets: Bool,
        _ time: (UInt64?) -> Int64?
    ) {
        let begin = time(loss.beginClock)
        self.init(
            stream: stream,
            packet: packet,
            kind: isPackets ? .discardedPackets : .discardedEvents,
            count: loss.count,
            cycles: loss.beginClock,
            nanoseconds: begin,
            endCycles: loss.endClock,
            endNanoseconds: time(loss.endClock),
            place: begin ?? .min
        )
    }

    /// The marks of some data streams whose packets tell their times, in their order.
    ///
    /// - Parameters:
    ///   - streams: the data streams.
    ///   - lossesOnly: whether only losses are wanted.
    /// - Returns: the marks.
    package static func all(of streams: [DataStream], lossesOnly: Bool) -> [StreamMark] {
        var found: [StreamMark] = []
        for (number, stream) in streams.enumerated() {
            let converter = ClockConverter(stream.streamClass.clock)
            func time(_ cycles: UInt64?) -> Int64? {
                guard let cycles else { return nil }
                let time = converter.nanoseconds(cycles)
                return time == .min ? nil : time
            }
            func mark(_ packet: Int, _ kind: Kind, _ cycles: UInt64?) -> StreamMark {
                let nanoseconds = time(cycles)
                return StreamMark(
                    stream: number,
                    packet: packet,
                    kind: kind,
                    cycles: cycles,
                    nanoseconds: nanoseconds,
                    place: nanoseconds ?? .min
                )
            }
            var previous: PacketInfo?
            for (index, packet) in stream.packets.enumerated() {
                let losses = DataStreamCursor.losses(packet.info, after: previous, number: index)
                found += losses.map {
                    StreamMark($0.loss, number, packet: index, isPackets: $0.isPackets, time)
                }
                previous = packet.info
                if lossesOnly { continue }
                found.append(mark(index, .packetBeginning, packet.info.beginClock))
                found.append(mark(index, .packetEnd, packet.info.endClock))
            }
            guard !lossesOnly else { continue }
            found.append(
                StreamMark(
                    stream: number,
                    packet: stream.packets.count - 1,
                    kind: .streamEnd,
                    place: time(previous?.endClock) ?? .min
                )
            )
        }
        return found.sorted { $0 < $1 }
    }
}
