// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import EventContext
internal import SessionHost

/// The options of one channel.
struct ChannelOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: "Record events whose provider:name matches; * stands for any text. Repeatable."
    )
    var event: [String] = []

    @OptionGroup
    var rule: RuleOptions

    @Option(
        name: [.short, .long],
        help: "Add this to each record, for example procname; see --list-contexts. Repeatable.",
        completion: .list(EventContext.listing.map(\.name).filter { !$0.contains(":") })
    )
    var context: [String] = []

    @Option(
        help: """
            How many buffers per-cpu or per-id has, if not one for each possible CPU; threads \
            beyond share one.
            """
    )
    var bufferCount: Int?

    @Option(help: "Memory of each buffer, for example 4M; rounded up to a power of two.")
    var bufferSize: ByteCount = ByteCount(bytes: 4 << 20)

    @Option(
        help: """
            Which buffers there are: one for each CPU, one whatever the number of CPUs, or as many \
            as threads run at once.
            """
    )
    var bufferAllocation: AllocationChoice = .perCPU

    @Option(
        help: """
            Who shares buffers: the processes of a user (default), or nobody with process, which \
            per-id calls for.
            """
    )
    var bufferOwnership: OwnershipChoice?

    @Option(
        help: "When buffers take memory: on demand (default), or all of it at once."
    )
    var bufferPreallocation: PreallocationChoice?

    @Option(
        help: """
            Give memory of buffers back: consumed for what was read, or a time for what was not \
            used that long.
            """
    )
    var autoReclaimMemory: ReclaimChoice = .off

    @Option(help: "Let an event wait this long for room before it is lost, for example 10ms.")
    var blockingTimeout: TimeSpan?

    @Option(help: "Begin a new file of a data stream after this much, for example 64M.")
    var tracefileSize: ByteCount?

    @Option(help: "Keep this many files of each data stream, and remove older ones.")
    var tracefileCount: Int?

    @Flag(help: "Keep the newest events in memory only, for plume snapshot; oldest ones make room.")
    var overwrite = false

    func validate() throws {
        if tracefileCount != nil && (tracefileSize == nil || (tracefileCount ?? 0) < 1) {
            throw ValidationError("--tracefile-count: give a number from 1, and --tracefile-size")
        }
        if tracefileSize != nil && overwrite {
            throw ValidationError("--tracefile-size: snapshots are limited by plume snapshot")
        }
        if blockingTimeout != nil && overwrite {
            throw ValidationError("--blocking-timeout: with --overwrite there is always room")
        }
        if let bufferCount, !(1...HostAbilities.maximumBufferCount).contains(bufferCount) {
            throw ValidationError(
                "--buffer-count: give a number from 1 to \(HostAbilities.maximumBufferCount)"
            )
        }
        if bufferCount != nil && bufferAllocation == .perChannel {
            throw ValidationError("--buffer-count: a channel that is per-channel has one buffer")
        }
        if bufferAllocation == .perID && bufferOwnership == .user {
            throw ValidationError(
                "--buffer-ownership user: buffers of --buffer-allocation per-id belong to one process"
            )
        }
        if autoReclaimMemory.idleNanoseconds != nil && bufferPreallocation == .preallocate {
            throw ValidationError(
                "--auto-reclaim-memory: preallocated buffers keep their memory while they are idle"
            )
        }
        if autoReclaimMemory != .off && overwrite {
            throw ValidationError(
                "--auto-reclaim-memory gives back what was read, not with --overwrite"
            )
        }
        _ = try contexts()
    }
}
