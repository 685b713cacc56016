// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import ProcessingCommands

/// `plume convert`: reads traces and writes them in another form, like `babeltrace2`.
struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Convert traces: to text, to another trace, or to nothing but a check."
    )

    @Argument(parsing: .captureForPassthrough)
    var arguments: [String] = []

    func run() throws { try Processing.run(.convert, arguments) }
}

/// `plume run`: runs a graph of components.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a graph of components which read, change and write traces."
    )

    @Argument(parsing: .captureForPassthrough)
    var arguments: [String] = []

    func run() throws { try Processing.run(.run, arguments) }
}

/// `plume query`: asks a component class for an object.
struct QueryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Ask a component class, for example when the data streams of a trace are active."
    )

    @Argument(parsing: .captureForPassthrough)
    var arguments: [String] = []

    func run() throws { try Processing.run(.query, arguments) }
}

/// `plume help`: describes commands, plug-ins and component classes.
struct HelpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "help",
        abstract: "Describe a command, a plug-in or a component class."
    )

    @Argument(parsing: .captureForPassthrough)
    var arguments: [String] = []

    func run() throws {
        guard let name = arguments.first else {
            throw CleanExit.helpRequest(PlumeTool.self)
        }
        if let command = ProcessingCommand(rawValue: name), arguments.count == 1 {
            return try Processing.run(command, ["--help"])
        }
        let commands = PlumeTool.configuration.subcommands
        if let command = commands.first(where: { $0.configuration.commandName == name }) {
            throw CleanExit.helpRequest(command)
        }
        if arguments.count == 1, !name.hasPrefix("-"), !name.contains("."),
            !Processing.isPlugin(name)
        {
            throw CommandFailure(.failure, UnknownCommand.message(name))
        }
        try Processing.run(.help, arguments)
    }
}

/// `plume list-plugins`: lists plug-ins and their component classes.
struct ListPluginsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list-plugins",
        abstract: "List the plug-ins and component classes that graphs are made of."
    )

    @Argument(parsing: .captureForPassthrough)
    var arguments: [String] = []

    func run() throws { try Processing.run(.listPlugins, arguments) }
}
