// SPDX-License-Identifier: Apache-2.0

/// A named set of component classes.
public struct Plugin: Sendable {
    /// The name.
    public let name: String
    /// One sentence about it.
    public let summary: String
    /// The shared object that it was loaded from; nil when it is part of the program.
    public let path: String?
    /// Who wrote it; nil when not known.
    public let author: String?
    /// Its licence; nil when not known.
    public let license: String?
    /// Its version; nil when not known.
    public let version: String?
    /// Its component classes.
    public let classes: [ComponentClass]

    /// Describes a plug-in.
    public init(
        _ name: String,
        summary: String,
        path: String? = nil,
        author: String? = nil,
        license: String? = nil,
        version: String? = nil,
        classes: [ComponentClass]
    ) {
        self.name = name
        self.summary = summary
        self.path = path
        self.author = author
        self.license = license
        self.version = version
        self.classes = classes
    }
}

/// The plug-ins that a graph can be made of; the first one with a name wins.
public struct PluginRegistry: Sendable {
    /// The plug-ins, in the order in which they were registered.
    public private(set) var plugins: [Plugin]

    /// Registers some plug-ins.
    public init(_ plugins: [Plugin] = []) {
        self.plugins = []
        for plugin in plugins { register(plugin) }
    }

    /// Registers a plug-in.
    ///
    /// - Returns: false when there is one with this name already, which stays.
    @discardableResult
    public mutating func register(_ plugin: Plugin) -> Bool {
        guard self.plugin(plugin.name) == nil else { return false }
        plugins.append(plugin)
        return true
    }

    /// The plug-in with a name; nil when there is none.
    public func plugin(_ name: String) -> Plugin? { plugins.first { $0.name == name } }

    /// All classes, in order.
    public var classes: [ComponentClass] { plugins.flatMap(\.classes) }

    /// The class with a name.
    ///
    /// - Throws: that there is none, and what there is instead.
    public func componentClass(_ name: ComponentClassName) throws(GraphError) -> ComponentClass {
        guard let plugin = plugin(name.plugin) else {
            let names = plugins.map(\.name).joined(separator: ", ")
            throw GraphError(
                actor: "plug-ins",
                "There is no plug-in \"\(name.plugin)\" for \"\(name)\"; there are: \(names)."
            )
        }
        guard let found = plugin.classes.first(where: { $0.name == name }) else {
            let names = plugin.classes.map { "\($0.name)" }.joined(separator: ", ")
            throw GraphError(
                actor: "plug-ins",
                "There is no component class \"\(name)\"; the plug-in has: \(names)."
            )
        }
        return found
    }
}
