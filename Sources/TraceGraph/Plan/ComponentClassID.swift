// SPDX-License-Identifier: Apache-2.0

/// What a component class does in a graph.
public enum ComponentKind: String, Hashable, Sendable, CaseIterable {
    /// It makes messages.
    case source
    /// It changes messages.
    case filter
    /// It takes messages and ends the graph.
    case sink
}

/// The name of a component class: its kind, its plug-in and its name there.
public struct ComponentClassID: Hashable, Sendable, CustomStringConvertible {
    /// What it does.
    public let kind: ComponentKind
    /// The plug-in that has it.
    public let plugin: String
    /// Its name in the plug-in.
    public let name: String

    /// Names a component class.
    public init(_ kind: ComponentKind, _ plugin: String, _ name: String) {
        self.kind = kind
        self.plugin = plugin
        self.name = name
    }

    /// The name as command lines spell it, without escapes.
    public var description: String { "\(kind.rawValue).\(plugin).\(name)" }
}
