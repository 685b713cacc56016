// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// What `plume list-plugins` and `plume help` print about plug-ins and component classes.
public enum PluginText {
    /// The list of all plug-ins.
    public static func list(_ registry: PluginRegistry, paths: [String]) -> String {
        var text = ""
        if !paths.isEmpty {
            text += "From the following plugin paths:\n\n"
            for path in paths { text += "  - \(path)\n" }
            text += "\n"
        }
        let classes = counted(registry.classes.count, "component class", "component classes")
        let plugins = counted(registry.plugins.count, "plugin", "plugins")
        text += "Found \(classes) in \(plugins).\n"
        for plugin in registry.plugins {
            text += "\n" + header(plugin)
            for type in ComponentType.allCases {
                let found = plugin.classes.filter { $0.name.type == type }
                let title = "  \(title(type)) component classes:"
                text += found.isEmpty ? "\(title) (none)\n" : "\(title)\n"
                for found in found { text += "    \(line(found))\n" }
            }
        }
        return text
    }

    /// What there is to say about a plug-in.
    public static func help(_ plugin: Plugin) -> String {
        var text = header(plugin)
        for type in ComponentType.allCases {
            let count = plugin.classes.count { $0.name.type == type }
            text += "  \(title(type)) component classes: \(count)\n"
        }
        for found in plugin.classes { text += "\n" + classText(found) }
        return text
    }

    /// What there is to say about a component class.
    public static func help(_ componentClass: ComponentClass, of plugin: Plugin) -> String {
        var text = header(plugin)
        for type in ComponentType.allCases {
            let count = plugin.classes.count { $0.name.type == type }
            text += "  \(title(type)) component classes: \(count)\n"
        }
        return text + "\n" + classText(componentClass)
    }

    private static func classText(_ componentClass: ComponentClass) -> String {
        var text = line(componentClass) + "\n"
        if !componentClass.help.isEmpty { text += "\n\(componentClass.help)\n" }
        guard !componentClass.parameters.isEmpty else { return text }
        text += "\nParameters:\n"
        for parameter in componentClass.parameters {
            let need = parameter.isMandatory ? ", mandatory" : ""
            text += "  \(parameter.name) (\(parameter.formText)\(need))\n"
            text += "      \(parameter.summary)\n"
        }
        return text
    }

    private static func header(_ plugin: Plugin) -> String {
        var text = "\(plugin.name):\n"
        if let path = plugin.path { text += "  Path: \(path)\n" } else { text += "  Built-in\n" }
        if let version = plugin.version { text += "  Version: \(version)\n" }
        text += "  Description: \(plugin.summary)\n"
        text += "  Author: \(plugin.author ?? "(unknown)")\n"
        return text + "  License: \(plugin.license ?? "(unknown)")\n"
    }

    private static func line(_ componentClass: ComponentClass) -> String {
        "'\(componentClass.name)': \(componentClass.summary)"
    }

    private static func title(_ type: ComponentType) -> String {
        switch type {
        case .source: "Source"
        case .filter: "Filter"
        case .sink: "Sink"
        }
    }

    private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
        "\(count) \(count == 1 ? one : many)"
    }
}
