// SPDX-License-Identifier: Apache-2.0

package import TraceGraph

extension PrettyOptions {
    /// The parameters of `sink.text.pretty`.
    package static let parameters: [ParameterDescription] =
        [
            TextSinkComponent.colorParameter, TextSinkComponent.pathParameter,
            ParameterDescription(
                "field-default",
                .choice(["show", "hide"]),
                summary: "Whether facts are shown that no other parameter is about."
            ),
            ParameterDescription(
                "name-default",
                .choice(["show", "hide"]),
                summary: "Whether names are shown that no other parameter is about."
            ),
        ]
        + switches.map { ParameterDescription($0.name, .boolean, summary: $0.summary) }

    private static let switches = [
        (name: "no-delta", summary: "Leave out the time since the event before."),
        (name: "clock-cycles", summary: "Show times as cycles of the clock."),
        (name: "clock-seconds", summary: "Show times as seconds since the clock's origin."),
        (name: "clock-date", summary: "Show the date before the time of day."),
        (name: "clock-gmt", summary: "Show times in UTC, not in local time."),
        (name: "verbose", summary: "Accepted without effect."),
        (name: "print-enum-flags", summary: "Take values without a label apart into flags."),
        (name: "name-payload", summary: "Show the names of the payload's fields."),
        (name: "name-context", summary: "Show the names of the contexts' fields."),
        (name: "name-scope", summary: "Show the names of the scopes."),
        (name: "name-header", summary: "Show the names of what stands before the scopes."),
        (name: "field-trace", summary: "Show the name of the trace."),
        (name: "field-trace:hostname", summary: "Show the host."),
        (name: "field-trace:domain", summary: "Show the tracing domain."),
        (name: "field-trace:procname", summary: "Show the name of the process."),
        (name: "field-trace:vpid", summary: "Show the process id."),
        (name: "field-loglevel", summary: "Show the log level."),
        (name: "field-emf", summary: "Show the URI of the event's model."),
        (name: "field-callsite", summary: "Accepted without effect."),
    ]

    private static let namesByWord: [(word: String, name: Names)] = [
        ("payload", .payload), ("context", .context), ("scope", .scope), ("header", .header),
    ]

    private static let factsByWord: [(word: String, fact: Facts)] = [
        ("trace", .trace), ("trace:hostname", .hostname), ("trace:domain", .domain),
        ("trace:procname", .procname), ("trace:vpid", .vpid), ("loglevel", .logLevel),
        ("emf", .emf),
    ]

    /// Reads parameters that were checked.
    ///
    /// - Parameters:
    ///   - parameters: the parameters.
    ///   - isTerminal: whether the text goes to a terminal.
    package init(_ parameters: Parameters, isTerminal: Bool) {
        self.init()
        isColored = TerminalColors.isColored(parameters.string("color"), isTerminal: isTerminal)
        usesBrightCodes = TerminalColors.usesBrightCodes
        showsDelta = !(parameters.boolean("no-delta") ?? false)
        isUTC = parameters.boolean("clock-gmt") ?? false
        printsEnumerationFlags = parameters.boolean("print-enum-flags") ?? false
        timeForm =
            if parameters.boolean("clock-cycles") ?? false {
                .cycles
            } else if parameters.boolean("clock-seconds") ?? false {
                .seconds
            } else {
                .clock(showsDate: parameters.boolean("clock-date") ?? false)
            }
        switch parameters.string("name-default") {
        case "show": names = .all
        case "hide": names = []
        default: break
        }
        switch parameters.string("field-default") {
        case "show": facts = .all
        case "hide": facts = []
        default: break
        }
        for (word, name) in Self.namesByWord {
            guard let isShown = parameters.boolean("name-\(word)") else { continue }
            if isShown { names.insert(name) } else { names.remove(name) }
        }
        for (word, fact) in Self.factsByWord {
            guard let isShown = parameters.boolean("field-\(word)") else { continue }
            if isShown { facts.insert(fact) } else { facts.remove(fact) }
        }
    }
}
