// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// The commands that process traces.
public enum ProcessingCommand: String, Hashable, Sendable, CaseIterable {
    /// Converts traces.
    case convert
    /// Describes a plug-in or a component class.
    case help
    /// Lists plug-ins.
    case listPlugins = "list-plugins"
    /// Asks a component class.
    case query
    /// Runs a graph.
    case run
}

/// What the arguments of a command that processes traces say.
public struct CommandLine: Hashable, Sendable {
    /// What is to be done.
    public enum Action: Hashable, Sendable {
        /// Print how to use the command.
        case usage(ProcessingCommand)
        /// Print the version.
        case version
        /// Convert traces.
        case convert(ConvertArguments)
        /// Run a graph.
        case run(GraphPlan)
        /// Ask a component class.
        case query(QueryPlan)
        /// Describe a plug-in or a component class.
        case help(HelpTopic)
        /// List plug-ins.
        case listPlugins
    }

    /// The options that all of the commands have.
    public let general: GeneralOptions
    /// What is to be done.
    public let action: Action

    /// Reads arguments.
    ///
    /// - Parameters:
    ///   - arguments: the arguments after the command's name.
    ///   - command: the command.
    /// - Throws: what is wrong, as the user should be told.
    public init(_ arguments: [String], of command: ProcessingCommand) throws(GraphError) {
        do throws(GraphError) {
            var rest = arguments
            var general = try GeneralOptions.take(from: &rest)
            if command == .convert && rest.first == command.rawValue { rest.removeFirst() }
            let action: Action
            if general.wantsHelp {
                action = .usage(command)
            } else if general.wantsVersion {
                action = .version
            } else {
                action = try Self.action(rest, command, &general)
            }
            self.action = action
            self.general = general
        } catch {
            throw error.inside("The command line cannot be understood.")
        }
    }

    private static func action(
        _ arguments: [String],
        _ command: ProcessingCommand,
        _ general: inout GeneralOptions
    ) throws(GraphError) -> Action {
        switch command {
        case .convert:
            // Like Babeltrace, no argument at all asks for help.
            guard !arguments.isEmpty else { return .usage(command) }
            let parsed = try ConvertParser.parse(arguments, general: general)
            general = parsed.general
            if general.wantsHelp { return .usage(command) }
            return general.wantsVersion ? .version : .convert(parsed)
        case .run:
            guard !arguments.isEmpty else { return .usage(command) }
            return try RunParser.parse(arguments).map { .run($0) } ?? .usage(command)
        case .query: return try QueryParser.parse(arguments).map { .query($0) } ?? .usage(command)
        case .help: return try HelpParser.parse(arguments).map { .help($0) } ?? .usage(command)
        case .listPlugins:
            return try HelpParser.parseList(arguments) ? .listPlugins : .usage(command)
        }
    }
}
