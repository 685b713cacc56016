// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// What `plume help` is asked about.
public enum HelpTopic: Hashable, Sendable {
    /// A plug-in.
    case plugin(String)
    /// A component class.
    case componentClass(ComponentClassName)
}

/// Reads the arguments of `plume help` and `plume list-plugins`.
public enum HelpParser {
    private enum Option: Hashable {
        case help
    }

    private static let options = [OptionDescription<Option>(.help, "h", "help")]

    /// Reads the arguments of `plume help`.
    ///
    /// - Returns: what it is asked about; nil when the user wants to know how to ask.
    /// - Throws: what is wrong, or missing.
    public static func parse(_ arguments: [String]) throws(GraphError) -> HelpTopic? {
        guard let words = try words(arguments, command: "help", limit: 1) else { return nil }
        guard let word = words.first else {
            throw .usage("`plume help` needs the name of a plug-in or of a component class.")
        }
        guard word.contains(".") else { return .plugin(word) }
        do throws(GraphError) {
            return .componentClass(try ComponentSpelling(word).className)
        } catch {
            throw error.inside("`\(word)` names no component class.")
        }
    }

    /// Reads the arguments of `plume list-plugins`.
    ///
    /// - Returns: whether to list them; false when the user wants help.
    /// - Throws: what is wrong.
    public static func parseList(_ arguments: [String]) throws(GraphError) -> Bool {
        try words(arguments, command: "list-plugins", limit: 0) != nil
    }

    private static func words(
        _ arguments: [String],
        command: String,
        limit: Int
    ) throws(GraphError) -> [String]? {
        var words: [String] = []
        var scanner = OptionScanner(arguments, options)
        while let item = try scanner.next() {
            switch item {
            case .option: return nil
            case .unknown(let option):
                throw scanner.mistake(option, of: command)
            case .argument(let text):
                guard words.count < limit else {
                    throw .usage("`plume \(command)` has no use for `\(text)`.")
                }
                words.append(text)
            }
        }
        return words
    }
}
