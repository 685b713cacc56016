// SPDX-License-Identifier: Apache-2.0

import CTFReader
import Foundation
import Synchronization
import TraceComponents
import TraceGraph
import TraceModel
import TraceTestSupport

/// Runs graphs from sources to a sink that writes a line for each message.
enum GraphRun {
    /// The lines of a file of the corpus.
    static func lines(_ path: String) throws -> [String] {
        try String(contentsOfFile: "\(SharedCorpus.path)/\(path)", encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }

    /// Runs a graph.
    ///
    /// - Parameters:
    ///   - sources: the parameters of a component `source.ctf.fs` each.
    ///   - trimmer: the parameters of a trimmer; nil without one.
    ///   - intersects: whether only what all data streams of a trace have in common is kept.
    /// - Returns: a line for each message, and the error that ended the graph.
    static func messages(
        _ sources: [Parameters],
        trimmer: Parameters? = nil,
        intersects: Bool = false
    ) -> (lines: [String], error: GraphError?) {
        let sink = ListSink.Box()
        do throws(GraphError) {
            let registry = PluginRegistry(BuiltInPlugins.all)
            let graph = Graph()
            let muxer = try graph.add(MuxerComponent.componentClass, name: "muxer")
            let source = try registry.componentClass(ComponentClassName(.source, "ctf", "fs"))
            for (index, parameters) in sources.enumerated() {
                let node = try graph.add(source, name: "source-\(index)", parameters: parameters)
                if intersects {
                    let intersection = try StreamIntersection(source, parameters: parameters)
                    try intersection.connect(node, to: muxer, in: graph)
                } else {
                    try graph.connectAll(node, to: muxer)
                }
            }
            var last = muxer
            if let trimmer {
                let name = ComponentClassName(.filter, "utils", "trimmer")
                last = try graph.add(
                    try registry.componentClass(name),
                    name: "trimmer",
                    parameters: trimmer
                )
                try graph.connectAll(muxer, to: last)
            }
            try graph.connectAll(last, to: try graph.add(ListSink.componentClass(sink), name: "x"))
            try graph.run(wait: {})
            return (sink.lines.withLock { $0 }, nil)
        } catch {
            return (sink.lines.withLock { $0 }, error)
        }
    }
}

/// Writes a line for each message, as the compact form of `sink.text.details` does but without
/// separators in numbers.
final class ListSink: SinkComponent {
    final class Box: Sendable {
        let lines = Mutex<[String]>([])
    }

    static func componentClass(_ box: Box) -> ComponentClass {
        ComponentClass(
            ComponentClassName(.sink, "test", "list"),
            summary: "Lists messages.",
            factory: { _ throws(GraphError) in ListSink(box) }
        )
    }

    let inputPorts = ["in"]
    private let box: Box
    private var upstream: (any MessageIterator)?
    private var traces: [ObjectIdentifier] = []

    init(_ box: Box) { self.box = box }

    func configure(_ inputs: ComponentInputs) throws(GraphError) {
        upstream = try inputs.makeIterator("in")
    }

    func consume() throws(GraphError) -> Bool {
        guard let message = try upstream?.next() else { return false }
        let line = line(message)
        box.lines.withLock { $0.append(line) }
        return true
    }

    private func line(_ message: Message) -> String {
        guard let stream = message.stream else { return "Message iterator inactivity" }
        let key = ObjectIdentifier(stream.trace)
        if !traces.contains(key) { traces.append(key) }
        let number = traces.firstIndex(of: key) ?? 0
        func time(_ cycles: UInt64?, _ nanoseconds: Int64?) -> String {
            guard let cycles, let nanoseconds else { return "[Unknown] " }
            return "[\(cycles) \(nanoseconds)] "
        }
        var text = message.clock == nil ? "" : time(message.cycles, message.nanoseconds)
        if message.endCycles != nil { text += time(message.endCycles, message.endNanoseconds) }
        text += "{\(number) \(stream.streamClass.streamClass.id) \(stream.id)} "
        let count = message.count
        switch message.kind {
        case .streamBeginning: text += "Stream beginning"
        case .streamEnd: text += "Stream end"
        case .packetBeginning: text += "Packet beginning"
        case .packetEnd: text += "Packet end"
        case .discardedEvents:
            text += "Discarded events" + (count.map { " (\($0) events)" } ?? "")
        case .discardedPackets:
            text += "Discarded packets" + (count.map { " (\($0) packets)" } ?? "")
        case .event:
            let eventClass = message.event?.eventClass
            text += "Event `\(eventClass?.identity.name ?? "")` (\(eventClass?.id ?? 0))"
        case .inactivity: break
        }
        return text
    }
}
