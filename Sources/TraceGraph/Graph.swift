// SPDX-License-Identifier: Apache-2.0

/// Components and the connections between their ports, which can run.
///
/// The first run configures the graph: from then on nothing can be added.
public final class Graph {
    /// A component of the graph.
    public struct Node: Hashable, Sendable {
        let index: Int
    }

    /// A port of a component of the graph.
    public struct Port: Hashable, Sendable {
        /// The component.
        public let node: Node
        /// The name of the port.
        public let name: String
        /// Whether it takes messages.
        public let isInput: Bool
    }

    final class Member {
        let name: String
        let className: ComponentClassName
        let component: any Component
        /// The output ports that the input ports are connected to.
        var upstream: [String: Port] = [:]
        var connectedOutputs: Set<String> = []
        /// How many of the first input ports are connected: ports are added, and never taken away.
        var connectedInputs = 0
        var hasEnded = false

        init(_ name: String, _ className: ComponentClassName, _ component: any Component) {
            self.name = name
            self.className = className
            self.component = component
        }

        var actor: String { "\(name): '\(className)'" }
    }

    static let actor = "graph"
    private(set) var members: [Member] = []
    private var indexes: [String: Int] = [:]
    /// How the components reach the world.
    public let environment: GraphEnvironment
    /// Learns of each port that a component gets.
    public var portAdded: ((Port) -> Void)?
    var isConfigured = false
    var nextSink = 0

    /// Makes an empty graph.
    public init(environment: GraphEnvironment = GraphEnvironment()) {
        self.environment = environment
    }

    /// Makes a component and adds it.
    ///
    /// - Throws: why it cannot be made.
    @discardableResult
    public func add(
        _ componentClass: ComponentClass,
        name: String,
        parameters: Parameters = Parameters()
    ) throws(GraphError) -> Node {
        try checkCanChange()
        guard node(name) == nil else {
            throw GraphError(actor: Self.actor, "There are two components named \"\(name)\".")
        }
        let component = try componentClass.make(
            name: name,
            parameters: parameters,
            environment: environment
        )
        members.append(Member(name, componentClass.name, component))
        indexes[name] = members.count - 1
        let node = Node(index: members.count - 1)
        for port in outputPorts(of: node) + inputPorts(of: node) { portAdded?(port) }
        return node
    }

    /// The component with a name; nil when there is none.
    public func node(_ name: String) -> Node? {
        indexes[name].map { Node(index: $0) }
    }

    /// All components, in the order in which they were added.
    public var nodes: [Node] { members.indices.map { Node(index: $0) } }

    /// The name of a component.
    public func name(of node: Node) -> String { members[node.index].name }

    /// The name of a component's class.
    public func className(of node: Node) -> ComponentClassName { members[node.index].className }

    /// A component itself.
    public func component(_ node: Node) -> any Component { members[node.index].component }

    /// The ports of a component that take messages.
    public func inputPorts(of node: Node) -> [Port] {
        members[node.index].component.inputPorts.map {
            Port(node: node, name: $0, isInput: true)
        }
    }

    /// The ports of a component that give messages.
    public func outputPorts(of node: Node) -> [Port] {
        members[node.index].component.outputPorts.map {
            Port(node: node, name: $0, isInput: false)
        }
    }

    /// Whether a port is connected.
    public func isConnected(_ port: Port) -> Bool {
        let member = members[port.node.index]
        return port.isInput
            ? member.upstream[port.name] != nil : member.connectedOutputs.contains(port.name)
    }

    /// Lets an output port's messages flow into an input port.
    ///
    /// - Throws: that one of the ports does not exist or is connected already.
    public func connect(_ output: Port, to input: Port) throws(GraphError) {
        try checkCanChange()
        let upstream = members[output.node.index]
        let downstream = members[input.node.index]
        guard !output.isInput, upstream.component.outputPorts.contains(output.name) else {
            throw GraphError(
                actor: Self.actor,
                "Component \"\(upstream.name)\" has no output port \"\(output.name)\"."
            )
        }
        guard input.isInput, downstream.component.inputPorts.contains(input.name) else {
            throw GraphError(
                actor: Self.actor,
                "Component \"\(downstream.name)\" has no input port \"\(input.name)\"."
            )
        }
        for port in [output, input] where isConnected(port) {
            throw GraphError(
                actor: Self.actor,
                "Port \"\(port.name)\" of component \"\(name(of: port.node))\" is connected"
                    + " already."
            )
        }
        let before = (
            downstream.component.inputPorts.count, downstream.component.outputPorts.count
        )
        downstream.upstream[input.name] = output
        upstream.connectedOutputs.insert(output.name)
        try downstream.component.inputPortConnected(input.name)
        guard let portAdded else { return }
        let added =
            inputPorts(of: input.node).dropFirst(before.0)
            + outputPorts(of: input.node).dropFirst(before.1)
        for port in added { portAdded(port) }
    }

    /// Connects each output port of a component with the first free input ports of another.
    public func connectAll(_ upstream: Node, to downstream: Node) throws(GraphError) {
        for port in outputPorts(of: upstream) where !isConnected(port) {
            try connect(port, toFreePortOf: downstream)
        }
    }

    /// Connects an output port with the first free input port of a component.
    public func connect(_ port: Port, toFreePortOf downstream: Node) throws(GraphError) {
        guard let free = firstFreePort(of: downstream, where: { _ in true }) else {
            throw GraphError(
                actor: Self.actor,
                "Component \"\(name(of: downstream))\" has no free input port for port"
                    + " \"\(port.name)\" of component \"\(name(of: port.node))\"."
            )
        }
        try connect(port, to: free)
    }

    /// The first input port of a component that is not connected and of which a condition holds.
    public func firstFreePort(of node: Node, where isWanted: (Port) -> Bool) -> Port? {
        let member = members[node.index]
        let names = member.component.inputPorts
        while member.connectedInputs < names.count,
            member.upstream[names[member.connectedInputs]] != nil
        {
            member.connectedInputs += 1
        }
        for name in names.dropFirst(member.connectedInputs) where member.upstream[name] == nil {
            let port = Port(node: node, name: name, isInput: true)
            if isWanted(port) { return port }
        }
        return nil
    }

    private func checkCanChange() throws(GraphError) {
        guard !isConfigured else {
            throw GraphError(actor: Self.actor, "The graph runs already, so it cannot change.")
        }
    }
}
