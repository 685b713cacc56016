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
        let components = Dictionary(
            plan.components.map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for rule in plan.connections { try check(rule, components) }
        let used = Set(plan.connections.flatMap { [$0.upstream, $0.downstream] })
        for component in plan.components where !used.contains(component.name) {
            throw .usage("Component `\(component.name)` is not connected.")
        }
        try checkCircles(plan)
    }

    private static func check(
        _ rule: ConnectionRule,
        _ components: [String: ComponentPlan]
    ) throws(GraphError) {
        guard let upstream = components[rule.upstream] else {
            throw .usage("Connection `\(rule.text)`: there is no component `\(rule.upstream)`.")
        }
        guard let downstream = components[rule.downstream] else {
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
        var rulesInto: [String: Int] = [:]
        for rule in plan.connections { rulesInto[rule.downstream, default: 0] += 1 }
        let rulesFrom = Dictionary(grouping: plan.connections, by: \.upstream)
        var free = plan.components.map(\.name).filter { rulesInto[$0] == nil }
        var taken: Set<String> = []
        while let name = free.popLast() {
            taken.insert(name)
            for rule in rulesFrom[name] ?? [] {
                let left = (rulesInto[rule.downstream] ?? 0) - 1
                rulesInto[rule.downstream] = left
                if left == 0 { free.append(rule.downstream) }
            }
        }
        guard let name = plan.components.first(where: { !taken.contains($0.name) })?.name else {
            return
        }
        throw .usage("The connections of component `\(name)` go in a circle.")
    }
}
