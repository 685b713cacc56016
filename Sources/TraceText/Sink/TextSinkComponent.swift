// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import SystemCalls
internal import TraceGraph

/// A sink that prints messages: `sink.text.pretty`, `sink.text.details` and their family.
final class TextSinkComponent: SinkComponent {
    /// The parameter that all text sinks have.
    static let pathParameter = ParameterDescription(
        "path",
        .string,
        summary: "The file to write; without it, standard output."
    )
    /// The parameter of text sinks that can colour.
    static let colorParameter = ParameterDescription(
        "color",
        .choice(["never", "auto", "always"]),
        summary: "Whether to use the colours of a terminal."
    )

    private static let messagesPerStep = 1_024
    private static let flushBytes = 64 << 10
    private let environment: GraphEnvironment
    private let destination: TextDestination
    private var printer: any MessagePrinter
    private var text = TextBuffer(capacity: 128 << 10)
    private var upstream: (any MessageIterator)?
    /// The name of the only input port.
    let inputPorts = ["in"]

    /// Makes a sink.
    ///
    /// - Parameters:
    ///   - context: the context of the component.
    ///   - makePrinter: makes the printer, given whether the text goes to a terminal.
    /// - Throws: why the file that `path` names cannot be written.
    init(
        _ context: ComponentContext,
        _ makePrinter: (_ isTerminal: Bool) -> any MessagePrinter
    ) throws(GraphError) {
        environment = context.environment
        destination = try TextDestination(
            path: context.parameters.string("path"),
            context: context
        )
        printer = makePrinter(destination.isTerminal)
    }

    /// Begins to read.
    func configure(_ inputs: ComponentInputs) throws(GraphError) {
        upstream = try inputs.makeIterator("in")
    }

    /// Prints some messages.
    ///
    /// What was printed before a failure is written too.
    func consume() throws(GraphError) -> Bool {
        do throws(GraphError) {
            for _ in 0..<Self.messagesPerStep {
                guard let message = try upstream?.next() else {
                    printer.finish(into: &text)
                    _ = try flush()
                    return false
                }
                if let warning = printer.take(message, into: &text) { environment.warn(warning) }
            }
        } catch {
            // Of the two, the first is what the user has to know.
            _ = try? flush()
            throw error
        }
        guard text.count >= Self.flushBytes else { return true }
        return try flush()
    }

    private func flush() throws(GraphError) -> Bool {
        defer { text.removeAll() }
        return try destination.write(text)
    }
}
