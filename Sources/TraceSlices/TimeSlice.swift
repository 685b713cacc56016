// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import TraceModel

/// A range of time which can be read without what comes before it.
///
/// The slices of a trace cover all of time, so that each event record belongs to exactly one.
struct TimeSlice: Sendable {
    /// The first nanosecond from the clock's origin.
    let lower: Int64
    /// The nanosecond after the last one.
    let upper: Int64
    /// Whether the slice reaches to the end of time, its last nanosecond included.
    var isLast: Bool { upper == .max }

    /// All of time.
    static let all = TimeSlice(lower: .min, upper: .max)

    /// Whether the slice has all of time.
    var isAll: Bool { lower == .min && isLast }

    /// The time that belongs to both slices; nil when there is none.
    func intersection(_ other: TimeSlice) -> TimeSlice? {
        let lower = max(lower, other.lower)
        let upper = min(upper, other.upper)
        return lower < upper || upper == .max ? TimeSlice(lower: lower, upper: upper) : nil
    }

    /// Whether a time lies in the slice.
    @inline(__always)
    func contains(_ time: Int64) -> Bool { time >= lower && (time < upper || isLast) }

    /// Slices of about equal size.
    ///
    /// - Parameters:
    ///   - streams: the data streams that are to be read together.
    ///   - bytes: how many bytes of packets a slice should have.
    /// - Returns: nil when some packet does not tell when it begins and ends, or when packets of
    ///   one data stream are not in the order of time, so that only reading from the beginning
    ///   gives all event records in order.
    static func slices(of streams: [DataStream], bytes: UInt64) -> [TimeSlice]? {
        var begins: [(time: Int64, bytes: UInt64)] = []
        for stream in streams {
            guard let clock = stream.streamClass.clock, !stream.hasTimeQuirks else { return nil }
            var last = Int64.min
            for packet in stream.packets {
                guard let begin = packet.info.beginClock, let end = packet.info.endClock,
                    let beginTime = clock.nanosecondsFromOrigin(cycles: begin),
                    let endTime = clock.nanosecondsFromOrigin(cycles: end),
                    last <= beginTime, beginTime <= endTime
                else { return nil }
                last = endTime
                begins.append((beginTime, packet.info.totalBits / 8))
            }
        }
        begins.sort { $0.time < $1.time }
        var slices: [TimeSlice] = []
        var lower = Int64.min
        var sum: UInt64 = 0
        for begin in begins {
            if sum >= bytes && begin.time > lower {
                slices.append(TimeSlice(lower: lower, upper: begin.time))
                lower = begin.time
                sum = 0
            }
            sum += begin.bytes
        }
        slices.append(TimeSlice(lower: lower, upper: .max))
        return slices
    }

    /// The packets of a data stream which may hold event records of the slice.
    func packets(of stream: DataStream) -> Range<Int> {
        guard let clock = stream.streamClass.clock else { return 0..<0 }
        func time(_ cycles: UInt64?) -> Int64 {
            cycles.flatMap { clock.nanosecondsFromOrigin(cycles: $0) } ?? .min
        }
        let first = partition(stream) { time($0.endClock) >= lower }
        let last =
            isLast ? stream.packets.count : partition(stream) { time($0.beginClock) >= upper }
        return first..<max(first, last)
    }

    /// The index of the first packet of which a condition holds, which holds of all after it.
    private func partition(_ stream: DataStream, _ holds: (PacketInfo) -> Bool) -> Int {
        var low = 0
        var high = stream.packets.count
        while low < high {
            let middle = (low + high) / 2
            if holds(stream.packets[middle].info) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
