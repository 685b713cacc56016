// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import ProcessingCommands

/// The first word that begins the command to record: none that looks like an option.
enum CommandWord {
    /// Checks the words that are neither options nor their values.
    ///
    /// - Parameters:
    ///   - words: the command and its arguments, or what stands in their place.
    ///   - type: the command of `plume`, for its options.
    /// - Throws: an answer for an option that asks for one, and what is wrong with any other.
    static func check(_ words: [String], of type: any ParsableCommand.Type) throws {
        // What follows "--" is a command whatever it looks like.
        guard let word = words.first, word.hasPrefix("-"), word != "--" else { return }
        switch word {
        case "-h", "--help": throw CleanExit.helpRequest(type)
        case "--version": throw CleanExit.message(PlumeTool.version)
        default: break
        }
        let name = String(word.prefix { $0 != "=" })
        let known =
            CommandDescription(type).arguments.flatMap(\.names)
            .filter { $0.hasPrefix("--") } + ["--help", "--version"]
        let unknown = "Unknown option '\(name)'."
        if let meant = Suggestion.closest(to: name, among: known) {
            throw ValidationError("\(unknown) Did you mean '\(meant)'?")
        }
        let isOfAttach = CommandDescription(AttachCommand.self).arguments.contains {
            $0.names.contains(name)
        }
        throw ValidationError(
            isOfAttach
                ? "\(unknown) It is one of plume attach."
                : "\(unknown) A program whose name begins with a dash stands after --."
        )
    }
}
