// SPDX-License-Identifier: Apache-2.0

public import Bytes
internal import CTFReader
internal import SystemCalls
internal import TraceComponents
public import TraceGraph
internal import TraceModel
internal import TraceText

/// Traces in folders that go through a muxer right into a sink, processed on all CPUs.
///
/// The output is that of a graph with the same components.
public struct DirectConversion {
    private enum Sink {
        case pretty(PrettyOptions)
        case json(JSONLinesOptions)
        case csv(CSVOptions)
        case details(DetailsOptions)
        case dummy
        case counter(MessageCounter)
        case traces(CTFSinkOptions)

        /// Whether the parameter `path` is a file for text.
        var isText: Bool {
            switch self {
            case .pretty, .json, .csv, .details: true
            default: false
            }
        }

        /// Whether losses and data streams stand between the event records.
        var isData: Bool {
            switch self {
            case .json, .csv: true
            default: false
            }
        }
    }

    private let traces: [CTFTrace]
    private let sources: [CTFSource]
    private let actors: [String]
    private let sink: Sink
    /// The range of time that is printed; nil for all.
    private let trimmedView: TextView?
    /// The file that text goes to; nil for the output of the graph.
    private let destination: TextDestination?

    /// Opens the traces; nil when only a graph can do it, or say what is wrong.
    ///
    /// - Parameters:
    ///   - sources: the components, all of class `source.ctf.fs`.
    ///   - trimmer: the component between muxer and sink; nil without one.
    ///   - sink: the component that takes the messages.
    public init?(
        sources: [ComponentContext],
        trimmer: ComponentContext? = nil,
        sink: ComponentContext
    ) {
        guard let kind = Self.kind(sink), !sources.isEmpty else { return nil }
        self.sink = kind
        var traces: [CTFTrace] = []
        var opened: [CTFSource] = []
        var clocks = ClockCorrelation()
        do throws(GraphError) {
            for source in sources {
                guard source.className == CTFComponent.className else { return nil }
                try source.parameters.check(
                    CTFComponent.componentClass.parameters,
                    actor: source.actor
                )
                let found = try CTFComponent.open(source.parameters, actor: source.actor)
                for port in found.ports {
                    try clocks.check(
                        Message(.streamBeginning, stream: port.stream),
                        actor: source.actor
                    )
                }
                var trace = found.trace
                trace.givenName = found.traceName
                traces.append(trace)
                opened.append(found)
            }
            if kind.isData && !TextView.isOrderedByTime(opened) { return nil }
            if case .details(let options) = kind {
                guard trimmer == nil, TextView(opened, details: options) != nil else { return nil }
            }
            trimmedView = try Self.trimmedView(trimmer, Self.view(kind, traces, opened))
            if trimmer != nil && trimmedView == nil { return nil }
            destination = try sink.parameters.string("path").flatMap { path throws(GraphError) in
                kind.isText ? try TextDestination(path: path, context: sink) : nil
            }
        } catch {
            return nil
        }
        self.traces = traces
        self.sources = opened
        actors = sources.map(\.actor)
    }

    private static func view(
        _ kind: Sink,
        _ traces: [CTFTrace],
        _ sources: [CTFSource]
    ) -> TextView? {
        switch kind {
        case .pretty(let options): TextView(traces, options: options)
        case .json(let options): TextView(sources, json: options)
        case .csv(let options): TextView(sources, csv: options)
        case .details(let options): TextView(sources, details: options)
        case .dummy, .counter, .traces: nil
        }
    }

    private static func trimmedView(
        _ trimmer: ComponentContext?,
        _ view: TextView?
    ) throws(GraphError) -> TextView? {
        guard let trimmer, let view else { return nil }
        try trimmer.parameters.check(
            TrimmerComponent.componentClass.parameters,
            actor: trimmer.actor
        )
        let range = try TrimmerComponent.range(trimmer)
        return try view.trimmed {
            beginning throws(GraphError) in
            try range.limits(after: beginning, actor: trimmer.actor)
        }
    }

