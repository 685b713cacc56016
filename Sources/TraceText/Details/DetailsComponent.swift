// SPDX-License-Identifier: Apache-2.0

internal import Bytes
public import TraceGraph

/// The component class `sink.text.details`: everything about each message.
public enum DetailsComponent {
    /// The name of the class.
    public static let className = ComponentClassName(.sink, "text", "details")

    /// The class.
    public static let componentClass = ComponentClass(
        className,
        summary: "Print messages with all their details.",
        parameters: [TextSinkComponent.colorParameter, TextSinkComponent.pathParameter]
            + DetailsOptions.switches.map {
                ParameterDescription($0.name, .boolean, summary: $0.summary)
            },
        factory: { context throws(GraphError) in
            try TextSinkComponent(context) { isTerminal in
                DetailsPrinter(DetailsOptions(context.parameters, isTerminal: isTerminal))
            }
        }
    )
}

extension DetailsPrinter: MessagePrinter {
    mutating func take(_ message: Message, into text: inout TextBuffer) -> String? {
        print(message, into: &text)
        return nil
    }
}

extension DetailsOptions {
    /// The parameters which are true or false.
    static let switches: [(name: String, summary: String)] = [
        ("compact", "Print one line for each message."),
        ("with-data", "Print messages."),
        ("with-metadata", "Print classes."),
        ("with-stream-class-name", "Print the names of data stream classes."),
        ("with-stream-name", "Print the names of data streams."),
        ("with-time", "Print times."),
        ("with-trace-name", "Print the names of traces."),
        ("with-uuid", "Print UUIDs."),
    ]

    /// Reads parameters that were checked.
    package init(_ parameters: Parameters, isTerminal: Bool) {
        self.init()
        isColored = TerminalColors.isColored(parameters.string("color"), isTerminal: isTerminal)
        usesBrightCodes = TerminalColors.usesBrightCodes
        isCompact = parameters.boolean("compact") ?? isCompact
        showsData = parameters.boolean("with-data") ?? showsData
        showsMetadata = parameters.boolean("with-metadata") ?? showsMetadata
        showsStreamClassName =
            parameters.boolean("with-stream-class-name") ?? showsStreamClassName
        showsStreamName = parameters.boolean("with-stream-name") ?? showsStreamName
        showsTime = parameters.boolean("with-time") ?? showsTime
        showsTraceName = parameters.boolean("with-trace-name") ?? showsTraceName
        showsUUID = parameters.boolean("with-uuid") ?? showsUUID
    }
}
