// SPDX-License-Identifier: Apache-2.0

internal import TraceGraph

/// An option that a command knows.
struct OptionDescription<Identity: Hashable & Sendable>: Sendable {
    let identity: Identity
    /// The letter after one dash; nil when there is none.
    let letter: Character?
    /// The word after two dashes; nil when there is none.
    let word: String?
    /// Whether a value follows.
    let takesValue: Bool

    init(_ identity: Identity, _ letter: Character?, _ word: String?, value: Bool = false) {
        self.identity = identity
        self.letter = letter
        self.word = word
        takesValue = value
    }
}

/// Takes arguments apart into options and others, in their order.
struct OptionScanner<Identity: Hashable & Sendable> {
    enum Item {
        case option(Identity, value: String)
        case argument(String)
        /// An option that the command does not know; the scanner stands before it.
        case unknown(String)
    }

    private let arguments: [String]
    private let options: [OptionDescription<Identity>]
    /// The argument that comes next.
    private(set) var position = 0
    /// The letters left of an argument such as `-dv`.
    private var letters: Substring = ""

    init(_ arguments: [String], _ options: [OptionDescription<Identity>]) {
        self.arguments = arguments
        self.options = options
    }

    /// The arguments that were not taken yet.
    var rest: ArraySlice<String> { arguments[position...] }

    /// The mistake of an option that a command does not know.
    func mistake(_ option: String, of command: String) -> GraphError {
        let words = options.compactMap { $0.word.map { "--\($0)" } }
        return .usage(
            "`plume \(command)` has no option `\(option)`."
                + Suggestion.question(about: option, among: words)
        )
    }

    /// The next option or argument; nil after the last one.
    ///
    /// - Throws: that an option lacks its value, or has one that it does not take.
    mutating func next() throws(GraphError) -> Item? {
        if !letters.isEmpty { return try nextLetter() }
        guard position < arguments.count else { return nil }
        let argument = arguments[position]
        if argument.hasPrefix("--") { return try word(argument) }
        guard argument.hasPrefix("-"), argument.count > 1 else {
            position += 1
            return .argument(argument)
        }
        guard
            argument.dropFirst().first.map({ letter in
                options.contains { $0.letter == letter }
            }) ?? false
        else { return .unknown(String(argument.prefix(2))) }
        position += 1
        letters = argument.dropFirst()
        return try nextLetter()
    }

    private mutating func nextLetter() throws(GraphError) -> Item? {
        let letter = letters.removeFirst()
        guard let option = options.first(where: { $0.letter == letter }) else {
            return .unknown("-\(letter)")
        }
        guard option.takesValue else { return .option(option.identity, value: "") }
        if !letters.isEmpty {
            let value = String(letters)
            letters = ""
            return .option(option.identity, value: value)
        }
        return .option(option.identity, value: try following("-\(letter)"))
    }

    private mutating func word(_ argument: String) throws(GraphError) -> Item? {
        let text = argument.dropFirst(2)
        let equals = text.firstIndex(of: "=")
        let name = String(text[..<(equals ?? text.endIndex)])
        guard let option = options.first(where: { $0.word == name }) else {
            return .unknown("--\(name)")
        }
        position += 1
        if let equals {
            guard option.takesValue else {
                throw .usage("Option `--\(name)` takes no value.")
            }
            return .option(option.identity, value: String(text[text.index(after: equals)...]))
        }
        guard option.takesValue else { return .option(option.identity, value: "") }
        return .option(option.identity, value: try following("--\(name)"))
    }

    private mutating func following(_ option: String) throws(GraphError) -> String {
        guard position < arguments.count else {
            throw .usage("Option `\(option)` needs a value.")
        }
        defer { position += 1 }
        return arguments[position]
    }
}
