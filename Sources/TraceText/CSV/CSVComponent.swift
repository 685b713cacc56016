// SPDX-License-Identifier: Apache-2.0

internal import Bytes
public import TraceGraph

/// The component class `sink.text.csv`: a row for each event record, or for each of its values.
public enum CSVComponent {
    /// The name of the class.
    public static let className = ComponentClassName(.sink, "text", "csv")

    /// The class.
    public static let componentClass = ComponentClass(
        className,
        summary: "Print events as rows of comma-separated values.",
        parameters: [
            TextSinkComponent.pathParameter,
            ParameterDescription(
                "form",
                .choice(["wide", "long"]),
                summary: "A row for each event with a column for each field, or one for each value."
            ),
            ParameterDescription(
                "columns",
                .strings,
                summary: "The fields of the wide form; without it, all that data streams have."
            ),
            ParameterDescription("header", .boolean, summary: "Begin with the names of columns."),
            ParameterDescription("utc", .boolean, summary: "Write times also as text."),
            ParameterDescription("labels", .boolean, summary: "Write labels of enumerations."),
        ],
        factory: { context throws(GraphError) in
            try TextSinkComponent(context) { _ in
                WaitingCSVPrinter(CSVOptions(context.parameters))
            }
        }
    )
}

/// Waits until the data streams are known whose fields become columns.
private struct WaitingCSVPrinter: MessagePrinter {
    private let options: CSVOptions
    private var printer: CSVPrinter?
    private var waiting: [Message] = []

    init(_ options: CSVOptions) { self.options = options }

    mutating func take(_ message: Message, into text: inout TextBuffer) -> String? {
        if printer == nil && message.kind != .event {
            waiting.append(message)
            return nil
        }
        begin(into: &text)
        printer?.print(message, into: &text)
        return nil
    }

    mutating func finish(into text: inout TextBuffer) { begin(into: &text) }

    private mutating func begin(into text: inout TextBuffer) {
        guard printer == nil else { return }
        var printer = CSVPrinter(options, streams: waiting.compactMap(\.stream))
        printer.start(into: &text)
        for message in waiting { printer.print(message, into: &text) }
        waiting = []
        self.printer = printer
    }
}

extension CSVOptions {
    /// Reads parameters that were checked.
    package init(_ parameters: Parameters) {
        self.init()
        form =
            parameters.string("form") == "long"
            ? .long : .wide(columns: parameters.strings("columns"))
        writesHeader = parameters.boolean("header") ?? writesHeader
        writesUTC = parameters.boolean("utc") ?? writesUTC
        writesLabels = parameters.boolean("labels") ?? writesLabels
    }
}
