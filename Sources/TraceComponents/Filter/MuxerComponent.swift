// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// The component class `filter.utils.muxer`: messages of several inputs in the order of time.
public final class MuxerComponent: FilterComponent {
    /// The name of the class.
    public static let className = ComponentClassName(.filter, "utils", "muxer")

    /// The class.
    public static let componentClass = ComponentClass(
        className,
        summary: "Merge the messages of several inputs by time.",
        help: """
            The input ports are in0, in1 and so on: a new one appears when the last is connected.
            The output port is out.
            """,
        factory: { context throws(GraphError) in MuxerComponent(context) }
    )

    private let actor: String
    private let environment: GraphEnvironment
    /// The names of the input ports; the last one is free.
    public private(set) var inputPorts = ["in0"]
    /// The name of the only output port.
    public let outputPorts = ["out"]

    init(_ context: ComponentContext) {
        actor = context.actor
        environment = context.environment
    }

    /// Adds an input port when the last one was connected.
    public func inputPortConnected(_ port: String) throws(GraphError) {
        if port == inputPorts.last { inputPorts.append("in\(inputPorts.count)") }
    }

    /// Begins to merge.
    public func makeIterator(
        port: String,
        inputs: ComponentInputs
    ) throws(GraphError) -> any MessageIterator {
        var iterators: [any MessageIterator] = []
        for port in inputs.connectedPorts { iterators.append(try inputs.makeIterator(port)) }
        return MessageMuxer(iterators, actor: actor, warn: environment.warn)
    }
}