    private static func kind(_ sink: ComponentContext) -> Sink? {
        let parameters = sink.parameters
        do throws(GraphError) {
            switch sink.className {
            case PrettyComponent.className:
                try parameters.check(PrettyOptions.parameters, actor: sink.actor)
                return .pretty(
                    PrettyOptions(parameters, isTerminal: Self.isTerminal(parameters))
                )
            case JSONLinesComponent.className:
                try parameters.check(
                    JSONLinesComponent.componentClass.parameters,
                    actor: sink.actor
                )
                return .json(JSONLinesOptions(parameters))
            case CSVComponent.className:
                try parameters.check(CSVComponent.componentClass.parameters, actor: sink.actor)
                return .csv(CSVOptions(parameters))
            case DetailsComponent.className:
                try parameters.check(DetailsComponent.componentClass.parameters, actor: sink.actor)
                return .details(
                    DetailsOptions(parameters, isTerminal: Self.isTerminal(parameters))
                )
            case DummyComponent.className where parameters.values.isEmpty: return .dummy
            case CounterComponent.className where parameters.unsigned("step") == 0:
                try parameters.check(
                    CounterComponent.componentClass.parameters,
                    actor: sink.actor
                )
                return .counter(
                    MessageCounter(step: 0, hidesZero: parameters.boolean("hide-zero") ?? false)
                )
            case CTFSinkComponent.className:
                try parameters.check(
                    CTFSinkComponent.componentClass.parameters,
                    actor: sink.actor
                )
                let options = try CTFSinkComponent.options(parameters, actor: sink.actor)
                return options.assumesSingleTrace ? nil : .traces(options)
            default: return nil
            }
        } catch {
            return nil
        }
    }

    /// Whether text with these parameters goes to a terminal that can show colours.
    private static func isTerminal(_ parameters: Parameters) -> Bool {
        parameters["path"] == nil && FileDescriptor.isTerminal(1)
            && Environment.value("TERM") != "dumb"
    }

    /// Processes the traces.
    ///
    /// - Parameters:
    ///   - output: takes text; false when nobody reads on.
    ///   - environment: how warnings reach the world, and when to stop.
    /// - Throws: what is wrong with a trace, after all that is right was processed.
    public func run(
        output: @escaping @Sendable (borrowing TextBuffer, Range<Int>) -> Bool,
        environment: GraphEnvironment
    ) throws(GraphError) {
        let interruption = environment.interruption
        for warning in traces.flatMap(\.warnings) { environment.warn("plume: \(warning)") }
        var damages: [CTFError] = []
        switch sink {
        case .pretty, .json, .csv, .details:
            let view = trimmedView ?? Self.view(sink, traces, sources)
            let output = destination.map { file in file.writeToFile } ?? output
            let result = view?.run(
                output: { text, range in !interruption.isSet && output(text, range) },
                warn: environment.warn
            )
            damages = result?.damages ?? []
            try destination?.check()
        case .dummy: damages = tally(interruption).damages
        case .counter(var counter):
            let tally = tally(interruption)
            damages = tally.damages
            counter.take(tally.counts)
            var text = TextBuffer()
            counter.finish(into: &text)
            if !interruption.isSet { _ = output(text, 0..<text.count) }
        case .traces(let options):
            for trace in traces {
                try interruption.check()
                damages += copy(trace, options, environment)
            }
        }
        try interruption.check()
        try report(traces.flatMap(\.failures) + damages, environment)
    }

    private func tally(_ interruption: Interruption) -> MessageTally {
        MessageTally(traces.flatMap(\.streams)) { interruption.isSet }
    }

    private func copy(
        _ trace: CTFTrace,
        _ options: CTFSinkOptions,
        _ environment: GraphEnvironment
    ) -> [CTFError] {
        do throws(CTFError) {
            let conversion = try TraceConversion(trace, options: options)
            if !options.isQuiet {
                let line = "Created CTF trace `\(conversion.path)`.\n"
                _ = environment.output(ByteText.bytes(line))
            }
            return conversion.streams.compactMap(\.failure)
        } catch {
            return [error]
        }
    }

    /// All problems but the last become warnings.
    private func report(
        _ problems: [CTFError],
        _ environment: GraphEnvironment
    ) throws(GraphError) {
        guard let last = problems.last else { return }
        for problem in problems.dropLast() { environment.warn("\(problem)") }
        let actor = actors.count == 1 ? actors[0] : "\(CTFComponent.className)"
        throw GraphError(actor: actor, last.description)
    }
}
