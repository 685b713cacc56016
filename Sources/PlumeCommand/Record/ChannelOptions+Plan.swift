// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import EventContext
internal import RecordingPlan
internal import SystemCalls

extension ChannelOptions {
    /// What was asked for, as a channel.
    func plan(name: String) throws -> ChannelPlan {
        var plan = ChannelPlan(name: name, rules: [try rule.rule(for: event)])
        plan.contexts = try contexts()
        plan.bufferBytes = bufferSize.bytes
        plan.bufferCount = bufferCount
        plan.overwrites = overwrite
        plan.allocation = bufferAllocation.allocation
        plan.ownership =
            bufferOwnership == .process || bufferAllocation == .perID ? .process : .user
        plan.isPreallocated = bufferPreallocation == .preallocate
        plan.isOnDemandAsked = bufferPreallocation == .onDemand
        plan.blockingNanoseconds = blockingTimeout?.nanoseconds ?? 0
        plan.reclaimsConsumed = autoReclaimMemory == .consumed
        plan.reclaimAge = autoReclaimMemory.idleNanoseconds
        plan.fileBytes = tracefileSize.map { UInt64($0.bytes) }
        plan.fileCount = tracefileCount
        return plan
    }

    /// Reads a further channel: its name and its options, as a shell would take them apart.
    static func channel(_ text: String) throws -> ChannelPlan {
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
            return try ChannelOptions.parse(words).plan(name: name)
        } catch {
            throw ValidationError("--channel \(name): \(ChannelOptions.message(for: error))")
        }
    }

    /// The contexts that records are to have, which this machine can tell.
    func contexts() throws -> [EventContext] {
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
}
