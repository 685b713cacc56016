// SPDX-License-Identifier: Apache-2.0

/// Why a graph, a component or a query failed: causes, the outermost first.
public struct GraphError: Error, Hashable, Sendable {
    /// Who says what.
    public struct Cause: Hashable, Sendable {
        /// Who: the command line, the library, or a component as `NAME: 'TYPE.PLUGIN.CLASS'`.
        public let actor: String
        /// What went wrong, and what to do.
        public let message: String

        /// Describes a cause.
        public init(actor: String, message: String) {
            self.actor = actor
            self.message = message
        }
    }

    /// The causes, the outermost first.
    public let causes: [Cause]
    /// Whether somebody asked to stop, and nothing is wrong.
    public let isInterruption: Bool

    /// Describes a failure by its innermost cause.
    public init(actor: String, _ message: String) {
        causes = [Cause(actor: actor, message: message)]
        isInterruption = false
    }

    private init(_ causes: [Cause], isInterruption: Bool) {
        self.causes = causes
        self.isInterruption = isInterruption
    }

    /// Somebody asked to stop.
    public static var interrupted: GraphError { GraphError([], isInterruption: true) }

    /// The same failure seen from further outside.
    public func caused(actor: String, _ message: String) -> GraphError {
        GraphError(
            [Cause(actor: actor, message: message)] + causes,
            isInterruption: isInterruption
        )
    }
}

extension GraphError: CustomStringConvertible {
    /// One line for a person.
    public var description: String {
        causes.map { "[\($0.actor)] \($0.message)" }.joined(separator: " <- ")
    }
}
