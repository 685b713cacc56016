// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// What `plume convert` is to do.
public enum ConvertPlan: Hashable, Sendable {
    /// Print the text of a trace's metadata.
    case metadata(path: String, output: String?)
    /// List the recording sessions of a relay.
    case liveSessions(url: String, output: String?)
    /// Look for sources, and go on with ``ConvertArguments/runArguments(_:)``.
    case graph
}

extension ConvertArguments {
    /// What to do.
    ///
    /// - Throws: which options exclude each other.
    public func plan() throws(GraphError) -> ConvertPlan {
        if outputFormat == .metadata {
            guard inputs.count == 1 else {
                throw .usage(
                    inputs.isEmpty
                        ? "`--output-format=ctf-metadata` needs the path of a trace."
                        : "`--output-format=ctf-metadata` takes one trace only."
                )
            }
            return .metadata(path: inputs[0].text, output: output)
        }
        if inputFormat == .live {
            guard inputs.count == 1 else {
                throw .usage("`--input-format=lttng-live` needs one URL.")
            }
            let url = try LiveURL(inputs[0].text)
            if url.session == nil { return .liveSessions(url: inputs[0].text, output: output) }
        }
        if outputFormat == .ctf && output == nil {
            throw .usage("`--output-format=ctf` needs `--output`, the directory for the traces.")
        }
        if traceVersion != nil && outputFormat != .ctf {
            throw .usage("`--ctf-version` needs `--output-format=ctf`.")
        }
        if let format = outputFormat, format != .text, text.isWanted {
            throw .usage(
                "The output is ambiguous: `--output-format=\(format.rawValue)`, but another option"
                    + " is about text."
            )
        }
        if intersectsStreams && runArgumentForm != nil {
            throw .usage("`--stream-intersection` cannot be said with `--run-args`.")
        }
        return .graph
    }

    /// The class to which the search for sources is restricted; nil when it is not.
    public var restriction: ComponentClassName? {
        inputFormat == .ctf ? ComponentClassName(.source, "ctf", "fs") : nil
    }

    /// Whether the inputs are to be looked at to find sources.
    public var needsDiscovery: Bool { inputFormat != .live && !inputs.isEmpty }

    /// The arguments of `plume run` that do the same.
    ///
    /// - Parameter sources: what was found at the inputs.
    /// - Returns: the arguments.
    /// - Throws: that there is no source, or not one sink.
    public func runArguments(_ sources: [DiscoveredSource]) throws(GraphError) -> [String] {
        var writer = RunArgumentWriter(self)
        return try writer.write(sources)
    }
}

/// The text of the arguments of `plume run`.
public enum RunArgumentText {
    /// The text in a form.
    public static func text(
        _ arguments: [String],
        _ form: ConvertArguments.RunArgumentForm
    ) -> String {
        switch form {
        case .shell: arguments.map(ShellQuoting.quoted).joined(separator: " ")
        case .zeroSeparated: arguments.joined(separator: "\0")
        }
    }
}
