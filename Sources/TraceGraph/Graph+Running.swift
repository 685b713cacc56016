// SPDX-License-Identifier: Apache-2.0

extension Graph {
    /// What one step of a graph has brought.
    public enum Step: Hashable, Sendable {
        /// A sink has taken messages, and wants more.
        case consumed
        /// All sinks have ended.
        case ended
    }

    /// Runs until all sinks have ended.
    ///
    /// - Parameter wait: waits before a new try, when no sink can go on at the moment.
    /// - Throws: why a component cannot go on, or ``GraphError/interrupted``.
    public func run(wait: () -> Void) throws(GraphError) {
        var triesAgain = 0
        while true {
            do throws(GraphError) {
                if try runOnce() == .ended { return }
                triesAgain = 0
            } catch  where error.kind == .tryAgain {
                triesAgain += 1
                let open = members.count { $0.component is any SinkComponent && !$0.hasEnded }
                if triesAgain >= open {
                    wait()
                    triesAgain = 0
                }
            }
        }
    }

    /// Lets the sink whose turn it is take messages.
    ///
    /// - Throws: why it cannot go on, ``GraphError/tryAgain`` when it cannot at the moment, or
    ///   ``GraphError/interrupted``.
    public func runOnce() throws(GraphError) -> Step {
        if !isConfigured { try configure() }
        try environment.interruption.check()
        for _ in members.indices {
            let member = members[nextSink]
            nextSink = (nextSink + 1) % members.count
            guard let sink = member.component as? any SinkComponent, !member.hasEnded else {
                continue
            }
            do throws(GraphError) {
                member.hasEnded = try !sink.consume()
            } catch {
                guard error.kind == .failure else { throw error }
                throw error.caused(
                    actor: Self.actor,
                    "Component \"\(member.name)\" of class \"\(member.className)\" cannot go on."
                )
            }
            return hasOpenSink ? .consumed : .ended
        }
        return .ended
    }

    private var hasOpenSink: Bool {
        members.contains { $0.component is any SinkComponent && !$0.hasEnded }
    }

    private func configure() throws(GraphError) {
        let sinks = members.indices.filter { members[$0].component is any SinkComponent }
        guard !sinks.isEmpty else {
            throw GraphError(actor: Self.actor, "The graph has no sink, so nothing would be read.")
        }
        isConfigured = true
        for index in sinks {
            let node = Node(index: index)
            guard let sink = members[index].component as? any SinkComponent else { continue }
            for port in inputPorts(of: node) where !isConnected(port) {
                throw unconnected(port)
            }
            try sink.configure(ComponentInputs(self, node, depth: 0))
        }
    }

    func unconnected(_ port: Port) -> GraphError {
        GraphError(
            actor: Self.actor,
            "Input port \"\(port.name)\" of component \"\(name(of: port.node))\" is not connected."
        )
    }

    /// Begins to read what an output port gives.
    func makeIterator(_ port: Port, depth: Int) throws(GraphError) -> any MessageIterator {
        // A path through the graph that is longer than the graph goes in a circle.
        guard depth <= members.count else {
            throw GraphError(actor: Self.actor, "The connections of the components go in a circle.")
        }
        let component = members[port.node.index].component
        let base: any MessageIterator
        switch component {
        case let source as any SourceComponent:
            base = try source.makeIterator(port: port.name)
        case let filter as any FilterComponent:
            base = try filter.makeIterator(
                port: port.name,
                inputs: ComponentInputs(self, port.node, depth: depth)
            )
        default:
            throw GraphError(
                actor: Self.actor,
                "Component \"\(name(of: port.node))\" gives no messages."
            )
        }
        return PortIterator(base, interruption: environment.interruption)
    }
}

/// Begins to read the input ports of a component.
public final class ComponentInputs {
    private weak let graph: Graph?
    private let node: Graph.Node
    private let depth: Int

    init(_ graph: Graph, _ node: Graph.Node, depth: Int) {
        self.graph = graph
        self.node = node
        self.depth = depth
    }

    /// The names of the input ports that are connected, in their order.
    public var connectedPorts: [String] {
        guard let graph else { return [] }
        return graph.inputPorts(of: node).filter { graph.isConnected($0) }.map(\.name)
    }

    /// Begins to read an input port.
    ///
    /// - Throws: that it is not connected, or why the components before it cannot begin.
    public func makeIterator(_ port: String) throws(GraphError) -> any MessageIterator {
        guard let graph else {
            throw GraphError(actor: Graph.actor, "The graph does not exist any more.")
        }
        let input = Graph.Port(node: node, name: port, isInput: true)
        guard let output = graph.members[node.index].upstream[port] else {
            throw graph.unconnected(input)
        }
        return try graph.makeIterator(output, depth: depth + 1)
    }
}
