// SPDX-License-Identifier: Apache-2.0

internal import EventFilter
internal import SideDescription
public import ToolProtocol

extension RecordingSession {
    /// Changes which events are recorded from now on, in all programs.
    ///
    /// - Parameter change: what a tool asked for.
    /// - Returns: what the host has to do.
    /// - Throws: why nothing was changed.
    public mutating func change(_ change: RuleChange) throws(ToolRefusal) -> [Action] {
        let chosen = try places(change)
        let step = try step(change)
        for place in chosen { channels[place].steps.append(step) }
        guard isActive else { return [] }
        var actions: [Action] = []
        for connection in traced.keys.sorted() {
            // Taken out while it changes, so that its tables are not copied.
            guard var program = traced.removeValue(forKey: connection) else { continue }
            // What was announced since the last `ready` is ordered when that comes.
            let pending = Set(program.pending)
            for event in program.events.keys.sorted() {
                guard let known = program.events[event] else { continue }
                for place in chosen { actions += define(known, in: place) }
                if pending.contains(event) { continue }
                actions += order(event, of: &program, on: connection)
            }
            traced[connection] = program
        }
        return actions
    }

    /// The channels that a change is about.
    private func places(_ change: RuleChange) throws(ToolRefusal) -> [Int] {
        if change.channel.isEmpty {
            return change.isEnable ? [0] : Array(channels.indices)
        }
        let found = channels.indices.filter { channels[$0].name == change.channel }
        guard !found.isEmpty else {
            throw .channelUnknown(change.channel, known: channels.map(\.name))
        }
        return found
    }

    private func step(_ change: RuleChange) throws(ToolRefusal) -> SessionChannel.RuleStep {
        let included = change.included.map { NamePattern($0) }
        guard change.isEnable else { return .disable(included) }
        var filter: FilterProgram?
        if !change.filter.isEmpty {
            do throws(FilterProgramError) {
                filter = try FilterProgram(decoding: change.filter)
            } catch {
                throw ToolRefusal.filterUnreadable(reason: "\(error)")
            }
        }
        let levels: LogLevelRule
        switch (change.levelKind, LogLevel(rawValue: UInt32(change.level))) {
        case (0, _): levels = .any
        case (1, .some(let level)): levels = .atLeast(level)
        case (2, .some(let level)): levels = .only(level)
        default: throw .levelUnknown(change.level)
        }
        return .enable(
            EventRule(
                included: included,
                excluded: change.excluded.map { NamePattern($0) },
                levels: levels,
                filter: filter
            )
        )
    }
}
