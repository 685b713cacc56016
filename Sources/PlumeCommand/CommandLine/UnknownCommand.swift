// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import ProcessingCommands
internal import SystemCalls

/// What to say to somebody whose first word is no command.
enum UnknownCommand {
    /// Checks the words that begin a command line.
    ///
    /// - Throws: what may have been meant, where one is no command.
    static func check(_ arguments: [String]) throws(CommandFailure) {
        guard let word = arguments.first else { return }
        if word.hasPrefix("-") { return try checkOption(word) }
        guard let command = commands.first(where: { $0._commandName == word }) else {
            throw CommandFailure(.usage, message(word))
        }
        let below = command.configuration.subcommands.map { $0._commandName }
        guard !below.isEmpty, arguments.count > 1, !arguments[1].hasPrefix("-"),
            !below.contains(arguments[1])
        else { return }
        throw CommandFailure(
            .usage,
            "`plume \(word)` has no command `\(arguments[1])`; there is: "
                + below.joined(separator: ", ")
        )
    }

    /// Checks an option of `plume` itself, but those that its parser has without showing them.
    private static func checkOption(_ word: String) throws(CommandFailure) {
        let known = ["-h", "--help", "--version"]
        let isHidden = ["---", "--generate-", "--experimental-", "--help-"]
            .contains { word.hasPrefix($0) }
        guard !known.contains(word), !isHidden else { return }
        let isVersion = word == "-v" || word == "-V"
        let meant = isVersion ? "--version" : Suggestion.closest(to: word, among: known)
        throw CommandFailure(
            .usage,
            "there is no option `\(word)`; "
                + (meant.map { "did you mean `\($0)`?" }
                    ?? "the options of a command stand after it, plume --help lists commands")
        )
    }

    private static var commands: [any ParsableCommand.Type] {
        PlumeTool.configuration.subcommands
    }

    /// The names of the commands that help shows.
    static var shownNames: [String] {
        commands.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
    }

    /// What is said about a word that is no command.
    static func message(_ word: String) -> String {
        let unknown = "there is no command `\(word)`"
        if let meant = Suggestion.closest(to: word, among: shownNames) {
            return "\(unknown); did you mean `plume \(meant)`?"
        }
        let path = ShellQuoting.quoted(word)
        switch Directory.kind(of: word) {
        case .directory: return "\(unknown); to see a trace: plume view \(path)"
        case .file: return "\(unknown); to record a program: plume record -- \(path)"
        case .other, nil: return "\(unknown); plume --help lists those that there are"
        }
    }
}
