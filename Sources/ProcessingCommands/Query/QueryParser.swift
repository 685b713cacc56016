// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// A question to a component class.
public struct QueryPlan: Hashable, Sendable {
    /// The class.
    public let className: ComponentClassName
    /// The object that is asked for.
    public let object: String
    /// The parameters of the question.
    public let parameters: Parameters
}

/// Reads the arguments of `plume query`.
public enum QueryParser {
    enum Option: Hashable {
        case parameters
        case help
    }

    static let options = [
        OptionDescription<Option>(.parameters, "p", "params", value: true),
        OptionDescription<Option>(.help, "h", "help"),
    ]

    /// Reads arguments.
    ///
    /// - Returns: the question; nil when the user wants help.
    /// - Throws: what is wrong.
    public static func parse(_ arguments: [String]) throws(GraphError) -> QueryPlan? {
        var scanner = OptionScanner(arguments, options)
        var words: [String] = []
        var parameters = Parameters()
        while let item = try scanner.next() {
            switch item {
            case .argument(let text): words.append(text)
            case .unknown(let option): throw scanner.mistake(option, of: "query")
            case .option(.help, _): return nil
            case .option(.parameters, let value):
                parameters = try RunParser.parameters("--params", value)
            }
        }
        guard words.count <= 2 else {
            throw .usage("`plume query` takes a class and an object, and no `\(words[2])`.")
        }
        // Like Babeltrace, too few words ask for help.
        guard words.count == 2 else { return nil }
        do throws(GraphError) {
            let spelling = try ComponentSpelling(words[0])
            guard spelling.name == nil else {
                throw .usage("A class has no name before a colon.")
            }
            return QueryPlan(
                className: spelling.className,
                object: words[1],
                parameters: parameters
            )
        } catch {
            throw error.inside("`\(words[0])` names no component class.")
        }
    }
}
