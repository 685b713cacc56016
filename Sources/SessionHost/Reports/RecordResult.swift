// SPDX-License-Identifier: Apache-2.0

internal import Consumer
internal import RecordingPlan
package import SessionEngine
internal import SideDescription
package import SystemCalls

/// What a channel has recorded, or what its last snapshot holds.
package struct ChannelCounts: Hashable, Sendable {
    /// Records that were written.
    package let recordedCount: UInt64
    /// Events that were lost for any reason.
    package let discardedCount: UInt64
    /// Those of them that were read in the end and could not be written.
    package let unwrittenCount: UInt64
    /// Those of them whose arguments were not those of their descriptions.
    package let malformedCount: UInt64
    /// Events that were larger than a record can be.
    package let tooBigCount: UInt64
    /// Records that killed programs began and never ended.
    package let holeCount: UInt64
    /// Bytes in buffers that were no records.
    package let corruptBytes: UInt64
    /// Bytes of the files.
    package let byteCount: UInt64

    init(_ statistics: ChannelStatistics) {
        recordedCount = statistics.recordedCount
        discardedCount = statistics.discardedCount
        unwrittenCount = statistics.unwrittenCount
        malformedCount = statistics.malformedCount
        tooBigCount = statistics.tooBigCount
        holeCount = statistics.holeCount
        corruptBytes = statistics.corruptBytes
        byteCount = statistics.byteCount
    }
}

/// What a recording came to.
package struct RecordResult {
    /// What one channel came to.
    package struct Channel: Sendable {
        package let name: String
        /// Whether the counts are those of the last snapshot.
        package let overwrites: Bool
        package let statistics: ChannelCounts
        /// How often events were recorded that were, by their full names.
        package let countsByEvent: [(name: String, count: UInt64)]

        init(_ channel: RecordedChannel) {
            name = channel.plan.name
            overwrites = channel.overwrites
            let counts = channel.statistics
            statistics = ChannelCounts(counts)
            // Ids are given from 1 on, in the order of the definitions.
            let names = ["(none)"] + channel.definitions.map(\.description.fullName)
            countsByEvent = zip(names, counts.countsByID).filter { $0.1 > 0 }
                .map { (name: $0, count: $1) }
        }
    }

    /// The processes of a recording.
    package struct Processes: Hashable, Sendable {
        /// Those that introduced themselves, and those that are known by their records alone.
        package let count: Int
        /// Those with records in the trace.
        package let recordingCount: Int
        /// Those that introduced themselves and have no record in the trace.
        package let silentCount: Int
    }

    /// The folder of the trace.
    package let path: String
    package let channels: [Channel]
    /// The snapshots, the last of which was taken at the end; nil where no channel overwrites.
    package let snapshots: SnapshotLedger?
    /// Bytes of memory that the buffers held in the end.
    package let heldBytes: Int
    package let processes: Processes
    /// Programs that could not be traced, or not to their end.
    package let refusedCount: Int
    /// Events that are not recorded because their descriptions cannot be used.
    package let leftOutCount: Int
    /// What was emitted before programs had their orders.
    package let unknown: UnknownEvents
    /// What event rules ask for that no event has.
    package let ruleFindings: [String]
    package let seconds: Double
    /// How the program ended that the recording started.
    package let childStatus: ChildProcess.Status
    package let isInterrupted: Bool
    /// The programs that a signal ended, as far as the kernel tells, without the one that the
    /// recording started.
    package let killed: [KilledProgram]
    /// Why the trace is not complete; nil when it is.
    package let writeFailure: String?
    /// Whether any program with tracepoints was seen.
    package var hasProgram: Bool { processes.count > 0 }
}
