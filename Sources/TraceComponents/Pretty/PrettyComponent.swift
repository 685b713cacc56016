// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls
public import TraceGraph

/// The component class `sink.text.pretty`: a line of text for each event record.
public final class PrettyComponent: SinkComponent {
    /// The name of the class.
    public static let className = ComponentClassName(.sink, "text", "pretty")

    /// The class.
    public static let componentClass = ComponentClass(
        className,
        summary: "Print a line of text for each event.",
        parameters: PrettyOptions.parameters,
        factory: { context throws(GraphError) in try PrettyComponent(context) }
    )

    private static let messagesPerStep = 1_024
    private static let flushBytes = 64 << 10
    private let environment: GraphEnvironment
    private let destination: TextDestination
    private var printer: PrettyMessagePrinter
    private var text = TextBuffer(capacity: 128 << 10)
    private var upstream: (any MessageIterator)?
    /// The name of the only input port.
    public let inputPorts = ["in"]

    init(_ context: ComponentContext) throws(GraphError) {
        environment = context.environment
        destination = try TextDestination(
            path: context.parameters.string("path"),
            context: context
        )
        printer = PrettyMessagePrinter(
            PrettyOptions(context.parameters, isTerminal: destination.isTerminal)
        )
    }

    /// Begins to read.
    public func configure(_ inputs: ComponentInputs) throws(GraphError) {
        upstream = try inputs.makeIterator("in")
    }

    /// Prints some messages.
    ///
    /// What was printed before a failure is written too.
    public func consume() throws(GraphError) -> Bool {
        do throws(GraphError) {
            for _ in 0..<Self.messagesPerStep {
                guard let message = try upstream?.next() else {
                    _ = flush()
                    return false
                }
                if let warning = printer.print(message, into: &text) {
                    environment.warn(warning)
                }
            }
        } catch {
            _ = flush()
            throw error
        }
        return text.count < Self.flushBytes || flush()
    }

    private func flush() -> Bool {
        defer { text.removeAll() }
        return destination.write(text)
    }
}
