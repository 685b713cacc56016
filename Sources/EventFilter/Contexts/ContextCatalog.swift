// SPDX-License-Identifier: Apache-2.0

internal import EventContext
public import SideDescription

/// The contexts that a program can tell when an event happens.
///
/// The ids of process and thread are not among them, since each record begins with them.
public struct ContextCatalog: Sendable {
    /// An application context: its number, from ``ContextID/firstApplicationNumber`` on, and kind.
    public struct ApplicationContext: Hashable, Sendable {
        /// What a ``ContextSource`` is asked for.
        public let id: ContextID
        /// What values it has.
        public let kind: ContextKind

        /// Describes an application context.
        public init(id: ContextID, kind: ContextKind) {
            self.id = id
            self.kind = kind
        }
    }

    /// The contexts that filters find after `$ctx.` in a program.
    public var known: [ContextID]
    /// The contexts that filters find after `$app.` by "provider:type".
    public var application: SortedMap<String, ApplicationContext>

    /// Describes what a program can tell.
    ///
    /// - Parameters:
    ///   - known: what follows `$ctx.`; nil for all that there is.
    ///   - application: what follows `$app.`, by "provider:type".
    public init(
        known: [ContextID]? = nil,
        application: SortedMap<String, ApplicationContext> = [:]
    ) {
        self.known =
            known ?? KnownContext.allCases.map { ContextID($0) }
        self.application = application
    }
}
