// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls
public import TraceGraph

/// Finds out which component classes can read what a command line names.
public struct SourceDiscovery {
    /// A component to make.
    public struct Source: Hashable, Sendable {
        /// The class that can read the inputs.
        public let className: ComponentClassName
        /// What is read together: paths, or other texts that the class knows.
        public internal(set) var inputs: [String]
        /// The indexes of the arguments in which the inputs were found, in ascending order.
        public internal(set) var arguments: [Int]
        /// What the inputs have in common; nil when an input stands alone.
        let group: String?
    }

    /// What inputs that are read together have in common.
    private struct Group: Hashable {
        let className: ComponentClassName
        let group: String
    }

    private enum Answer {
        case none
        case claimed(ComponentClassName, group: String?)
    }

    /// The directories below an argument that are searched.
    private static let depthLimit = 32

    private let classes: [ComponentClass]
    private let environment: GraphEnvironment
    /// The place of each group among the sources.
    private var places: [Group: Int] = [:]
    /// The components to make, in the order in which their first input was found.
    public private(set) var sources: [Source] = []
    /// The indexes of the arguments in which no class found anything.
    public private(set) var unclaimed: [Int] = []

    /// Asks the source classes about each argument.
    ///
    /// - Parameters:
    ///   - arguments: paths, or other texts.
    ///   - registry: the plug-ins with the classes.
    ///   - only: the only class to ask; nil for all.
    ///   - environment: how queries reach the world.
    /// - Throws: ``GraphError/interrupted``, or what is wrong with the answer of a class.
    public init(
        _ arguments: [String],
        in registry: PluginRegistry,
        only: ComponentClassName? = nil,
        environment: GraphEnvironment = GraphEnvironment()
    ) throws(GraphError) {
        classes = registry.classes.filter {
            $0.name.type == .source && $0.hasQueries && (only == nil || $0.name == only)
        }
        self.environment = environment
        for (index, argument) in arguments.enumerated() {
            let isFound: Bool
            if case .claimed(let name, let group) = try ask(argument, "string") {
                add(argument, name, group, index)
                isFound = true
            } else {
                isFound = try search(argument, index, within: [])
            }
            if !isFound { unclaimed.append(index) }
        }
    }

    /// Asks about a path, and about the entries of a directory that nobody claims.
    private mutating func search(
        _ path: String,
        _ index: Int,
        within above: [String]
    ) throws(GraphError) -> Bool {
        try environment.interruption.check()
        let kind = Directory.kind(of: path)
        guard kind == .directory || kind == .file else { return false }
        let answer = try ask(path, kind == .directory ? "directory" : "file")
        if case .claimed(let name, let group) = answer {
            add(path, name, group, index)
            return true
        }
        // A link may lead back to a directory that is searched already.
        let place = Directory.absolutePath(of: path)
        guard kind == .directory, above.count < Self.depthLimit, !above.contains(place),
            let names = try? Directory.entries(of: path)
        else { return false }
        var isFound = false
        let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
        for name in names.sorted()
        where try search("\(folder)/\(name)", index, within: above + [place]) {
            isFound = true
        }
        return isFound
    }

    private func ask(_ input: String, _ type: String) throws(GraphError) -> Answer {
        var best = 0.0
        var answer = Answer.none
        for candidate in classes {
            let found = try candidate.query(
                "babeltrace.support-info",
                parameters: ["input": .string(input), "type": .string(type)],
                environment: environment
            )
            guard let found else { continue }
            guard let (weight, group) = Self.supportInfo(found) else {
                throw GraphError(
                    actor: "\(candidate.name)",
                    "The answer to babeltrace.support-info is neither a weight from 0 to 1 nor a"
                        + " map with one."
                )
            }
            if weight > best {
                best = weight
                answer = .claimed(candidate.name, group: group)
            }
        }
        return answer
    }

    /// The weight and group of an answer; nil when it has a wrong form.
    private static func supportInfo(_ answer: ParameterValue) -> (Double, String?)? {
        func weight(_ value: ParameterValue?) -> Double? {
            let number: Double? =
                switch value {
                case .real(let real): real
                case .signed(let integer): Double(integer)
                case .unsigned(let integer): Double(integer)
                default: nil
                }
            return number.flatMap { $0 >= 0 && $0 <= 1 ? $0 : nil }
        }
        guard case .map(let map) = answer else { return weight(answer).map { ($0, nil) } }
        guard let number = weight(map["weight"]) else { return nil }
        switch map["group"] {
        case nil, .null: return (number, nil)
        case .string(let group): return (number, group)
        default: return nil
        }
    }

    private mutating func add(
        _ input: String,
        _ name: ComponentClassName,
        _ group: String?,
        _ argument: Int
    ) {
        let key = group.map { Group(className: name, group: $0) }
        guard let known = key.flatMap({ places[$0] }) else {
            if let key { places[key] = sources.count }
            sources.append(
                Source(className: name, inputs: [input], arguments: [argument], group: group)
            )
            return
        }
        sources[known].inputs.append(input)
        if sources[known].arguments.last != argument {
            sources[known].arguments.append(argument)
        }
    }
}
