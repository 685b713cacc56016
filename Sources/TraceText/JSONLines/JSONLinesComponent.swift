// SPDX-License-Identifier: Apache-2.0

internal import Bytes
public import TraceGraph

/// The component class `sink.text.json-lines`: one JSON object a line for each event record.
public enum JSONLinesComponent {
    /// The name of the class.
    public static let className = ComponentClassName(.sink, "text", "json-lines")

    /// The class.
    public static let componentClass = ComponentClass(
        className,
        summary: "Print events, data streams and losses as JSON objects, one a line.",
        parameters: [
            TextSinkComponent.pathParameter,
            ParameterDescription("header", .boolean, summary: "Begin with a line on the format."),
            ParameterDescription("streams", .boolean, summary: "Describe each data stream."),
            ParameterDescription("utc", .boolean, summary: "Write times also as dates."),
            ParameterDescription("contexts", .boolean, summary: "Write the contexts."),
            ParameterDescription(
                "times",
                .choice(["text", "number"]),
                summary: "Write times in quotes, which keep every digit, or as numbers."
            ),
        ],
        factory: { context throws(GraphError) in
            try TextSinkComponent(context) { _ in
                JSONLinesPrinter(JSONLinesOptions(context.parameters))
            }
        }
    )
}

extension JSONLinesPrinter: MessagePrinter {
    mutating func take(_ message: Message, into text: inout TextBuffer) -> String? {
        print(message, into: &text)
        return nil
    }

    /// Output without messages has a beginning all the same.
    mutating func finish(into text: inout TextBuffer) { start(into: &text) }
}

extension JSONLinesOptions {
    /// Reads parameters that were checked.
    package init(_ parameters: Parameters) {
        self.init()
        writesHeader = parameters.boolean("header") ?? writesHeader
        writesStreams = parameters.boolean("streams") ?? writesStreams
        writesUTC = parameters.boolean("utc") ?? writesUTC
        writesTimesAsNumbers = parameters.string("times") == "number"
        writesContexts = parameters.boolean("contexts") ?? writesContexts
    }
}
