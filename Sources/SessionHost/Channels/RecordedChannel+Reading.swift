// SPDX-License-Identifier: Apache-2.0

internal import Consumer
internal import RecordingPlan
internal import RingBuffer
internal import SystemCalls

/// Who reads the rings, and what they held.
extension RecordedChannel {
    /// Whether programs write into the shared ring of a flight recorder.
    func mustSweep(hasProgramsWithoutSequences: Bool) -> Bool {
        overwrites && (plan.allocation != .perCPU || hasProgramsWithoutSequences)
    }

    /// Ends what killed programs began in the shared rings of a flight recorder.
    ///
    /// - Parameter isLast: whether nobody sweeps again.
    func sweep(isLast: Bool) {
        for owned in buffers.values {
            // The second call finds what has not changed since the first.
            if let sweeper = owned.sweeper, sweeper.sweep(), isLast { sweeper.sweep() }
        }
    }

    /// A look at the rings; nil where nobody reads them but snapshots.
    func look() -> ChannelConsumer.Look? { consumer?.look() }

    /// Writes what a look found.
    func drain(_ look: ChannelConsumer.Look) throws(SystemError) { try consumer?.drain(look) }

    /// Waits until everything that was written is on the disk.
    func synchronize() throws(SystemError) { try consumer?.synchronize() }

    /// Writes the rest, and the final losses.
    func finish() throws(SystemError) { try consumer?.finish() }

    /// Counts what cannot be written any more as discarded.
    func discardRest() { consumer?.discardRest() }

    /// The processes whose records were written.
    var processes: Set<UInt32> { consumer?.processes ?? [] }

    /// What was recorded, or is in the last snapshot.
    var statistics: ChannelStatistics { consumer?.statistics ?? snapshotStatistics }
}
