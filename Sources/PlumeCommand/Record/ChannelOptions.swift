// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import EventContext
internal import EventFilter
internal import SessionEngine
internal import SessionHost
internal import SystemCalls

/// The options of one channel.
struct ChannelOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: "Record events whose provider:name matches; * stands for any text. Repeatable."
    )
    var event: [String] = []

    @Option(help: "Leave out events whose provider:name matches. Repeatable.")
    var exclude: [String] = []

    @Option(help: "Record events of this level or a more serious one.")
    var logLevel: LogLevelChoice?

    @Option(help: "Record events of this level only.")
    var logLevelOnly: LogLevelChoice?

    @Option(
        name: [.short, .long],
        help: "Record events whose fields fit, for example 'size > 100 && name == \"GET*\"'."
    )
    var filter: String?

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
        if logLevel != nil && logLevelOnly != nil {
            throw ValidationError("Give --log-level or --log-level-only, not both")
        }
        if tracefileCount != nil && (tracefileSize == nil || (tracefileCount ?? 0) < 1) {
            throw ValidationError("--tracefile-count: give a number from 1, and --tracefile-size")
        }
        if tracefileSize != nil && overwrite {
            throw ValidationError("--tracefile-size: snapshots are limited by plume snapshot")
        }
        if blockingTimeout != nil && overwrite {
            throw ValidationError("--blocking-timeout: with --overwrite there is always room")
        }
        if let bufferCount, !(1...ChannelSettings.maximumBufferCount).contains(bufferCount) {
            throw ValidationError(
                "--buffer-count: give a number from 1 to \(ChannelSettings.maximumBufferCount)"
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
        _ = try program()
    }

    private func contexts() throws -> [EventContext] {
        var contexts: [EventContext] = []
        // The ids of process and thread are in every record.
        for name in context where !EventContext.isInEachRecord(name) {
            do {
                let made = try EventContext(named: name)
                if case .counter(let type, let configuration) = made.source,
                    !PerformanceCounter.isAvailable(type: type, configuration: configuration)
                {
                    throw ValidationError(
                        "--context: this machine does not count \(name): virtual machines often"
                            + " have no such counters, and users need a low"
                            + " kernel.perf_event_paranoid"
                    )
                }
                if !contexts.contains(made) { contexts.append(made) }
            } catch let error as EventContextError {
                throw ValidationError("--context: \(error)")
            }
        }
        return contexts
    }

    private func program() throws -> FilterProgram? {
        guard let filter else { return nil }
        do throws(FilterError) {
            return try FilterProgram(filter)
        } catch {
            throw ValidationError("--filter: \(error)")
        }
    }

    /// What was asked for, as a channel.
    func settings(name: String) throws -> ChannelSettings {
        let rule = EventRule(
            included: event.map { NamePattern($0) },
            excluded: exclude.map { NamePattern($0) },
            levels: logLevel.map { .atLeast($0.level) } ?? logLevelOnly.map { .only($0.level) }
                ?? .any,
            filter: try program()
        )
        var settings = ChannelSettings(name: name, rules: [rule])
        settings.contexts = try contexts()
        settings.bufferBytes = bufferSize.bytes
        settings.bufferCount = bufferCount
        settings.overwrites = overwrite
        settings.allocation = bufferAllocation.allocation
        settings.ownership =
            bufferOwnership == .process || bufferAllocation == .perID ? .process : .user
        settings.isPreallocated = bufferPreallocation == .preallocate
        settings.isOnDemandAsked = bufferPreallocation == .onDemand
        settings.blockingNanoseconds = blockingTimeout?.nanoseconds ?? 0
        settings.reclaimsConsumed = autoReclaimMemory == .consumed
        settings.reclaimAge = autoReclaimMemory.idleNanoseconds
        settings.fileBytes = tracefileSize.map { UInt64($0.bytes) }
        settings.fileCount = tracefileCount
        return settings
    }

    /// Reads a further channel: its name and its options, as a shell would take them apart.
    static func channel(_ text: String) throws -> ChannelSettings {
        var words = try ShellWords.split(text)
        guard let name = words.first, !name.isEmpty, !name.hasPrefix("-"),
            name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) })
        else {
            throw ValidationError(
                "--channel: begin with a name of letters, digits, - and _, for example"
                    + " --channel 'slow --event \"db:*\"'"
            )
        }
        words.removeFirst()
        do {
            return try ChannelOptions.parse(words).settings(name: name)
        } catch {
            throw ValidationError("--channel \(name): \(ChannelOptions.message(for: error))")
        }
    }
}
