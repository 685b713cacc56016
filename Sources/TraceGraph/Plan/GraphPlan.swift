// SPDX-License-Identifier: Apache-2.0

/// A component that a graph is to have.
public struct ComponentPlan: Hashable, Sendable {
    /// Its name, which no other component of the graph has.
    public var name: String
    /// Its class.
    public var classID: ComponentClassID
    /// Its parameters.
    public var parameters: [String: ParameterValue]
    /// How much it says; nil for what the graph's user wants in general.
    public var logLevel: LogLevel?

    /// Plans a component.
    public init(
        name: String,
        classID: ComponentClassID,
        parameters: [String: ParameterValue] = [:],
        logLevel: LogLevel? = nil
    ) {
        self.name = name
        self.classID = classID
        self.parameters = parameters
        self.logLevel = logLevel
    }

    /// The component as errors name it.
    public var actor: String { "\(name): '\(classID)'" }
}

/// A graph that is to be made: components, and how they are connected.
public struct GraphPlan: Hashable, Sendable {
    /// How long to wait, in microseconds, before a sink is asked again that could do nothing.
    public static let defaultRetryMicroseconds: UInt64 = 100_000

    /// The components, in the order in which they were named.
    public var components: [ComponentPlan] = []
    /// The rules, in the order in which they are tried.
    public var connections: [ConnectionRule] = []
    /// How long to wait, in microseconds, before a sink is asked again that could do nothing.
    public var retryMicroseconds = GraphPlan.defaultRetryMicroseconds
    /// Whether each trace is cut down to the time in which all its data streams are active.
    public var intersectsStreams = false

    /// Plans an empty graph.
    public init() {}

    /// The components of a kind.
    public func components(_ kind: ComponentKind) -> [ComponentPlan] {
        components.filter { $0.classID.kind == kind }
    }
}
