// SPDX-License-Identifier: Apache-2.0

/// Which snapshots of a recording there are, who may have another one, and which have to go.
///
/// It decides; whoever hosts the session writes and removes the folders. A program that asks
/// whenever something goes wrong must not fill the disk, and a recording that took its share of
/// snapshots must not miss the one that matters: so the oldest go, and requests that come too soon
/// are turned away and counted.
public struct SnapshotLedger: Hashable, Sendable {
    /// Who asks for a snapshot.
    public enum Asker: Hashable, Sendable {
        /// A recorded program: only it has to keep the interval.
        case program
        /// A person, with `plume snapshot` or a signal.
        case person
        /// The end of the recording.
        case end
    }

    /// How many snapshots are kept, and how often programs get one.
    public struct Limits: Hashable, Sendable {
        /// How many snapshots are kept, 1 at least.
        public let maximumCount: Int
        /// How many bytes all that are kept may have; the newest is kept whatever it has.
        public let maximumBytes: UInt64
        /// How long after a snapshot that a program asked for the next one is refused to programs,
        /// in nanoseconds.
        public let intervalNanoseconds: UInt64

        /// Sets limits.
        public init(
            maximumCount: Int = 16,
            maximumBytes: UInt64 = 4 << 30,
            intervalNanoseconds: UInt64 = 10_000_000_000
        ) {
            self.maximumCount = max(1, maximumCount)
            self.maximumBytes = maximumBytes
            self.intervalNanoseconds = intervalNanoseconds
        }
    }

    /// A snapshot that is kept.
    private struct Entry: Hashable, Sendable {
        let number: Int
        let bytes: UInt64
        let asker: Asker
    }

    /// What holds for this recording.
    public let limits: Limits
    private var entries: [Entry] = []
    /// When programs may ask again, by the monotonic clock; nil while none has asked.
    private var nextProgramTime: UInt64?
    /// How many snapshots were begun: the number of the last one.
    public private(set) var takenCount = 0
    /// How many of them were removed to make room.
    public private(set) var removedCount = 0
    /// How many requests of programs were turned away.
    public private(set) var turnedAwayCount: UInt64 = 0

    /// Makes the ledger of a recording without snapshots.
    public init(limits: Limits = Limits()) { self.limits = limits }

    /// How many snapshots are kept.
    public var keptCount: Int { entries.count }

    /// The bytes of all that are kept.
    public var keptBytes: UInt64 {
        entries.reduce(0) { sum, entry in
            let (next, isTooMuch) = sum.addingReportingOverflow(entry.bytes)
            return isTooMuch ? .max : next
        }
    }

    /// Decides about a request, and counts it if it is turned away.
    ///
    /// - Parameters:
    ///   - asker: who asks.
    ///   - now: the time by the monotonic clock, in nanoseconds.
    /// - Returns: whether there is to be a snapshot.
    public mutating func admits(_ asker: Asker, at now: UInt64) -> Bool {
        guard asker == .program else { return true }
        if let next = nextProgramTime, now < next {
            turnedAwayCount += 1
            return false
        }
        let (next, isNever) = now.addingReportingOverflow(limits.intervalNanoseconds)
        nextProgramTime = isNever ? .max : next
        return true
    }

    /// Counts a request that could not be served for another reason.
    public mutating func turnAway() { turnedAwayCount += 1 }

    /// Begins a snapshot.
    ///
    /// - Returns: its number, from 1 on.
    public mutating func begin() -> Int {
        takenCount += 1
        return takenCount
    }

    /// Notes that a snapshot was written, as far as it could be.
    ///
    /// What programs asked for is removed first, the oldest to begin with; then what people asked
    /// for. The newest always stays.
    ///
    /// - Parameters:
    ///   - number: its number.
    ///   - bytes: how much it takes.
    ///   - asker: who asked for it.
    /// - Returns: the numbers of those that have to be removed now.
    public mutating func end(_ number: Int, bytes: UInt64, asker: Asker) -> [Int] {
        entries.append(Entry(number: number, bytes: bytes, asker: asker))
        var removed: [Int] = []
        while entries.count > 1,
            entries.count > limits.maximumCount || keptBytes > limits.maximumBytes
        {
            let others = entries.indices.dropLast()
            let place = others.first { entries[$0].asker == .program } ?? others.startIndex
            removed.append(entries.remove(at: place).number)
        }
        removedCount += removed.count
        return removed
    }
}
