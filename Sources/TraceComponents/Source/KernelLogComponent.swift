// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// The component class `source.text.dmesg`: the kernel's log as events.
public final class KernelLogComponent: SourceComponent {
    /// The name of the class.
    public static let className = ComponentClassName(.source, "text", "dmesg")

    /// The class.
    public static let componentClass = ComponentClass(
        className,
        summary: "Read the kernel's log, as dmesg prints it, from a file or standard input.",
        help: """
            Each line that is not empty is an event "string" with the field "str". When the first
            line has a time such as "[   12.500000]", all events have times.
            """,
        parameters: [
            ParameterDescription(
                "path",
                .string,
                summary: "The file; standard input without."
            ),
            ParameterDescription(
                "no-extract-timestamp",
                .boolean,
                summary: "Whether times stay parts of the text."
            ),
        ],
        factory: { context throws(GraphError) in KernelLogComponent(context) }
    )

    private let context: ComponentContext
    /// The name of the only output port.
    public let outputPorts = ["out"]

    init(_ context: ComponentContext) { self.context = context }

    /// Begins to read the lines.
    public func makeIterator(port: String) throws(GraphError) -> any MessageIterator {
        KernelLogIterator(
            path: context.parameters.string("path"),
            extractsTime: !(context.parameters.boolean("no-extract-timestamp") ?? false),
            actor: context.actor
        )
    }
}
