// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import EventContext
internal import RingBuffer
internal import SessionEngine

/// Who shares the buffers of a channel.
enum BufferOwnership: String {
    /// The processes of one user.
    case user
    /// Nobody: each process has its own.
    case process
}

/// What a person asked for of one channel.
struct ChannelSettings {
    var name: String
    var rules: [EventRule]
    var contexts: [EventContext]
    var bufferBytes: Int
    /// How many buffers there are besides the shared one; nil for one for each possible CPU.
    var bufferCount: Int?
    var lossMode: EventLossMode
    var allocation: RingAllocation
    var ownership: BufferOwnership
    var isPreallocated: Bool
    /// Whether memory on demand was asked for by name.
    var isOnDemandAsked = false
    var blockingNanoseconds: UInt64
    var reclaimsConsumed: Bool
    /// After how many nanoseconds without records memory is given back; nil never.
    var reclaimAge: UInt64?
    var fileLimits: DataStreamFiles.Limits
    /// Whether files are waited for to be on the disk before others are begun.
    var synchronizesFiles = false
}
