// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// Writes parameters as command lines give them; ``ParameterParser`` reads the text back.
public enum ParameterText {
    /// The text of parameters, ordered by name.
    public static func text(_ parameters: Parameters) -> String {
        parameters.values.sorted { $0.key < $1.key }
            .map { "\($0.key)=\(text($0.value))" }
            .joined(separator: ",")
    }

    /// The text of a value.
    public static func text(_ value: ParameterValue) -> String {
        switch value {
        case .null: "null"
        case .boolean(let value): value ? "yes" : "no"
        case .signed(let value): "\(value)"
        case .unsigned(let value): "+\(value)"
        case .real(let value): "\(value)"
        case .string(let value): quoted(value)
        case .array(let values): "[" + values.map { text($0) }.joined(separator: ",") + "]"
        case .map(let values): "{" + text(Parameters(values)) + "}"
        }
    }

    /// A text in double quotes.
    public static func quoted(_ text: String) -> String {
        var quoted = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"", "\\": quoted += "\\\(character)"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            default: quoted.unicodeScalars.append(character)
            }
        }
        return quoted + "\""
    }
}
