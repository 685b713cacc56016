// SPDX-License-Identifier: Apache-2.0

internal import EventFilter
internal import RecordingPlan
internal import SideDescription

/// Which event rules of a recording have found events, to tell a person of those that have not.
struct RuleCoverage: Sendable {
    private struct Rule: Sendable {
        let rule: EventRule
        /// What is said in front; empty where there is one channel.
        let prefix: String
        /// By included pattern: whether an event has such a name.
        var isFound: [Bool]
        /// Whether an event with such a name is serious enough.
        var isSerious = false
        /// What events that are serious enough have of the filter.
        var fit: FilterFit?
        /// One of those events, as an example.
        var example: SideEventDescription?

        var isComplete: Bool {
            !isFound.contains(false) && isSerious && fit?.isComplete ?? true
        }
    }

    private var rules: [Rule]
    /// The events that were looked at, by the hashes of their descriptions.
    private var known: Set<Int> = []
    /// The names of the first of them.
    private var names: [String] = []

    /// How many names a person is told, and of how many events hashes are kept.
    private static let namesToTell = 6
    private static let maximumCount = 1 << 20

    init(_ channels: [SessionChannel]) {
        rules = channels.flatMap { channel in
            channel.steps.compactMap { step in
                guard case .enable(let rule) = step else { return nil }
                return Rule(
                    rule: rule,
                    prefix: channels.count > 1 ? "channel \(channel.name): " : "",
                    isFound: rule.included.map { _ in false },
                    fit: rule.filter.map { FilterFit($0) }
                )
            }
        }
    }

    /// Looks at an event of a program.
    ///
    /// Rules that have found all that they ask for cost nothing.
    mutating func note(_ event: SideEventDescription) {
        guard rules.contains(where: { !$0.isComplete }), known.count < Self.maximumCount,
            known.insert(event.hashValue).inserted
        else { return }
        let name = event.fullName
        if names.count < Self.namesToTell, !names.contains(name) { names.append(name) }
        for index in rules.indices {
            let rule = rules[index].rule
            for (place, pattern) in rule.included.enumerated() where pattern.matches(name) {
                rules[index].isFound[place] = true
            }
            guard rule.selects(name: name), rule.levels.selects(event.logLevel) else { continue }
            rules[index].isSerious = true
            rules[index].fit?.add(event)
            rules[index].example = rules[index].example ?? event
        }
    }

    /// What rules ask for that no event has, a line each; empty where no event is known.
    var findings: [String] {
        guard !known.isEmpty else { return [] }
        return rules.flatMap { rule in findings(rule).map { rule.prefix + $0 } }
    }

    private func findings(_ rule: Rule) -> [String] {
        var findings = zip(rule.rule.included, rule.isFound).filter { !$0.1 }.map { pattern, _ in
            let hint = "\(pattern):*"
            let isProvider =
                !pattern.description.contains(":")
                && names.contains { NamePattern(hint).matches($0) }
            let advice = isProvider ? ", those of a provider are '\(hint)'" : ""
            return "no event matched '\(pattern)'\(advice); \(events)"
        }
        guard !rule.isFound.contains(true) || rule.isSerious || rule.rule.levels == .any else {
            return findings + ["no event that matched is of such a log level"]
        }
        if rule.rule.included.isEmpty, !rule.isSerious, rule.rule.levels != .any {
            findings.append("no event is of such a log level; \(events)")
        }
        guard let example = rule.example, let flaws = rule.fit?.flaws else { return findings }
        let fields = Self.fields(of: example)
        return findings
            + flaws.map { "the filter selects nothing: \($0); \(example.fullName) has \(fields)" }
    }

    /// The names of an event's fields, or of the first of them.
    private static func fields(of event: SideEventDescription) -> String {
        let names = event.fields.map(\.name)
        let more = names.count - namesToTell
        let shown = names.prefix(namesToTell).joined(separator: ", ")
        return names.isEmpty ? "no fields" : shown + (more > 0 ? " and \(more) more" : "")
    }

    private var events: String {
        let more = known.count - names.count
        return "there are \(names.joined(separator: ", "))" + (more > 0 ? " and \(more) more" : "")
    }
}
