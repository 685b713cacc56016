// SPDX-License-Identifier: Apache-2.0

public import ProcessingCommands
internal import TraceComponents
public import TraceGraph

extension DirectConversion {
    /// Chooses this path for a plan; nil when the plan is none of the graphs that most people
    /// need: sources, a muxer, perhaps a trimmer, and one sink.
    ///
    /// - Parameters:
    ///   - plan: the components and their connections.
    ///   - environment: what the components write to and are interrupted by.
    public init?(_ plan: GraphPlan, environment: GraphEnvironment) {
        let sources = plan.components(.source)
        let filters = plan.components(.filter)
        let chain = filters + plan.components(.sink)
        guard !plan.intersectsStreams, chain.count == filters.count + 1,
            (2...3).contains(chain.count),
            chain[0].className == MuxerComponent.className, chain[0].parameters.values.isEmpty,
            plan.connections.count == sources.count + chain.count - 1,
            plan.connect(sources, to: chain[0]),
            zip(chain, chain.dropFirst()).allSatisfy({ plan.connect([$0], to: $1) })
        else { return nil }
        let trimmer = filters.dropFirst().first
        if let trimmer, trimmer.className != TrimmerComponent.className { return nil }
        func context(_ plan: ComponentPlan) -> ComponentContext {
            ComponentContext(
                name: plan.name,
                className: plan.className,
                parameters: plan.parameters,
                environment: environment
            )
        }
        self.init(
            sources: sources.map(context),
            trimmer: trimmer.map(context),
            sink: context(chain[chain.count - 1])
        )
    }
}

extension GraphPlan {
    /// Whether all ports of some components go to another one.
    fileprivate func connect(_ upstream: [ComponentPlan], to downstream: ComponentPlan) -> Bool {
        let rules = connections.filter { rule in
            rule.downstream == downstream.name && rule.upstreamPort == .any
                && rule.downstreamPort == .any
        }
        let names = Set(rules.map(\.upstream))
        return upstream.allSatisfy { names.contains($0.name) }
    }
}
