// SPDX-License-Identifier: Apache-2.0

internal import TraceGraph

/// Checks that the connections of a graph can work, before any component is made.
enum ConnectionCheck {
    /// Checks a graph.
    ///
    /// - Throws: what is missing or cannot be connected.
    static func check(_ plan: GraphPlan) throws(GraphError) {
        guard !plan.components(.source).isEmpty else {
            throw .usage("The graph has no source, so nothing would be read.")
        }
        guard !plan.components(.sink).isEmpty else {
            throw .usage("The graph has no sink, so nothing would be read.")
        }
        for rule in plan.connections { try check(rule, plan) }
        for component in plan.components {
            let isUsed = plan.connections.contains { rule in
                rule.upstream == component.name || rule.downstream == component.name
            }
            guard isUsed else {
                throw .usage("Component `\(component.name)` is not connected.")
            }
        }
        try checkCircles(plan)
    }

    private static func check(_ rule: ConnectionRule, _ plan: GraphPlan) throws(GraphError) {
        guard let upstream = plan.components.first(where: { $0.name == rule.upstream }) else {
            throw .usage("Connection `\(rule.text)`: there is no component `\(rule.upstream)`.")
        }
        guard let downstream = plan.components.first(where: { $0.name == rule.downstream }) else {
            throw .usage(
                "Connection `\(rule.text)`: there is no component `\(rule.downstream)`."
            )
        }
        guard upstream.className.type != .sink else {
            throw .usage("Connection `\(rule.text)`: the sink `\(upstream.name)` gives nothing.")
        }
        guard downstream.className.type != .source else {
            throw .usage(
                "Connection `\(rule.text)`: the source `\(downstream.name)` takes nothing."
            )
        }
    }

    /// Takes components away that nothing flows into; what stays is in a circle or behind one.
    private static func checkCircles(_ plan: GraphPlan) throws(GraphError) {
        var open = Set(plan.components.map(\.name))
        while true {
            let free = open.filter { name in
                !plan.connections.contains { $0.downstream == name && open.contains($0.upstream) }
            }
            if free.isEmpty { break }
            open.subtract(free)
        }
        guard let name = plan.components.first(where: { open.contains($0.name) })?.name else {
            return
        }
        throw .usage("The connections of component `\(name)` go in a circle.")
    }
}
