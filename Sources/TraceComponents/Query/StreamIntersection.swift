// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// The range of time in which all data streams of a trace are active.
public struct StreamIntersection: Hashable, Sendable {
    /// The range of each output port's trace, in nanoseconds from the clock's origin.
    public let ranges: [String: ClosedRange<Int64>]

    /// Asks a source class when the data streams of its output ports are active.
    ///
    /// - Parameters:
    ///   - componentClass: the class.
    ///   - parameters: those of the component.
    ///   - environment: how the query reaches the world.
    /// - Throws: that the class does not know, or that data streams are never active together.
    public init(
        _ componentClass: ComponentClass,
        parameters: Parameters,
        environment: GraphEnvironment = GraphEnvironment()
    ) throws(GraphError) {
        let actor = "\(componentClass.name)"
        let answer = try componentClass.query(
            "babeltrace.trace-infos",
            parameters: parameters,
            environment: environment
        )
        guard let answer else {
            throw GraphError(
                actor: actor,
                "The class does not tell when data streams are active, so they cannot be"
                    + " intersected."
            )
        }
        guard case .array(let traces) = answer else { throw Self.malformed(actor) }
        var ranges: [String: ClosedRange<Int64>] = [:]
        for trace in traces {
            let (ports, range) = try Self.intersection(trace, actor)
            for port in ports { ranges[port] = range }
        }
        self.ranges = ranges
    }

    /// The ports of a trace, and when all of its data streams are active.
    private static func intersection(
        _ trace: ParameterValue,
        _ actor: String
    ) throws(GraphError) -> (ports: [String], range: ClosedRange<Int64>) {
        guard case .map(let map) = trace, case .array(let infos)? = map["stream-infos"] else {
            throw malformed(actor)
        }
        var ports: [String] = []
        var begin = Int64.min
        var end = Int64.max
        for info in infos {
            guard case .map(let info) = info, case .string(let port)? = info["port-name"] else {
                throw malformed(actor)
            }
            guard case .map(let range)? = info["range-ns"],
                case .signed(let first)? = range["begin"], case .signed(let last)? = range["end"]
            else {
                throw GraphError(
                    actor: actor,
                    "It is not known when the data stream \"\(port)\" is active, so the data"
                        + " streams cannot be intersected."
                )
            }
            ports.append(port)
            begin = max(begin, first)
            end = min(end, last)
        }
        guard !ports.isEmpty else { throw malformed(actor) }
        guard begin <= end else {
            throw GraphError(
                actor: actor,
                "The data streams are never active together: one begins at \(begin) ns, after"
                    + " another has ended at \(end) ns."
            )
        }
        return (ports, begin...end)
    }

    private static func malformed(_ actor: String) -> GraphError {
        GraphError(
            actor: actor,
            "The answer to babeltrace.trace-infos has a wrong form, or no data streams."
        )
    }

    /// Connects a source with a muxer through a trimmer for each of its output ports.
    ///
    /// - Throws: why a trimmer cannot be made or connected.
    public func connect(
        _ source: Graph.Node,
        to muxer: Graph.Node,
        in graph: Graph
    ) throws(GraphError) {
        for port in graph.outputPorts(of: source) where !graph.isConnected(port) {
            guard let range = ranges[port.name] else {
                // What has no data stream fails when it is read.
                try graph.connect(port, toFreePortOf: muxer)
                continue
            }
            var number = 0
            while graph.node(Self.name(number)) != nil { number += 1 }
            let trimmer = try graph.add(
                TrimmerComponent.componentClass,
                name: Self.name(number),
                parameters: [
                    "begin": .string(TimeArgument.text(nanoseconds: range.lowerBound)),
                    "end": .string(TimeArgument.text(nanoseconds: range.upperBound)),
                ]
            )
            try graph.connect(port, toFreePortOf: trimmer)
            try graph.connectAll(trimmer, to: muxer)
        }
    }

    private static func name(_ number: Int) -> String {
        "stream-intersection-trimmer" + (number == 0 ? "" : "-\(number - 1)")
    }
}
