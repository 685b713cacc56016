// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// What a command takes, as its help shows it.
struct CommandDescription {
    /// An option, a flag, or an argument that stands alone.
    struct Argument {
        /// How it is written: "-o", "--output"; empty when it stands alone.
        let names: [String]
        /// What stands for its value; nil when it has none.
        let valueName: String?
        /// The values that it may have; empty when there are many.
        let values: [String]
        /// The words that a shell offers for it.
        let completions: [String]
        /// What a shell offers for it besides.
        let completionKinds: [WordCompletion.Kind]
        /// The value where none is given; nil when there is none.
        let defaultValue: String?
        /// What it means.
        let abstract: String
        /// The group that it belongs to; nil for the command's own.
        let section: String?
        let isOptional: Bool
        let isRepeating: Bool
    }

    /// The words that call it, for example "plume" and "record".
    let path: [String]
    /// What it does, in a sentence.
    let abstract: String
    /// Examples and further paragraphs.
    let discussion: String
    let arguments: [Argument]
    let subcommands: [CommandDescription]

    /// Describes a command and those below it.
    init(_ type: any ParsableCommand.Type) {
        let dump = JSONValue(parsing: type._dumpHelp()) ?? .null
        self.init(dump["command"] ?? .null, [])
    }

    private init(_ dump: JSONValue, _ parents: [String]) {
        path = parents + [dump["commandName"]?.text ?? ""]
        abstract = dump["abstract"]?.text ?? ""
        discussion = dump["discussion"]?.text ?? ""
        arguments = dump.shown("arguments").map { Argument($0) }
        subcommands = dump.shown("subcommands").map { [path] in CommandDescription($0, path) }
    }
}

extension CommandDescription.Argument {
    fileprivate init(_ dump: JSONValue) {
        names = (dump["names"]?.elements ?? []).map { name in
            (name["kind"]?.text == "long" ? "--" : "-") + (name["name"]?.text ?? "")
        }
        valueName = dump["kind"]?.text == "flag" ? nil : dump["valueName"]?.text
        values = (dump["allValues"]?.elements ?? [])
            .compactMap(\.text)
        let completion = dump["completionKind"] ?? .null
        completions = (completion["list"]?["values"]?.elements ?? []).compactMap(\.text)
        if completion["directory"] != nil {
            completionKinds = [.directories]
        } else {
            completionKinds = completion["file"] != nil ? [.files] : []
        }
        defaultValue = dump["defaultValue"]?.text
        abstract = dump["abstract"]?.text ?? ""
        section = dump["sectionTitle"]?.text
        isOptional = dump["isOptional"] == .boolean(true)
        isRepeating = dump["isRepeating"] == .boolean(true)
    }
}

extension JSONValue {
    fileprivate var text: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    /// The elements of a member that are not hidden.
    fileprivate func shown(_ name: String) -> [JSONValue] {
        (self[name]?.elements ?? []).filter { $0["shouldDisplay"] == .boolean(true) }
    }

    fileprivate var elements: [JSONValue]? {
        if case .array(let elements) = self { return elements }
        return nil
    }
}
