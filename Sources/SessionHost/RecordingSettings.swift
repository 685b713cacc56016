// SPDX-License-Identifier: Apache-2.0

package import RecordingPlan
package import SessionEngine
package import SystemCalls
package import TraceModel

/// Which clock a recording has.
package enum ClockChoice: String, CaseIterable, Sendable {
    /// The best one of the machine.
    case auto
    /// The time-stamp counter.
    case tsc
    /// `CLOCK_MONOTONIC`.
    case monotonic
}

/// What a full disk means.
package enum FullDiskChoice: String, CaseIterable, Sendable {
    /// The recording ends there.
    case stop
    /// It goes on when there is room again.
    case wait
}

/// When what was written is waited for to be on the disk.
package enum SynchronizationChoice: Hashable, Sendable {
    /// Never: the system writes when it likes to.
    case never
    /// At the end.
    case end
    /// Each time so many nanoseconds have passed, and at the end.
    case every(UInt64)
}

/// What is asked of a host for one recording.
package struct RecordingSettings: Sendable {
    /// The folder to make; nil for one in the current directory that tells date and time.
    package var output: String?
    /// By what tools find the recording besides its process.
    package var name: String?
    package var channels: [ChannelPlan]
    package var subject: RecordingSubject
    /// The folder in which buffers are kept as files; nil for memory without names.
    package var bufferFolder: String?
    /// A signal that takes a snapshot.
    package var snapshotSignal: Signal?
    package var snapshotLimits = SnapshotLedger.Limits()
    package var clock = ClockChoice.auto
    package var whenDiskFull = FullDiskChoice.stop
    package var synchronization = SynchronizationChoice.never
    package var format = MetadataFormat.ctf2
    /// What the trace says of the version of the tool that recorded it.
    package var tracerVersion: String

    /// Asks for a recording, whose other settings have the values that most people want.
    package init(
        of subject: RecordingSubject,
        channels: [ChannelPlan],
        tracerVersion: String
    ) {
        self.subject = subject
        self.channels = channels
        self.tracerVersion = tracerVersion
    }
}
