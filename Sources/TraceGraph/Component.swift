// SPDX-License-Identifier: Apache-2.0

/// A part of a graph which gives messages, takes them, or both.
public protocol Component: AnyObject {
    /// The names of the ports that take messages; further ones may appear later.
    var inputPorts: [String] { get }
    /// The names of the ports that give messages.
    var outputPorts: [String] { get }
    /// Learns that an input port was connected; the component may now have further ports.
    func inputPortConnected(_ port: String) throws(GraphError)
}

extension Component {
    /// The input ports: none.
    public var inputPorts: [String] { [] }
    /// The output ports: none.
    public var outputPorts: [String] { [] }
    /// Does nothing.
    public func inputPortConnected(_ port: String) throws(GraphError) {}
}

/// A component that gives messages.
public protocol SourceComponent: Component {
    /// Begins to give the messages of an output port.
    ///
    /// - Throws: why it cannot begin.
    func makeIterator(port: String) throws(GraphError) -> any MessageIterator
}

/// A component that gives messages made from those it takes.
public protocol FilterComponent: Component {
    /// Begins to give the messages of an output port.
    ///
    /// - Parameters:
    ///   - port: the name of the output port.
    ///   - inputs: begins to read the input ports.
    /// - Returns: the messages.
    /// - Throws: why it cannot begin.
    func makeIterator(
        port: String,
        inputs: ComponentInputs
    ) throws(GraphError) -> any MessageIterator
}

/// A component that takes messages.
public protocol SinkComponent: Component {
    /// Begins to read, once, when all is connected.
    func configure(_ inputs: ComponentInputs) throws(GraphError)
    /// Takes some messages.
    ///
    /// - Returns: whether there may be more.
    /// - Throws: what is wrong, or ``GraphError/tryAgain``.
    func consume() throws(GraphError) -> Bool
}

/// What a component is made with.
public struct ComponentContext: Sendable {
    /// The component's name, unique in its graph.
    public let name: String
    /// The name of its class.
    public let className: ComponentClassName
    /// The values of its parameters, whose names and forms were checked.
    public let parameters: Parameters
    /// How it reaches the world.
    public let environment: GraphEnvironment

    /// Makes a context.
    public init(
        name: String,
        className: ComponentClassName,
        parameters: Parameters = Parameters(),
        environment: GraphEnvironment = GraphEnvironment()
    ) {
        self.name = name
        self.className = className
        self.parameters = parameters
        self.environment = environment
    }

    /// The component as it is called in errors.
    public var actor: String { "\(name): '\(className)'" }
}

/// How components and queries reach the world.
public struct GraphEnvironment: Sendable {
    /// Takes output; false when nobody reads on.
    public var output: @Sendable ([UInt8]) -> Bool
    /// Takes a warning of one or more lines, without the last line's end.
    public var warn: @Sendable (String) -> Void
    /// Tells when to stop.
    public var interruption: Interruption

    /// Makes an environment; without arguments, nothing reaches the world.
    public init(
        output: @escaping @Sendable ([UInt8]) -> Bool = { _ in true },
        warn: @escaping @Sendable (String) -> Void = { _ in },
        interruption: Interruption = Interruption()
    ) {
        self.output = output
        self.warn = warn
        self.interruption = interruption
    }
}
