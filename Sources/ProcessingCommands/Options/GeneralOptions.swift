// SPDX-License-Identifier: Apache-2.0

internal import TraceGraph

/// What all commands that process traces understand before their own options.
public struct GeneralOptions: Hashable, Sendable {
    /// How much is said; nil for what is usual.
    public internal(set) var logLevel: ComponentLogLevel?
    /// Whether `--verbose` was given.
    public internal(set) var isVerbose = false
    /// Directories of plug-ins.
    public internal(set) var pluginPaths: [String] = []
    /// Whether the plug-ins in the user's own directory stay out.
    public internal(set) var omitsHomePlugins = false
    /// Whether the plug-ins of the system stay out.
    public internal(set) var omitsSystemPlugins = false
    /// Whether the user wants to read about the commands.
    public internal(set) var wantsHelp = false
    /// Whether the user wants to know the version.
    public internal(set) var wantsVersion = false

    /// Changes nothing.
    public init() {}

    /// Replaces the log level.
    public mutating func setLogLevel(_ level: ComponentLogLevel) { logLevel = level }

    enum Identity {
        case debug
        case verbose
        case logLevel
        case help
        case version
        case omitHome
        case omitSystem
        case pluginPath
    }

    static let all: [OptionDescription<Identity>] = [
        OptionDescription(.debug, "d", "debug"),
        OptionDescription(.verbose, "v", "verbose"),
        OptionDescription(.logLevel, "l", "log-level", value: true),
        OptionDescription(.help, "h", "help"),
        OptionDescription(.version, "V", "version"),
        OptionDescription(.omitHome, nil, "omit-home-plugin-path"),
        OptionDescription(.omitSystem, nil, "omit-system-plugin-path"),
        OptionDescription(.pluginPath, nil, "plugin-path", value: true),
    ]

    /// Takes the options off the front of a command line.
    ///
    /// - Parameter arguments: the arguments, of which those of the command are left.
    /// - Returns: what the options say.
    /// - Throws: what is wrong with an option.
    static func take(from arguments: inout [String]) throws(GraphError) -> GeneralOptions {
        var options = GeneralOptions()
        var scanner = OptionScanner(arguments, all)
        var rest = scanner.rest
        while case .option(let identity, let value)? = try scanner.next() {
            try options.apply(identity, value)
            rest = scanner.rest
        }
        arguments = Array(rest)
        return options
    }

    mutating func apply(_ identity: Identity, _ value: String) throws(GraphError) {
        switch identity {
        case .debug: logLevel = .trace
        case .verbose:
            isVerbose = true
            logLevel = min(logLevel ?? .info, .info)
        case .logLevel:
            guard let level = ComponentLogLevel(value) else {
                throw .usage("`\(value)` is no log level: \(ComponentLogLevel.words).")
            }
            logLevel = level
        case .help: wantsHelp = true
        case .version: wantsVersion = true
        case .omitHome: omitsHomePlugins = true
        case .omitSystem: omitsSystemPlugins = true
        case .pluginPath:
            pluginPaths += value.split(separator: ":").map(String.init)
        }
    }
}

extension ComponentLogLevel {
    /// The names of all levels, for messages.
    static let words = "NONE, FATAL, ERROR, WARNING, INFO, DEBUG or TRACE, or their first letters"
}
