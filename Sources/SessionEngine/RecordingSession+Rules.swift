// SPDX-License-Identifier: Apache-2.0

internal import RecordingPlan
public import ToolProtocol

extension RecordingSession {
    /// Changes which events are recorded from now on, in all programs.
    ///
    /// - Parameter change: what a tool asked for.
    /// - Returns: what the host has to do.
    /// - Throws: why nothing was changed.
    public mutating func change(_ change: RuleChange) throws(ToolRefusal) -> [Action] {
        let chosen = try places(change)
        for place in chosen { channels[place].steps.append(change.step) }
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
            if case .enable = change.step { return [0] }
            return Array(channels.indices)
        }
        let found = channels.indices.filter { channels[$0].name == change.channel }
        guard !found.isEmpty else {
            throw .channelUnknown(change.channel, known: channels.map(\.name))
        }
        return found
    }
}
