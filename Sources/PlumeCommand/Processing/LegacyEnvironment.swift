// SPDX-License-Identifier: Apache-2.0

internal import ProcessingCommands
internal import SystemCalls
internal import TraceGraph

/// The environment variables of Babeltrace that steer its command line.
enum LegacyEnvironment {
    /// The options with what the environment says about log levels.
    static func applied(to options: GeneralOptions) -> GeneralOptions {
        var options = options
        if Environment.value("BABELTRACE_VERBOSE") == "1" { options.setLogLevel(.info) }
        if Environment.value("BABELTRACE_DEBUG") == "1" { options.setLogLevel(.trace) }
        if let level = Environment.value("BABELTRACE_CLI_LOG_LEVEL").flatMap(ComponentLogLevel.init)
        {
            options.setLogLevel(level)
        }
        return options
    }

    /// Warns when a path is called like a command, which may have been meant.
    static func warnAboutClash(_ arguments: [String]) {
        guard Environment.value("BABELTRACE_CLI_WARN_COMMAND_NAME_DIRECTORY_CLASH") != "0" else {
            return
        }
        for word in arguments.drop(while: { $0 == ProcessingCommand.convert.rawValue })
        where ProcessingCommand(rawValue: word) != nil && Directory.kind(of: word) != nil {
            Terminal.say(
                "plume: `\(word)` is a path here, and a command too: for the command, write"
                    + " `plume \(word)`; to keep this quiet, write `./\(word)`"
            )
        }
    }
}

/// Where plug-ins are looked for.
enum PluginPaths {
    /// What the user has named.
    static func given(_ options: GeneralOptions) -> [String] {
        let listed = Environment.value("BABELTRACE_PLUGIN_PATH") ?? ""
        return listed.split(separator: ":").map(String.init) + options.pluginPaths
    }

    /// All of them, in the order in which they are searched.
    static func all(_ options: GeneralOptions) -> [String] { given(options) }
}
