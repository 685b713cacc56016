// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
public import TraceGraph
internal import TraceModel

/// The component class `source.ctf.fs`: a trace in folders.
public final class CTFComponent: SourceComponent {
    /// The name of the class.
    public static let className = ComponentClassName(.source, "ctf", "fs")

    /// The class.
    public static let componentClass = ComponentClass(
        className,
        summary: "Read a CTF trace from one or more folders.",
        help: """
            Each folder of "inputs" directly holds a file "metadata". Several folders make one
            trace, and must have the same UUID or, in CTF 2, the same identity. There is an output port for each data stream.
            """,
        parameters: [
            ParameterDescription(
                "inputs",
                .strings,
                isMandatory: true,
                summary: "The folders, which directly hold a metadata file."
            ),
            ParameterDescription(
                "clock-class-offset-s",
                .signed,
                summary: "Seconds to add to the offset of all clocks."
            ),
            ParameterDescription(
                "clock-class-offset-ns",
                .signed,
                summary: "Nanoseconds to add to the offset of all clocks."
            ),
            ParameterDescription(
                "force-clock-class-origin-unix-epoch",
                .boolean,
                summary: "Whether all clocks count from the Unix epoch."
            ),
            ParameterDescription(
                "trace-name",
                .string,
                summary: "What the trace is called, after the name of the host."
            ),
        ],
        query: { object, context throws(GraphError) in
            try CTFQuery(context).answer(object)
        },
        factory: { context throws(GraphError) in try CTFComponent(context) }
    )

    private let source: CTFSource
    private let actor: String

    init(_ context: ComponentContext) throws(GraphError) {
        actor = context.actor
        source = try Self.open(context.parameters, actor: actor)
        for warning in source.trace.warnings { context.environment.warn("plume: \(warning)") }
    }

    /// Opens the trace that parameters describe.
    package static func open(
        _ parameters: Parameters,
        actor: String
    ) throws(GraphError) -> CTFSource {
        let inputs = parameters.strings("inputs") ?? []
        guard !inputs.isEmpty else {
            throw GraphError(actor: actor, "Parameter \"inputs\" is empty: name a folder.")
        }
        var options = CTFSource.Options()
        options.clockOffsetSeconds = parameters.signed("clock-class-offset-s") ?? 0
        options.clockOffsetNanoseconds = parameters.signed("clock-class-offset-ns") ?? 0
        options.forcesUnixEpoch =
            parameters.boolean("force-clock-class-origin-unix-epoch") ?? false
        options.traceName = parameters.string("trace-name")
        do throws(CTFError) {
            return try CTFSource(paths: inputs, options: options)
        } catch {
            throw GraphError(actor: actor, error.description)
        }
    }

    /// One port for each data stream, and one for each file that cannot be read at all.
    public var outputPorts: [String] { source.ports.map(\.name) + failurePorts }

    private var failurePorts: [String] {
        source.trace.failures.map { "\(source.tracePart) | \($0.path)" }
    }

    /// Begins to read a data stream.
    public func makeIterator(port: String) throws(GraphError) -> any MessageIterator {
        if let found = source.ports.first(where: { $0.name == port }) {
            return source.makeIterator(found, actor: actor)
        }
        if let index = failurePorts.firstIndex(of: port) {
            let failure = source.trace.failures[index]
            return FailingIterator(GraphError(actor: actor, failure.description))
        }
        throw GraphError(actor: actor, "There is no output port \"\(port)\".")
    }
}

/// A message iterator without messages, because of a failure.
final class FailingIterator: MessageIterator {
    private let failure: GraphError

    init(_ failure: GraphError) { self.failure = failure }

    func next() throws(GraphError) -> Message? { throw failure }

    var canSeekToBeginning: Bool { true }

    func seekToBeginning() throws(GraphError) {}
}
