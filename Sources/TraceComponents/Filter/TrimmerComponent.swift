// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// The component class `filter.utils.trimmer`: what happened in a range of time.
public final class TrimmerComponent: FilterComponent {
    /// The name of the class.
    public static let className = ComponentClassName(.filter, "utils", "trimmer")

    /// The class.
    public static let componentClass = ComponentClass(
        className,
        summary: "Keep the messages of a range of time.",
        help: """
            A time is a date and time of day as "2026-11-23 15:45:01.25", a time of day as
            "15:45:01.25" on the date of the first message, or seconds from the clock's origin as
            "1795448701.25". Both limits belong to the range.
            """,
        parameters: [
            ParameterDescription(
                "begin",
                .string,
                .signed,
                summary: "The first time that is kept, as text or in seconds."
            ),
            ParameterDescription(
                "end",
                .string,
                .signed,
                summary: "The last time that is kept, as text or in seconds."
            ),
            ParameterDescription(
                "gmt",
                .boolean,
                summary: "Whether dates and times of day are in UTC; else they are local."
            ),
        ],
        factory: { context throws(GraphError) in try TrimmerComponent(context) }
    )

    private let range: MessageTrimmer.Range
    private let actor: String
    /// The name of the only input port.
    public let inputPorts = ["in"]
    /// The name of the only output port.
    public let outputPorts = ["out"]

    init(_ context: ComponentContext) throws(GraphError) {
        actor = context.actor
        range = try Self.range(context)
    }

    /// The range that checked parameters tell.
    ///
    /// - Throws: what is wrong with its limits.
    package static func range(
        _ context: ComponentContext
    ) throws(GraphError) -> MessageTrimmer.Range {
        let range = MessageTrimmer.Range(
            begin: try time("begin", context),
            end: try time("end", context),
            isUTC: context.parameters.boolean("gmt") ?? false
        )
        try range.check(actor: context.actor)
        return range
    }

    private static func time(
        _ name: String,
        _ context: ComponentContext
    ) throws(GraphError) -> TimeArgument? {
        if let text = context.parameters.string(name) {
            return try TimeArgument(parsing: text, actor: context.actor)
        }
        guard let seconds = context.parameters.signed(name) else { return nil }
        return try TimeArgument(parsing: "\(seconds)", actor: context.actor)
    }

    /// Begins to trim.
    public func makeIterator(
        port: String,
        inputs: ComponentInputs
    ) throws(GraphError) -> any MessageIterator {
        MessageTrimmer(try inputs.makeIterator("in"), range, actor: actor)
    }
}
