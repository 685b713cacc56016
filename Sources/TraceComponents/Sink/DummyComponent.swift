// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// The component class `sink.utils.dummy`: takes messages and does nothing with them.
public final class DummyComponent: SinkComponent {
    /// The name of the class.
    public static let className = ComponentClassName(.sink, "utils", "dummy")

    /// The class.
    public static let componentClass = ComponentClass(
        className,
        summary: "Take messages and do nothing with them.",
        factory: { _ throws(GraphError) in DummyComponent() }
    )

    private static let messagesPerStep = 1_024
    private var upstream: (any MessageIterator)?
    /// The name of the only input port.
    public let inputPorts = ["in"]

    /// Begins to read.
    public func configure(_ inputs: ComponentInputs) throws(GraphError) {
        upstream = try inputs.makeIterator("in")
    }

    /// Takes some messages.
    public func consume() throws(GraphError) -> Bool {
        for _ in 0..<Self.messagesPerStep {
            guard try upstream?.next() != nil else { return false }
        }
        return true
    }
}
