// SPDX-License-Identifier: Apache-2.0

import Testing
import TraceGraph
import TraceModel

@Suite("A graph")
struct GraphTests {
    private let journal = Journal()

    private func story() throws -> [Message] {
        let stream = try Synthetic.stream()
        return [
            Synthetic.message(.streamBeginning, stream), Synthetic.message(.event, stream, 1),
            Synthetic.message(.streamEnd, stream),
        ]
    }

    @Test("lets messages flow from sources through filters to sinks")
    func flow() throws {
        let graph = Graph()
        let source = try graph.add(Parts.source(try story()), name: "a")
        let filter = try graph.add(Parts.pass, name: "b")
        let sink = try graph.add(Parts.sink(journal), name: "c")
        try graph.connectAll(source, to: filter)
        try graph.connectAll(filter, to: sink)
        try graph.run(wait: {})
        #expect(journal.all == ["c streamBeginning", "c event", "c streamEnd"])
    }

    @Test("lets sinks take turns")
    func turns() throws {
        let graph = Graph()
        for name in ["x", "y"] {
            let source = try graph.add(Parts.source(try story()), name: "\(name) source")
            try graph.connectAll(source, to: try graph.add(Parts.sink(journal), name: name))
        }
        #expect(try graph.runOnce() == .consumed)
        #expect(try graph.runOnce() == .consumed)
        #expect(journal.all == ["x streamBeginning", "y streamBeginning"])
        try graph.run(wait: {})
        #expect(journal.all.count == 6)
        #expect(try graph.runOnce() == .ended)
    }

    @Test("tells of the ports of components, also of those that appear later")
    func portsAdded() throws {
        let graph = Graph()
        var ports: [String] = []
        graph.portAdded = { ports.append("\(graph.name(of: $0.node)).\($0.name)") }
        let source = try graph.add(Parts.source([]), name: "a")
        let filter = try graph.add(Parts.pass, name: "b")
        #expect(ports == ["a.out", "b.out", "b.in"])
        try graph.connectAll(source, to: filter)
        #expect(ports == ["a.out", "b.out", "b.in", "b.more"])
    }

    @Test("does not run when an input port is not connected")
    func unconnected() throws {
        let graph = Graph()
        try graph.add(Parts.sink(journal), name: "lonely")
        let error = #expect(throws: GraphError.self) { try graph.run(wait: {}) }
        #expect(error?.description.contains("\"in\" of component \"lonely\"") == true)
    }

    @Test("does not run without a sink")
    func sinkless() throws {
        let graph = Graph()
        try graph.add(Parts.source([]), name: "a")
        #expect(throws: GraphError.self) { try graph.run(wait: {}) }
    }

    @Test("finds circles of connections")
    func circle() throws {
        let graph = Graph()
        let fork = try graph.add(Parts.fork, name: "a")
        let outputs = graph.outputPorts(of: fork)
        try graph.connect(outputs[0], to: graph.inputPorts(of: fork)[0])
        try graph.connect(outputs[1], toFreePortOf: try graph.add(Parts.sink(journal), name: "b"))
        let error = #expect(throws: GraphError.self) { try graph.run(wait: {}) }
        #expect(error?.description.contains("circle") == true)
    }

    @Test("refuses two components of one name, wrong ports and second connections")
    func refusals() throws {
        let graph = Graph()
        let source = try graph.add(Parts.source([], ports: ["one", "two"]), name: "a")
        #expect(throws: GraphError.self) { try graph.add(Parts.pass, name: "a") }
        let sink = try graph.add(Parts.sink(journal), name: "b")
        let outputs = graph.outputPorts(of: source)
        let input = graph.inputPorts(of: sink)[0]
        #expect(throws: GraphError.self) { try graph.connect(input, to: input) }
        #expect(throws: GraphError.self) { try graph.connect(outputs[0], to: outputs[1]) }
        try graph.connect(outputs[0], to: input)
        #expect(graph.isConnected(outputs[0]) && graph.isConnected(input))
        #expect(throws: GraphError.self) { try graph.connect(outputs[1], to: input) }
        #expect(throws: GraphError.self) { try graph.connectAll(source, to: sink) }
        try graph.run(wait: {})
        #expect(throws: GraphError.self) { try graph.add(Parts.pass, name: "late") }
    }

    @Test("stops when somebody asks for it")
    func interruption() throws {
        let interrupter = Interrupter()
        let graph = Graph(
            environment: GraphEnvironment(interruption: Interruption([Interrupter(), interrupter]))
        )
        let source = try graph.add(Parts.source(try story()), name: "a")
        try graph.connectAll(source, to: try graph.add(Parts.sink(journal), name: "b"))
        #expect(try graph.runOnce() == .consumed)
        interrupter.set()
        let error = #expect(throws: GraphError.self) { try graph.run(wait: {}) }
        #expect(error?.kind == .interruption)
        interrupter.reset()
        try graph.run(wait: {})
        #expect(journal.all.count == 3)
    }

    @Test("waits when there is nothing at the moment, and says which component fails")
    func waiting() throws {
        let graph = Graph()
        let hesitant = ComponentClass(
            ComponentClassName(.sink, "test", "hesitant"),
            summary: "Hesitates.",
            factory: { _ throws(GraphError) in Hesitant() }
        )
        try graph.add(hesitant, name: "slow")
        var waits = 0
        let error = #expect(throws: GraphError.self) { try graph.run { waits += 1 } }
        #expect(waits == 3)
        #expect(error?.causes.map(\.actor) == ["graph", "test"])
        #expect(error?.causes.first?.message.contains("\"slow\"") == true)
    }

    private final class Hesitant: SinkComponent {
        private var tries = 0

        func configure(_ inputs: ComponentInputs) throws(GraphError) {}

        func consume() throws(GraphError) -> Bool {
            tries += 1
            if tries <= 3 { throw .tryAgain }
            throw GraphError(actor: "test", "Enough.")
        }
    }
}
