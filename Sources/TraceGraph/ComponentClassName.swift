// SPDX-License-Identifier: Apache-2.0

/// What a component does with messages.
public enum ComponentType: String, Hashable, Sendable, CaseIterable {
    /// It gives messages.
    case source
    /// It takes and gives messages.
    case filter
    /// It takes messages.
    case sink

    /// The type that a word names, which may be short.
    public init?(word: String) {
        switch word {
        case "source", "src": self = .source
        case "filter", "flt": self = .filter
        case "sink": self = .sink
        default: return nil
        }
    }
}

/// The name of a component class: its type, its plug-in and its name in the plug-in.
public struct ComponentClassName: Hashable, Sendable, CustomStringConvertible {
    /// The type.
    public let type: ComponentType
    /// The name of the plug-in.
    public let plugin: String
    /// The name of the class in its plug-in.
    public let name: String

    /// Names a class.
    public init(_ type: ComponentType, _ plugin: String, _ name: String) {
        self.type = type
        self.plugin = plugin
        self.name = name
    }

    /// The form `TYPE.PLUGIN.CLASS`.
    public var description: String { "\(type.rawValue).\(plugin).\(name)" }
}
