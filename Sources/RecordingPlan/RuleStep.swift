// SPDX-License-Identifier: Apache-2.0

/// One step of what selects a channel's events.
///
/// The newest step that is about an event decides.
public enum RuleStep: Hashable, Sendable {
    /// Record what the rule selects, beside what earlier steps let pass.
    case enable(EventRule)
    /// Record nothing with such a name.
    case disable([NamePattern])
}
