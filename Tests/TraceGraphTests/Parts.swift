// SPDX-License-Identifier: Apache-2.0

import TraceGraph

/// Component classes for tests of graphs.
enum Parts {
    /// A source of some events.
    static func source(_ messages: [Message], ports: [String] = ["out"]) -> ComponentClass {
        let texts = Messages(messages)
        return ComponentClass(
            ComponentClassName(.source, "test", "given"),
            summary: "Gives messages.",
            parameters: [
                ParameterDescription("word", .string, isMandatory: false, summary: "A word."),
                ParameterDescription("count", .unsigned, summary: "A count."),
            ],
            factory: { _ throws(GraphError) in Source(texts.messages, ports) }
        )
    }

    /// A filter that passes messages on.
    static let pass = ComponentClass(
        ComponentClassName(.filter, "test", "pass"),
        summary: "Passes messages on.",
        factory: { _ throws(GraphError) in Pass(["out"]) }
    )

    /// A filter with two output ports that give the same messages.
    static let fork = ComponentClass(
        ComponentClassName(.filter, "test", "fork"),
        summary: "Passes messages on twice.",
        factory: { _ throws(GraphError) in Pass(["left", "right"]) }
    )

    /// A sink that writes kinds of messages into a journal, one in each turn.
    static func sink(_ journal: Journal) -> ComponentClass {
        ComponentClass(
            ComponentClassName(.sink, "test", "journal"),
            summary: "Writes into a journal.",
            factory: { context throws(GraphError) in Sink(context.name, journal) }
        )
    }

    /// Messages that the tests use on one thread only.
    private final class Messages: @unchecked Sendable {
        let messages: [Message]

        init(_ messages: [Message]) { self.messages = messages }
    }

    private final class Source: SourceComponent {
        let outputPorts: [String]
        private let messages: [Message]

        init(_ messages: [Message], _ ports: [String]) {
            self.messages = messages
            outputPorts = ports
        }

        func makeIterator(port: String) throws(GraphError) -> any MessageIterator {
            ArrayIterator(messages)
        }
    }

    private final class Pass: FilterComponent {
        var inputPorts = ["in"]
        let outputPorts: [String]

        init(_ outputPorts: [String]) { self.outputPorts = outputPorts }

        func inputPortConnected(_ port: String) throws(GraphError) { inputPorts.append("more") }

        func makeIterator(
            port: String,
            inputs: ComponentInputs
        ) throws(GraphError) -> any MessageIterator {
            try inputs.makeIterator("in")
        }
    }

    private final class Sink: SinkComponent {
        let inputPorts = ["in"]
        private let name: String
        private let journal: Journal
        private var upstream: (any MessageIterator)?

        init(_ name: String, _ journal: Journal) {
            self.name = name
            self.journal = journal
        }

        func configure(_ inputs: ComponentInputs) throws(GraphError) {
            upstream = try inputs.makeIterator("in")
        }

        func consume() throws(GraphError) -> Bool {
            guard let message = try upstream?.next() else { return false }
            journal.write("\(name) \(message.kind)")
            return true
        }
    }
}
