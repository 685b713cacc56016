// SPDX-License-Identifier: Apache-2.0

internal import TraceGraph

/// Says with the arguments of `plume run` what those of `plume convert` mean.
struct RunArgumentWriter {
    private let given: ConvertArguments
    private var names = UniqueNames()
    private var arguments: [String] = []
    private var sources: [String] = []
    private var filters: [String] = []
    private var sinks: [String] = []

    init(_ given: ConvertArguments) {
        self.given = given
        for component in given.explicit { _ = names.take(component.name) }
    }

    mutating func write(_ found: [DiscoveredSource]) throws(GraphError) -> [String] {
        if let duration = given.retryDuration { arguments += ["--retry-duration", duration] }
        var explicitFilters: [String] = []
        for component in given.explicit {
            arguments += ["--component", Self.text(component.name, component.classText)]
            arguments += component.extra
            switch component.className.type {
            case .source: sources.append(component.name)
            case .filter: explicitFilters.append(component.name)
            case .sink: sinks.append(component.name)
            }
        }
        try addSources(found)
        addSink()
        guard !sources.isEmpty else {
            throw .usage("There is no source: give the path of a trace, or a source component.")
        }
        guard sinks.count == 1 else {
            throw .usage("There are \(sinks.count) sinks; only one can be used.")
        }
        filters.append(add("muxer", "filter.utils.muxer", []))
        if given.trimmer.isWanted {
            filters.append(add("trimmer", "filter.utils.trimmer", given.trimmer.arguments))
        }
        if given.debugInfo.isWanted {
            filters.append(
                add("debug-info", "filter.lttng-utils.debug-info", given.debugInfo.arguments)
            )
        }
        connect(sources.map { ($0, filters[0]) })
        let chain = filters + explicitFilters + sinks
        connect(Array(zip(chain, chain.dropFirst())))
        return arguments
    }

    private mutating func addSources(_ found: [DiscoveredSource]) throws(GraphError) {
        if given.inputFormat == .live, let input = given.inputs.first {
            let name = add(
                "lttng-live",
                "source.ctf.lttng-live",
                Self.arguments([input])
                    + ["--params", Self.inputs([input.text])]
                    + ["--params", "session-not-found-action=\"end\""]
            )
            sources.append(name)
        }
        let files = ComponentClassName(.source, "ctf", "fs")
        if let option = given.clockOption, !found.contains(where: { $0.className == files }) {
            throw .usage("`\(option)` is for source.ctf.fs, but no path is read by it.")
        }
        for source in found {
            var extra = source.className == files ? given.clock.arguments : []
            let origins = source.origins.filter { given.inputs.indices.contains($0) }
            extra += Self.arguments(origins.map { given.inputs[$0] })
            if let name = traceName(of: source) {
                extra += ["--params", "trace-name=\(ParameterText.quoted(name))"]
            }
            extra += ["--params", Self.inputs(source.inputs)]
            let (plugin, name) = (source.className.plugin, source.className.name)
            sources.append(
                add("auto-disc-source-\(plugin)-\(name)", "\(source.className)", extra)
            )
        }
    }

    private mutating func addSink() {
        var format = given.outputFormat
        if given.text.isWanted && format == nil { format = .text }
        if format == nil && sinks.isEmpty { format = .text }
        guard let format, let (name, className) = format.sink else { return }
        var implicit = format == .text ? given.text : ConvertArguments.Implicit()
        if format == .text && given.general.isVerbose { implicit.parameters.append("verbose=yes") }
        if let version = given.traceVersion {
            implicit.further.append("ctf-version=\(ParameterText.quoted(version))")
        }
        if let output = given.output, format != .dummy {
            implicit.further.append("path=\(ParameterText.quoted(output))")
        }
        sinks.append(add(name, className, implicit.arguments + given.outputArguments))
    }

    /// A trace below the directory that was given is called after the way to it.
    private func traceName(of source: DiscoveredSource) -> String? {
        guard source.inputs.count == 1, source.origins.count == 1,
            given.inputs.indices.contains(source.origins[0])
        else { return nil }
        var base = given.inputs[source.origins[0]].text[...]
        while base.hasSuffix("/") { base.removeLast() }
        guard source.inputs[0].hasPrefix(base + "/") else { return nil }
        var rest = source.inputs[0].dropFirst(base.count + 1)
        while rest.hasPrefix("/") { rest.removeFirst() }
        return rest.isEmpty ? nil : String(rest)
    }

    private mutating func add(
        _ name: String,
        _ className: String,
        _ extra: [String]
    ) -> String {
        let name = names.unique(name)
        arguments += ["--component", Self.text(name, className)] + extra
        return name
    }

    private mutating func connect(_ pairs: [(String, String)]) {
        for (upstream, downstream) in pairs {
            let (from, to) = (
                ComponentSpelling.escaped(upstream), ComponentSpelling.escaped(downstream)
            )
            arguments += ["--connect", "\(from):\(to)"]
        }
    }

    /// A component; the dots of its name need no backslash in front of them.
    private static func text(_ name: String, _ className: String) -> String {
        let escaped = name.replacing("\\", with: "\\\\").replacing(":", with: "\\:")
        return "\(escaped):\(className)"
    }

    /// The parameters and the last log level of all inputs.
    private static func arguments(_ inputs: [ConvertArguments.Input]) -> [String] {
        let parameters = inputs.flatMap(\.parameters).flatMap { ["--params", $0] }
        let level = inputs.compactMap(\.logLevel).last
        return parameters + (level.map { ["--log-level", $0] } ?? [])
    }

    private static func inputs(_ inputs: [String]) -> String {
        "inputs=[" + inputs.map { ParameterText.quoted($0) }.joined(separator: ", ") + "]"
    }
}
