// SPDX-License-Identifier: Apache-2.0

internal import Bytes
public import TraceGraph

/// The component class `sink.utils.counter`: how many messages of each kind there are.
public final class CounterComponent: SinkComponent {
    /// The name of the class.
    public static let className = ComponentClassName(.sink, "utils", "counter")

    /// The class.
    public static let componentClass = ComponentClass(
        className,
        summary: "Count messages and print the counts.",
        parameters: [
            ParameterDescription(
                "step",
                .unsigned,
                summary: "After how many messages to print; 0 only at the end; else 10,000."
            ),
            ParameterDescription(
                "hide-zero",
                .boolean,
                summary: "Whether kinds without messages are left out."
            ),
        ],
        factory: { context throws(GraphError) in CounterComponent(context) }
    )

    private static let messagesPerStep = 1_024
    private let environment: GraphEnvironment
    private var counter: MessageCounter
    private var upstream: (any MessageIterator)?
    /// The name of the only input port.
    public let inputPorts = ["in"]

    init(_ context: ComponentContext) {
        environment = context.environment
        counter = MessageCounter(
            step: context.parameters.unsigned("step") ?? MessageCounter.defaultStep,
            hidesZero: context.parameters.boolean("hide-zero") ?? false
        )
    }

    /// Begins to read.
    public func configure(_ inputs: ComponentInputs) throws(GraphError) {
        upstream = try inputs.makeIterator("in")
    }

    /// Counts some messages.
    ///
    /// What was counted before a failure is printed too.
    public func consume() throws(GraphError) -> Bool {
        var text = TextBuffer()
        do throws(GraphError) {
            for _ in 0..<Self.messagesPerStep {
                guard let message = try upstream?.next() else {
                    counter.finish(into: &text)
                    _ = write(text)
                    return false
                }
                counter.count(message.kind, into: &text)
            }
        } catch {
            if error.kind == .failure { counter.finish(into: &text) }
            _ = write(text)
            throw error
        }
        return write(text)
    }

    private func write(_ text: borrowing TextBuffer) -> Bool {
        text.count == 0 || environment.output(text.bytes())
    }
}
