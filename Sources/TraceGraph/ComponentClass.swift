// SPDX-License-Identifier: Apache-2.0

/// What components of a kind have in common, and how to make one.
public struct ComponentClass: Sendable {
    /// What a query is asked with.
    public struct QueryContext: Sendable {
        /// The parameters of the query, as they were given.
        public let parameters: Parameters
        /// How the query reaches the world.
        public let environment: GraphEnvironment
        /// The class as it is called in errors.
        public let actor: String
    }

    /// Makes a component.
    public typealias Factory =
        @Sendable (ComponentContext) throws(GraphError) -> any Component
    /// Answers a query about a named object; nil when there is no such object.
    public typealias Query =
        @Sendable (String, QueryContext) throws(GraphError) -> ParameterValue?

    /// The name.
    public let name: ComponentClassName
    /// One sentence about it.
    public let summary: String
    /// A longer text for people; empty when there is none.
    public let help: String
    /// The parameters; no others are accepted.
    public let parameters: [ParameterDescription]
    private let factory: Factory
    private let answer: Query?

    /// Describes a class.
    public init(
        _ name: ComponentClassName,
        summary: String,
        help: String = "",
        parameters: [ParameterDescription] = [],
        query: Query? = nil,
        factory: @escaping Factory
    ) {
        self.name = name
        self.summary = summary
        self.help = help
        self.parameters = parameters
        self.factory = factory
        answer = query
    }

    /// Makes a component after a check of its parameters.
    public func make(
        name componentName: String,
        parameters values: Parameters = Parameters(),
        environment: GraphEnvironment = GraphEnvironment()
    ) throws(GraphError) -> any Component {
        let context = ComponentContext(
            name: componentName,
            className: name,
            parameters: values,
            environment: environment
        )
        do throws(GraphError) {
            try values.check(parameters, actor: context.actor)
            return try factory(context)
        } catch {
            throw error.caused(
                actor: "graph",
                "Component \"\(componentName)\" of class \"\(name)\" cannot be made."
            )
        }
    }

    /// Whether the class answers queries at all.
    public var hasQueries: Bool { answer != nil }

    /// Asks the class for an object.
    ///
    /// - Returns: nil when the class does not know such an object.
    /// - Throws: why the object cannot be had.
    public func query(
        _ object: String,
        parameters: Parameters = Parameters(),
        environment: GraphEnvironment = GraphEnvironment()
    ) throws(GraphError) -> ParameterValue? {
        guard let answer else { return nil }
        return try answer(
            object,
            QueryContext(
                parameters: parameters,
                environment: environment,
                actor: "\(name)"
            )
        )
    }
}
