// SPDX-License-Identifier: Apache-2.0

public import EventContext

/// Who shares the buffers of a channel.
public enum BufferOwnership: String, Hashable, Sendable {
    /// The processes of one user.
    case user
    /// Nobody: each process has its own.
    case process
}

/// Which buffers a channel has, by the numbers of docs/abi/program-protocol.md.
public enum BufferAllocation: UInt32, Hashable, Sendable, CaseIterable {
    /// One for each CPU.
    case perCPU = 0
    /// One, whatever the number of CPUs.
    case perChannel = 1
    /// As many as threads of one process run at once.
    case perConcurrencyID = 2
}

/// What a channel is to be: the one value from whoever asks for it to the offer that programs get.
public struct ChannelPlan: Hashable, Sendable {
    /// The name, which data streams are called by.
    public var name: String
    /// What selects its events, in the order in which it was asked for.
    public var steps: [RuleStep]
    /// What each record tells beside its fields.
    public var contexts: [EventContext] = []
    /// Bytes of each buffer, which are rounded up to a power of two.
    public var bufferBytes = 4 << 20
    /// How many buffers there are besides the shared one; nil for one for each possible CPU.
    public var bufferCount: Int?
    /// Whether the newest events stay in memory only, for snapshots.
    public var overwrites = false
    /// Which buffers there are.
    public var allocation = BufferAllocation.perCPU
    /// Who shares them.
    public var ownership = BufferOwnership.user
    /// Whether they take all their memory at once.
    public var isPreallocated = false
    /// Whether memory on demand was asked for by name.
    public var isOnDemandAsked = false
    /// How long an event may wait for room, in nanoseconds; 0 never to wait.
    public var blockingNanoseconds: UInt64 = 0
    /// Whether memory goes back to the system as it was read.
    public var reclaimsConsumed = false
    /// After how many nanoseconds without records memory is given back; nil never.
    public var reclaimAge: UInt64?
    /// Bytes after which a data stream goes on in a new file; nil for one file.
    public var fileBytes: UInt64?
    /// How many files of each data stream are kept, the oldest being removed; nil for all.
    public var fileCount: Int?

    /// Plans a channel, whose other properties have the values that most people want.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - rules: what selects its events; none selects nothing.
    public init(name: String, rules: [EventRule]) {
        self.name = name
        steps = rules.map { .enable($0) }
    }
}
