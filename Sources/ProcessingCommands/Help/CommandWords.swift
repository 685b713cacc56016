// SPDX-License-Identifier: Apache-2.0

/// The words that commands which process traces understand, for shells to offer.
public enum CommandWords {
    /// The options of a command, the long ones.
    public static func options(of command: ProcessingCommand) -> [String] {
        switch command {
        case .convert: words(ConvertOption.all)
        case .run: words(RunParser.options) + words(GeneralOptions.all)
        case .query: words(QueryParser.options) + words(GeneralOptions.all)
        case .help, .listPlugins: words(GeneralOptions.all)
        }
    }

    /// The values that may follow a word.
    ///
    /// - Parameters:
    ///   - option: the word before.
    ///   - command: the command.
    /// - Returns: the values; nil where the word is no option that takes one of several words.
    public static func values(of option: String, for command: ProcessingCommand) -> [String]? {
        if option == "--log-level" || option == "-l" {
            return ComponentLogLevel.allCases.map { "\($0)".uppercased() }
        }
        guard command == .convert else { return nil }
        switch option {
        case "-o", "--output-format": return OutputFormat.allCases.map(\.rawValue)
        case "-i", "--input-format": return InputFormat.allCases.map(\.rawValue)
        case "--color": return ["never", "auto", "always"]
        case "--ctf-version": return ["1", "2"]
        case "-n", "--names": return TextLists.nameWords
        case "-f", "--fields": return TextLists.fieldWords + ["all"]
        default: return nil
        }
    }

    private static func words<Identity>(_ options: [OptionDescription<Identity>]) -> [String] {
        var words: [String] = []
        for option in options.compactMap(\.word) where !words.contains("--\(option)") {
            words.append("--\(option)")
        }
        return words
    }
}
