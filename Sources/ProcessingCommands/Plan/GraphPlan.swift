// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// A component that a graph is to have.
public struct ComponentPlan: Hashable, Sendable {
    /// Its name, which no other component of the graph has.
    public var name: String
    /// Its class.
    public var className: ComponentClassName
    /// Its parameters.
    public var parameters: Parameters
    /// How much it says; nil for what the graph's user wants in general.
    public var logLevel: ComponentLogLevel?

    /// Plans a component.
    public init(
        name: String,
        className: ComponentClassName,
        parameters: Parameters = Parameters(),
        logLevel: ComponentLogLevel? = nil
    ) {
        self.name = name
        self.className = className
        self.parameters = parameters
        self.logLevel = logLevel
    }

    /// The component as errors name it.
    public var actor: String { "\(name): '\(className)'" }
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

    /// The components of a type.
    public func components(_ type: ComponentType) -> [ComponentPlan] {
        components.filter { $0.className.type == type }
    }
}
