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

    /// Why something did not go on.
    public enum Kind: Hashable, Sendable {
        /// Something is wrong.
        case failure
        /// Somebody asked to stop, and nothing is wrong.
        case interruption
        /// There is nothing at the moment, and nothing is wrong; the same call may work later.
        case tryAgain
    }

    /// Why something did not go on.
    public let kind: Kind
    /// The causes, the outermost first.
    public let causes: [Cause]
    /// Whether somebody asked to stop, and nothing is wrong.
    public var isInterruption: Bool { kind == .interruption }

    /// Describes a failure by its innermost cause.
    public init(actor: String, _ message: String) {
        causes = [Cause(actor: actor, message: message)]
        kind = .failure
    }

    private init(_ causes: [Cause], _ kind: Kind) {
        self.causes = causes
        self.kind = kind
    }

    /// Somebody asked to stop.
    public static var interrupted: GraphError { GraphError([], .interruption) }
    /// There is nothing at the moment.
    public static var tryAgain: GraphError { GraphError([], .tryAgain) }

    /// The same failure seen from further outside.
    public func caused(actor: String, _ message: String) -> GraphError {
        GraphError([Cause(actor: actor, message: message)] + causes, kind)
    }
}

extension GraphError: CustomStringConvertible {
    /// One line for a person.
    public var description: String {
        guard !causes.isEmpty else { return "\(kind)" }
        return causes.map { "[\($0.actor)] \($0.message)" }.joined(separator: " <- ")
    }
}
