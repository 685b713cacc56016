// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// A component as command lines spell it: `[NAME:]TYPE.PLUGIN.CLASS`.
public struct ComponentSpelling: Hashable, Sendable {
    /// The name; nil when none was given.
    public let name: String?
    /// The class.
    public let className: ComponentClassName
    /// The part `TYPE.PLUGIN.CLASS` as it was written, with its escapes.
    public let classText: String

    /// Reads a component, in which a backslash makes the next character an ordinary one.
    ///
    /// - Throws: which part is missing, or not known.
    public init(_ text: String) throws(GraphError) {
        var parts: [String] = [""]
        var separators: [(character: Character, index: String.Index)] = []
        var isEscaped = false
        for index in text.indices {
            let character = text[index]
            if isEscaped {
                isEscaped = false
                parts[parts.count - 1].append(character)
            } else if character == "\\" {
                isEscaped = true
            } else if character == ":" || character == "." {
                separators.append((character, index))
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        let split = Self.split(text, parts, separators)
        name = split.name
        classText = split.classText
        guard split.parts.count > 0, !split.parts[0].isEmpty else {
            throw .usage("The component class has no type: source, filter or sink.")
        }
        guard let type = ComponentType(word: split.parts[0]) else {
            throw .usage(
                "`\(split.parts[0])` is no type of component class: source, filter or sink."
            )
        }
        guard split.parts.count == 3, !split.parts[1].isEmpty, !split.parts[2].isEmpty else {
            throw .usage("The component class is not of the form TYPE.PLUGIN.CLASS.")
        }
        className = ComponentClassName(type, split.parts[1], split.parts[2])
    }

    /// A name may hold dots: all up to the first colon is the name.
    private static func split(
        _ text: String,
        _ parts: [String],
        _ separators: [(character: Character, index: String.Index)]
    ) -> (name: String?, classText: String, parts: [String]) {
        guard let colon = separators.firstIndex(where: { $0.character == ":" }) else {
            return (nil, text, parts)
        }
        var name = parts[0]
        for number in 0..<colon {
            name += String(separators[number].character) + parts[number + 1]
        }
        var rest: [String] = []
        for number in (colon + 1)..<parts.count {
            // A second colon belongs to the part that it stands in.
            if number > colon + 1, separators[number - 1].character == ":" {
                rest[rest.count - 1] += ":" + parts[number]
            } else {
                rest.append(parts[number])
            }
        }
        let classText = String(text[text.index(after: separators[colon].index)...])
        return (name.isEmpty ? nil : name, classText, rest)
    }

    /// A name with a backslash before all that means something in a component or connection.
    public static func escaped(_ name: String) -> String {
        var text = ""
        for character in name {
            if "\\.:".contains(character) { text.append("\\") }
            text.append(character)
        }
        return text
    }
}
