// SPDX-License-Identifier: Apache-2.0

public import EventFilter
public import SideDescription

/// How serious an event must be to be recorded.
public enum LogLevelRule: Hashable, Sendable {
    /// However serious it is.
    case any
    /// This level, or a more serious one.
    case atLeast(LogLevel)
    /// This level alone.
    case only(LogLevel)

    /// Whether a level is one of those.
    public func selects(_ level: LogLevel) -> Bool {
        switch self {
        case .any: true
        case .atLeast(let least): level.rawValue <= least.rawValue
        case .only(let only): level == only
        }
    }
}

/// Which events a channel records.
public struct EventRule: Hashable, Sendable {
    /// Events to record; none means all.
    public let included: [NamePattern]
    /// Events to leave out although they are included.
    public let excluded: [NamePattern]
    /// How serious events must be.
    public let levels: LogLevelRule
    /// What the fields of an event must be for it to be recorded; nil for anything.
    public let filter: FilterProgram?

    /// Makes a rule.
    public init(
        included: [NamePattern] = [],
        excluded: [NamePattern] = [],
        levels: LogLevelRule = .any,
        filter: FilterProgram? = nil
    ) {
        self.included = included
        self.excluded = excluded
        self.levels = levels
        self.filter = filter
    }

    /// Whether an event is to be recorded, if the filter lets it pass.
    public func selects(_ event: SideEventDescription) -> Bool {
        levels.selects(event.logLevel) && selects(name: event.fullName)
    }

    /// Whether an event of a name is to be recorded, if it is serious enough.
    public func selects(name: String) -> Bool {
        (included.isEmpty || included.contains { $0.matches(name) })
            && !excluded.contains { $0.matches(name) }
    }
}
