// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
public import SystemCalls
public import TraceGraph
internal import TraceModel

/// Traces in folders that go through a muxer right into a sink, processed on all CPUs.
///
/// The output is that of a graph with the same components.
public struct DirectConversion {
    private enum Sink {
        case pretty(PrettyOptions)
        case dummy
        case counter(MessageCounter)
        case traces(CTFSinkOptions)
    }

    private let traces: [CTFTrace]
    private let actors: [String]
    private let sink: Sink
    /// The range of time that is printed; nil for all.
    private let trimmedView: TextView?

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
        var clocks = ClockCorrelation()
        do throws(GraphError) {
            for source in sources {
                guard source.className == CTFComponent.className else { return nil }
                try source.parameters.check(
                    CTFComponent.componentClass.parameters,
                    actor: source.actor
                )
                let opened = try CTFComponent.open(source.parameters, actor: source.actor)
                for port in opened.ports {
                    try clocks.check(
                        Message(.streamBeginning, stream: port.stream),
                        actor: source.actor
                    )
                }
                var trace = opened.trace
                trace.givenName = opened.traceName
                traces.append(trace)
            }
            trimmedView = try Self.trimmedView(trimmer, traces, kind)
            if trimmer != nil && trimmedView == nil { return nil }
        } catch {
            return nil
        }
        self.traces = traces
        actors = sources.map(\.actor)
    }

    private static func trimmedView(
        _ trimmer: ComponentContext?,
        _ traces: [CTFTrace],
        _ kind: Sink
    ) throws(GraphError) -> TextView? {
        guard let trimmer, case .pretty(let options) = kind else { return nil }
        try trimmer.parameters.check(
            TrimmerComponent.componentClass.parameters,
            actor: trimmer.actor
        )
        let range = try TrimmerComponent.range(trimmer)
        return try TextView(traces, options: options).trimmed {
            beginning throws(GraphError) in
            try range.limits(after: beginning, actor: trimmer.actor)
        }
    }

    private static func kind(_ sink: ComponentContext) -> Sink? {
        let parameters = sink.parameters
        do throws(GraphError) {
            switch sink.className {
            case PrettyComponent.className where parameters["path"] == nil:
                try parameters.check(PrettyOptions.parameters, actor: sink.actor)
                let isTerminal =
                    FileDescriptor.isTerminal(1) && Environment.value("TERM") != "dumb"
                return .pretty(PrettyOptions(parameters, isTerminal: isTerminal))
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
        var damages: [CTFError] = []
        switch sink {
        case .pretty(let options):
            let view = trimmedView ?? TextView(traces, options: options)
            damages =
                view.run(
                    output: { text, range in !interruption.isSet && output(text, range) },
                    warn: environment.warn
                ).damages
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
                _ = environment.output(Array(line.utf8))
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
