// SPDX-License-Identifier: Apache-2.0

internal import ProcessingCommands
internal import SessionHost

/// What may stand in the place of a word that somebody has begun to type.
struct WordCompletion {
    /// What the shell knows better.
    enum Kind: String {
        case files
        case directories
        /// Programs on the path.
        case commands
    }

    /// A word, and what it means.
    struct Candidate {
        let word: String
        let meaning: String
    }

    private(set) var candidates: [Candidate] = []
    private(set) var kinds: [Kind] = []
    private let prefix: String

    /// Finds what may stand in the last place.
    ///
    /// - Parameter words: the words after `plume`; the last one is incomplete, or empty.
    init(_ words: [String]) {
        var before = Array(words.dropLast())
        prefix = words.last == "=" ? "" : words.last ?? ""
        // Some shells take "--option=value" apart.
        if words.last != "=", before.last == "=" { before.removeLast() }
        var command = CommandDescription(PlumeTool.self)
        while let word = before.first,
            let next = command.subcommands.first(where: { $0.path.last == word })
        {
            command = next
            before.removeFirst()
        }
        if let processing = ProcessingCommand(rawValue: command.path.last ?? "") {
            complete(processing, after: before)
        } else {
            complete(command, after: before)
        }
    }

    /// The lines for a shell: what it is to add itself, and candidates with their meanings.
    var lines: [String] {
        kinds.map { ":\($0.rawValue)" }
            + candidates.map { $0.meaning.isEmpty ? $0.word : "\($0.word)\t\($0.meaning)" }
    }

    private mutating func add(_ words: [String], _ meaning: String = "") {
        for word in words where word.hasPrefix(prefix) {
            candidates.append(Candidate(word: word, meaning: meaning))
        }
    }

    private mutating func complete(_ command: ProcessingCommand, after before: [String]) {
        let option = before.last ?? ""
        if let values = CommandWords.values(of: option, for: command) { return add(values) }
        if ["-c", "--component"].contains(option) { return add(Processing.componentClasses) }
        if prefix.hasPrefix("-") { return add(CommandWords.options(of: command)) }
        switch command {
        case .convert, .run: kinds = [.files]
        case .query: add(Processing.componentClasses)
        case .help: add(UnknownCommand.shownNames + Processing.componentClasses)
        case .listPlugins: break
        }
    }

    private mutating func complete(_ command: CommandDescription, after before: [String]) {
        let options = command.arguments.filter { !$0.names.isEmpty }
        let arguments = command.arguments.filter(\.names.isEmpty)
        let startsProgram = arguments.last?.valueName == "command"
        var pending: CommandDescription.Argument?
        var plainCount = 0
        var isOver = false
        for word in before {
            if pending != nil {
                pending = nil
            } else if !isOver, word == "--" {
                isOver = true
            } else if !isOver, word.hasPrefix("-") {
                pending = options.first { $0.valueName != nil && $0.names.contains(word) }
            } else {
                plainCount += 1
                isOver = isOver || startsProgram
            }
        }
        if let pending { return complete(pending) }
        if startsProgram, plainCount > 0 {
            kinds = [.files]
            return
        }
        if !isOver, prefix.hasPrefix("-") {
            for option in options { add(option.names, option.abstract) }
            return
        }
        for below in command.subcommands { add([below.path.last ?? ""], below.abstract) }
        guard let last = arguments.last else { return }
        if plainCount < arguments.count || last.isRepeating {
            complete(arguments[min(plainCount, arguments.count - 1)])
        }
    }

    private mutating func complete(_ argument: CommandDescription.Argument) {
        switch argument.valueName {
        case "command": kinds = [.commands, .files]
        case "recording": add(RecordingName.all() + RecordingClient.controllers())
        case "processes":
            let processes = AttachCommand.listening()
            add(Set(processes.map { AttachCommand.program(of: $0) }).sorted())
            for process in processes { add(["\(process)"], AttachCommand.program(of: process)) }
        default:
            add(argument.completions)
            kinds = argument.completionKinds
        }
    }
}
