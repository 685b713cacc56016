// SPDX-License-Identifier: Apache-2.0

package import EventContext
internal import RingBuffer
package import SessionEngine

/// Who shares the buffers of a channel.
package enum BufferOwnership: String, Sendable {
    /// The processes of one user.
    case user
    /// Nobody: each process has its own.
    case process
}

/// Which buffers a channel has.
package enum BufferAllocation: Sendable {
    /// One for each CPU.
    case perCPU
    /// One, whatever the number of CPUs.
    case perChannel
    /// As many as threads of one process run at once.
    case perConcurrencyID

    var ringAllocation: RingAllocation {
        switch self {
        case .perCPU: .perCPU
        case .perChannel: .perChannel
        case .perConcurrencyID: .perConcurrencyID
        }
    }
}

/// What was asked for of one channel.
package struct ChannelSettings: Sendable {
    /// The largest number that ``bufferCount`` may be.
    package static let maximumBufferCount = RingGeometry.maximumCPUCount

    package var name: String
    package var rules: [EventRule]
    package var contexts: [EventContext] = []
    /// Bytes of each buffer, which are rounded up to a power of two.
    package var bufferBytes = 4 << 20
    /// How many buffers there are besides the shared one; nil for one for each possible CPU.
    package var bufferCount: Int?
    /// Whether the newest events stay in memory only, for snapshots.
    package var overwrites = false
    package var allocation = BufferAllocation.perCPU
    package var ownership = BufferOwnership.user
    package var isPreallocated = false
    /// Whether memory on demand was asked for by name.
    package var isOnDemandAsked = false
    /// How long an event may wait for room.
    package var blockingNanoseconds: UInt64 = 0
    /// Whether memory goes back to the system as it was read.
    package var reclaimsConsumed = false
    /// After how many nanoseconds without records memory is given back; nil never.
    package var reclaimAge: UInt64?
    /// Bytes after which a data stream goes on in a new file; nil for one file.
    package var fileBytes: UInt64?
    /// How many files of each data stream are kept, the oldest being removed; nil for all.
    package var fileCount: Int?
    /// Whether files are waited for to be on the disk before others are begun.
    package var synchronizesFiles = false

    /// Describes a channel, whose other settings have the values that most people want.
    package init(name: String, rules: [EventRule]) {
        self.name = name
        self.rules = rules
    }

    var lossMode: EventLossMode { overwrites ? .overwrite : .discard }
}
