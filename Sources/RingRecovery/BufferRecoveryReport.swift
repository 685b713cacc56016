// SPDX-License-Identifier: Apache-2.0

/// What was recovered of a channel's buffers, and what was lost.
public struct BufferRecoveryReport: Sendable {
    /// What one data stream came to.
    public struct Stream: Hashable, Sendable {
        /// The number of the ring: that of its CPU, or the one after those for the shared ring.
        public let ring: Int
        /// Records of packets that the controller had written.
        public internal(set) var writtenCount: UInt64 = 0
        /// Records that were still in the ring.
        public internal(set) var ringCount: UInt64 = 0
        /// Records that found no room, or were overwritten, before.
        public internal(set) var discardedCount: UInt64 = 0

        init(ring: Int) {
            self.ring = ring
        }
    }

    /// What the buffers were found in.
    public let source: String
    /// The data streams that hold anything.
    public internal(set) var streams: [Stream] = []
    /// Records by process id, of the processes that were met first.
    public internal(set) var countsByProcess: [UInt32: UInt64] = [:]
    /// Records of further processes.
    public internal(set) var furtherProcessCount: UInt64 = 0
    /// What was lost, one line each.
    public internal(set) var losses: [String] = []
    /// What is worth knowing and no loss, one line each.
    public internal(set) var notes: [String] = []
    /// How many packets were written.
    public internal(set) var packetCount: UInt64 = 0

    static let maximumProcessCount = 4_096

    init(source: String) {
        self.source = source
    }

    /// How many records were written.
    public var recordCount: UInt64 {
        streams.reduce(0) { $0 + $1.writtenCount + $1.ringCount }
    }

    /// Whether nothing was lost that the buffers and the trace had held.
    public var isWhole: Bool { losses.isEmpty }

    /// The report for a person, one line for each loss, each stream, and the busiest processes.
    public func lines() -> [String] {
        let streams = streams.map { stream in
            let discarded =
                stream.discardedCount == 0 ? "" : ", \(stream.discardedCount) discarded before"
            return "\(source): buffer \(stream.ring): \(stream.writtenCount) event records of"
                + " written packets, \(stream.ringCount) of the buffer\(discarded)"
        }
        // Most memory that one process alone had says so in its name.
        guard countsByProcess.count > 1 else { return losses + notes + streams }
        let known = countsByProcess.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let shown = known.prefix(8).map {
            "\(source): process \($0.key): \($0.value) event record\($0.value == 1 ? "" : "s")"
        }
        let more = known.dropFirst(8).reduce(furtherProcessCount) { $0 + $1.value }
        let rest = more == 0 ? [] : ["\(source): other processes: \(more) event records"]
        return losses + notes + streams + shown + rest
    }

    /// The last line for a person, on all memory of a recording.
    public static func summary(_ reports: [BufferRecoveryReport]) -> String {
        let records = reports.reduce(0) { $0 + $1.recordCount }
        let packets = reports.reduce(0) { $0 + $1.packetCount }
        let those = records == 1 ? "event record" : "event records"
        return "Recovered \(records) \(those) in \(packets) \(packets == 1 ? "packet" : "packets")"
    }

    /// Counts a record of a process.
    mutating func count(process: UInt32) {
        if countsByProcess[process] != nil || countsByProcess.count < Self.maximumProcessCount {
            countsByProcess[process, default: 0] += 1
        } else {
            furtherProcessCount += 1
        }
    }
}
