// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// Makes the graph that a plan describes.
public struct GraphBuilder {
    /// Connects a source with another component so that only some time of it comes through.
    public typealias Intersection =
        (_ source: ComponentPlan, _ node: Graph.Node, _ target: Graph.Node, _ graph: Graph)
        throws(GraphError) -> Void

    private let plan: GraphPlan
    private let graph: Graph
    private var nodes: [String: Graph.Node] = [:]
    private let rules: [String: [ConnectionRule]]

    /// Makes a graph.
    ///
    /// - Parameters:
    ///   - plan: the plan.
    ///   - registry: the plug-ins.
    ///   - environment: how components reach the world.
    ///   - intersect: connects sources when the plan wants data streams to be intersected.
    /// - Returns: the graph, ready to run.
    /// - Throws: which component cannot be made, or which ports cannot be connected.
    public static func graph(
        _ plan: GraphPlan,
        registry: PluginRegistry,
        environment: GraphEnvironment,
        intersect: Intersection
    ) throws(GraphError) -> Graph {
        var builder = GraphBuilder(plan, Graph(environment: environment))
        do throws(GraphError) {
            try builder.addComponents(registry)
        } catch {
            throw error.inside("The components cannot be made.")
        }
        do throws(GraphError) {
            if plan.intersectsStreams { try builder.connectSources(intersect) }
            try builder.connect()
        } catch {
            throw error.inside("The components cannot be connected.")
        }
        return builder.graph
    }

    private init(_ plan: GraphPlan, _ graph: Graph) {
        self.plan = plan
        rules = Dictionary(grouping: plan.connections, by: \.upstream)
        self.graph = graph
    }

    private mutating func addComponents(_ registry: PluginRegistry) throws(GraphError) {
        for component in plan.components {
            nodes[component.name] = try graph.add(
                try registry.componentClass(component.className),
                name: component.name,
                parameters: component.parameters
            )
        }
    }

    private func connectSources(_ intersect: Intersection) throws(GraphError) {
        for component in plan.components(.source) {
            guard let node = nodes[component.name],
                let rule = rules[component.name]?.first,
                let target = nodes[rule.downstream]
            else { continue }
            try intersect(component, node, target, graph)
        }
    }

    /// Connects until nothing changes, for a connection can bring further output ports.
    private func connect() throws(GraphError) {
        var isChanged = true
        while isChanged {
            isChanged = false
            for node in graph.nodes where nodes[graph.name(of: node)] == node {
                for port in graph.outputPorts(of: node) where !graph.isConnected(port) {
                    try connect(port)
                    isChanged = true
                }
            }
        }
    }

    private func connect(_ port: Graph.Port) throws(GraphError) {
        let name = graph.name(of: port.node)
        var reason: GraphError?
        for rule in rules[name] ?? [] where rule.upstreamPort.matches(port.name) {
            guard let target = nodes[rule.downstream] else { continue }
            let input = graph.firstFreePort(of: target) { rule.downstreamPort.matches($0.name) }
            if let input {
                try graph.connect(port, to: input)
                return
            }
            reason =
                reason
                ?? .usage(
                    "Component `\(rule.downstream)` has no free input port for connection"
                        + " `\(rule.text)`."
                )
        }
        let failure = reason ?? .usage("No connection is about this port.")
        throw failure.inside(
            "The output port `\(port.name)` of component `\(name)` cannot be connected."
        )
    }
}
