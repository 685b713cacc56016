// SPDX-License-Identifier: Apache-2.0

internal import Bytes
public import TraceGraph

/// The component class `sink.text.pretty`: a line of text for each event record.
public enum PrettyComponent {
    /// The name of the class.
    public static let className = ComponentClassName(.sink, "text", "pretty")

    /// The class.
    public static let componentClass = ComponentClass(
        className,
        summary: "Print a line of text for each event.",
        parameters: PrettyOptions.parameters,
        factory: { context throws(GraphError) in
            try TextSinkComponent(context) { isTerminal in
                PrettyMessagePrinter(PrettyOptions(context.parameters, isTerminal: isTerminal))
            }
        }
    )
}

extension PrettyMessagePrinter: MessagePrinter {
    mutating func take(_ message: Message, into text: inout TextBuffer) -> String? {
        print(message, into: &text)
    }
}
