// SPDX-License-Identifier: Apache-2.0

internal import TraceGraph

/// What the arguments of `plume convert` say, before sources are looked for.
public struct ConvertArguments: Hashable, Sendable {
    /// A component that was named.
    struct Explicit: Hashable, Sendable {
        let name: String
        let className: ComponentClassName
        let classText: String
        /// Its parameters and log levels, as arguments of `plume run`.
        var extra: [String] = []
    }

    /// An argument that is no option: where to look for traces.
    public struct Input: Hashable, Sendable {
        /// The path or address.
        public let text: String
        var parameters: [String] = []
        var logLevel: String?
    }

    /// A component that options ask for.
    struct Implicit: Hashable, Sendable {
        var isWanted = false
        /// Parameters that become one text.
        var parameters: [String] = []
        /// Parameters that stay apart.
        var further: [String] = []

        var arguments: [String] {
            (parameters.isEmpty ? [] : ["--params", parameters.joined(separator: ",")])
                + further.flatMap { ["--params", $0] }
        }
    }

    /// How to print the arguments of `plume run` instead of running.
    public enum RunArgumentForm: Hashable, Sendable {
        /// For a shell.
        case shell
        /// With zero bytes between them.
        case zeroSeparated
    }

    /// The options before those of the command, and those of the same names among them.
    public internal(set) var general = GeneralOptions()
    var explicit: [Explicit] = []
    /// Where to look for traces.
    public internal(set) var inputs: [Input] = []
    var clock = Implicit()
    var text = Implicit()
    var trimmer = Implicit()
    var debugInfo = Implicit()
    var inputFormat: InputFormat?
    var outputFormat: OutputFormat?
    var output: String?
    /// Parameters and log levels of the sink of the output format, as arguments of `plume run`.
    var outputArguments: [String] = []
    /// The version of CTF to write; nil for what is usual.
    var traceVersion: String?
    var retryDuration: String?
    /// Whether each trace is cut down to the time in which all its data streams are active.
    public internal(set) var intersectsStreams = false
    /// How to print the arguments of `plume run` instead of running; nil to run.
    public internal(set) var runArgumentForm: RunArgumentForm?
    /// The first option about clocks, for messages.
    var clockOption: String?
}

/// What `--input-format` restricts sources to.
enum InputFormat: String, Hashable, Sendable, CaseIterable {
    case ctf
    case live = "lttng-live"
}

/// What `--output-format` asks for.
enum OutputFormat: String, Hashable, Sendable, CaseIterable {
    case text
    case ctf
    case dummy
    case metadata = "ctf-metadata"
    case json
    case csv

    /// The name and the class of the sink; nil when no graph is run.
    var sink: (name: String, className: String)? {
        switch self {
        case .text: ("pretty", "sink.text.pretty")
        case .ctf: ("sink-ctf-fs", "sink.ctf.fs")
        case .dummy: ("dummy", "sink.utils.dummy")
        case .json: ("json-lines", "sink.text.json-lines")
        case .csv: ("csv", "sink.text.csv")
        case .metadata: nil
        }
    }
}
