// SPDX-License-Identifier: Apache-2.0

public import EventFilter
public import ProgramProtocol
public import SideDescription

/// A channel of a session: where events go, and which.
public struct SessionChannel: Hashable, Sendable {
    /// One step of the rules.
    ///
    /// The newest step that is about an event decides.
    public enum RuleStep: Hashable, Sendable {
        /// Record what the rule selects, beside what earlier steps let pass.
        case enable(EventRule)
        /// Record nothing with such a name.
        case disable([NamePattern])
    }

    /// Its name.
    public let name: String
    /// How programs reach its memory, and what its records tell beside their fields.
    public let offer: ChannelOffer
    /// What selects its events, in the order in which it was asked for.
    public internal(set) var steps: [RuleStep]

    /// Makes a channel.
    public init(name: String, offer: ChannelOffer, rules: [EventRule]) {
        self.name = name
        self.offer = offer
        steps = rules.map { .enable($0) }
    }

    /// The filters of which one has to let an event pass.
    ///
    /// - Returns: none if each of its records is wanted; nil if none is.
    public func filters(for event: SideEventDescription) -> [FilterProgram]? {
        var filters: [FilterProgram]?
        let name = event.fullName
        for step in steps {
            switch step {
            case .disable(let patterns):
                if patterns.contains(where: { $0.matches(name) }) { filters = nil }
            case .enable(let rule):
                guard rule.selects(event), filters?.isEmpty != true else { continue }
                guard let filter = rule.filter else {
                    filters = []
                    continue
                }
                if filters?.contains(filter) != true { filters = (filters ?? []) + [filter] }
            }
        }
        return filters
    }
}
