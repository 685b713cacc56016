// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import EventFilter
internal import RecordingPlan

/// What a rule asks of events besides their names, wherever rules are given.
struct RuleOptions: ParsableArguments {
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

    func validate() throws {
        if logLevel != nil && logLevelOnly != nil {
            throw ValidationError("Give --log-level or --log-level-only, not both")
        }
        _ = try program()
    }

    /// The rule.
    ///
    /// - Parameter patterns: for the full names of events; none for all.
    /// - Returns: what selects events.
    /// - Throws: what is wrong with the filter.
    func rule(for patterns: [String]) throws -> EventRule {
        EventRule(
            included: patterns.map { NamePattern($0) },
            excluded: exclude.map { NamePattern($0) },
            levels: logLevel.map { .atLeast($0.level) } ?? logLevelOnly.map { .only($0.level) }
                ?? .any,
            filter: try program()
        )
    }

    private func program() throws -> FilterProgram? {
        guard let filter else { return nil }
        do throws(FilterError) {
            return try FilterProgram(filter)
        } catch {
            throw ValidationError("--filter: \(error)")
        }
    }
}
