// SPDX-License-Identifier: Apache-2.0

/// How earlier snapshots of some buffers divided the records into packets.
///
/// Snapshots that follow each other soon hold the same records. They hold them in the same packets
/// of the same data streams, so that whoever reads several of them finds each record once.
public final class SnapshotHistory {
    /// One ring.
    struct Ring {
        /// Where packets begin or end in the ring, in order.
        private(set) var cuts: [UInt64] = []
        /// The number of the packet that begins at a position.
        private var numbers: [UInt64: UInt64] = [:]
        /// The number of the next packet behind all that there were.
        private(set) var nextNumber: UInt64 = 0

        /// Where a packet has to end that begins at a position.
        ///
        /// - Parameters:
        ///   - begin: where it begins.
        ///   - subBufferBytes: bytes of a sub-buffer, at whose ends packets end, because a snapshot
        ///     can only begin there.
        /// - Returns: the position; `.max` where nothing ends it.
        func end(after begin: UInt64, subBufferBytes: Int) -> UInt64 {
            let size = UInt64(max(1, subBufferBytes))
            let (end, isBehind) = (begin / size).addingReportingOverflow(1)
            let (border, isFar) = end.multipliedReportingOverflow(by: size)
            let next = index(behind: begin)
            return min(
                isBehind || isFar ? .max : border,
                next < cuts.count ? cuts[next] : .max
            )
        }

        /// The number of the first packet of a snapshot; those of the others follow.
        ///
        /// One that was part of a larger packet before has that one's number.
        func number(from begin: UInt64) -> UInt64 {
            if let known = numbers[begin] { return known }
            guard let last = cuts.last, begin < last else { return nextNumber }
            for cut in cuts[..<index(behind: begin)].reversed() {
                if let known = numbers[cut] { return known }
            }
            return nextNumber
        }

        /// Notes which packets a snapshot has, and forgets what the ring no longer holds.
        mutating func note(
            _ packets: [(begin: UInt64, end: UInt64, number: UInt64)],
            oldest: UInt64
        ) {
            cuts.removeFirst(index(behind: oldest &- min(oldest, 1)))
            numbers = numbers.filter { $0.key >= oldest }
            var all = Set(cuts)
            for packet in packets where packet.end > packet.begin {
                all.insert(packet.begin)
                all.insert(packet.end)
                numbers[packet.begin] = packet.number
                nextNumber = max(nextNumber, packet.number &+ 1)
            }
            cuts = all.sorted()
        }

        /// The index of the first cut behind a position.
        private func index(behind position: UInt64) -> Int {
            var low = 0
            var high = cuts.count
            while low < high {
                let middle = (low + high) / 2
                if cuts[middle] > position { high = middle } else { low = middle + 1 }
            }
            return low
        }
    }

    /// The id of the data stream of the first ring; those of the others follow.
    let firstStream: UInt32
    var rings: [Ring]

    /// Makes the history of buffers of which there is no snapshot yet.
    ///
    /// - Parameters:
    ///   - firstStream: the id of the data stream of their first ring.
    ///   - ringCount: how many rings they have.
    public init(firstStream: UInt32 = 0, ringCount: Int) {
        self.firstStream = firstStream
        rings = Array(repeating: Ring(), count: ringCount)
    }
}
