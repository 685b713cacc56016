// SPDX-License-Identifier: Apache-2.0

internal import ProcessingCommands

/// The manual page of a command, for `man`.
struct ManualPage {
    private let command: CommandDescription
    /// All pages, for the list of those that go together.
    private let names: [String]

    /// The pages of `plume` and of all its commands, each with the name of its file.
    static func all() -> [(file: String, text: String)] {
        let tool = CommandDescription(PlumeTool.self)
        let commands = commands(below: tool)
        let names = commands.map { $0.path.joined(separator: "-") }
        return zip(names, commands).map { name, command in
            ("\(name).1", ManualPage(command: command, names: names).text())
        }
    }

    /// A command and those below it that do something themselves.
    private static func commands(below command: CommandDescription) -> [CommandDescription] {
        [command] + command.subcommands.flatMap { commands(below: $0) }
    }

    /// The page in the language of `man` macros.
    private func text() -> String {
        let name = command.path.joined(separator: "-")
        let title = Self.escaped(name.uppercased())
        var lines = [
            ".TH \(title) 1 \"\" \"plume \(PlumeTool.version)\" \"Plume\"",
            // Words are neither taken apart nor spread.
            ".nh", ".ad l",
            ".SH NAME", Self.escaped("\(name) - \(Self.withoutDot(command.abstract))"),
        ]
        if let usage = processingUsage {
            lines += [".SH DESCRIPTION", ".EX"] + Self.verbatim(usage) + [".EE"]
        } else {
            lines += [".SH SYNOPSIS"] + synopsis
            if !command.discussion.isEmpty { lines += [".SH DESCRIPTION"] + description }
            lines += options + subcommands
        }
        let others = names.filter { $0 != name }.map { "\\fB\(Self.escaped($0))\\fR(1)" }
        lines += [".SH SEE ALSO", others.joined(separator: ",\n")]
        return lines.joined(separator: "\n") + "\n"
    }

    /// How to use the command, where it is one that reads its arguments like Babeltrace.
    private var processingUsage: String? {
        guard command.path.count == 2 else { return nil }
        return ProcessingCommand(rawValue: command.path[1]).map { UsageText.text($0) }
    }

    private var synopsis: [String] {
        let words = command.arguments.compactMap { argument -> String? in
            guard argument.names.isEmpty else { return nil }
            let dots = argument.isRepeating ? " ..." : ""
            let value = "\\fI\(Self.escaped(argument.valueName ?? ""))\\fR\(dots)"
            return argument.isOptional ? "[\(value)]" : value
        }
        let name = "\\fB\(Self.escaped(command.path.joined(separator: " ")))\\fR"
        let below = command.subcommands.isEmpty ? [] : ["\\fIcommand\\fR"]
        return [([name, "[\\fIoptions\\fR]"] + below + words).joined(separator: " ")]
    }

    /// The paragraphs; examples stay as they are.
    private var description: [String] {
        let paragraphs = command.discussion.split(
            separator: "\n",
            omittingEmptySubsequences: false
        ).split(separator: "")
        return paragraphs.flatMap { lines -> [String] in
            let isExample = lines.allSatisfy { $0.hasPrefix("plume ") || $0.hasPrefix(" ") }
            let shown = Self.verbatim(lines.joined(separator: "\n"))
            return isExample ? [".PP", ".EX"] + shown + [".EE"] : [".PP"] + shown
        }
    }

    private var options: [String] {
        var lines: [String] = []
        var sections: [String?] = []
        for argument in command.arguments where !sections.contains(argument.section) {
            sections.append(argument.section)
        }
        for section in sections {
            lines.append(".SH \(Self.escaped((section ?? "Options").uppercased()))")
            for argument in command.arguments where argument.section == section {
                lines += [".TP", Self.title(argument), Self.meaning(argument)]
            }
        }
        return lines
    }

    private static func title(_ argument: CommandDescription.Argument) -> String {
        let names = argument.names.map { "\\fB\(escaped($0))\\fR" }.joined(separator: ", ")
        let value = argument.valueName.map { "\\fI\(escaped($0))\\fR" } ?? ""
        return names + (names.isEmpty || value.isEmpty ? "" : " ") + value
    }

    private static func meaning(_ argument: CommandDescription.Argument) -> String {
        var text = argument.abstract
        if !argument.values.isEmpty {
            text += " Values: \(argument.values.joined(separator: ", "))."
        }
        if let value = argument.defaultValue, argument.valueName != nil {
            text += " Default: \(value)."
        }
        return escaped(text)
    }

    private var subcommands: [String] {
        guard !command.subcommands.isEmpty else { return [] }
        let lines = command.subcommands.flatMap { below in
            [".TP", "\\fB\(Self.escaped(below.path.last ?? ""))\\fR", Self.escaped(below.abstract)]
        }
        return [".SH COMMANDS"] + lines
    }

    private static func withoutDot(_ sentence: String) -> String {
        sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    }

    private static func verbatim(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }
    }

    /// A line of text as it is, whatever characters have a meaning in the language.
    private static func escaped(_ text: String) -> String {
        let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
    }
}
