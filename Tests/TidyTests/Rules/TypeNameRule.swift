// SPDX-License-Identifier: Apache-2.0

/// A type's name means one thing in the whole package, so that a word leads to one declaration.
enum TypeNameRule {
    private static let kinds: Set = ["struct", "enum", "class", "protocol", "actor", "typealias"]
    private static let modifiers: Set = ["private", "fileprivate"]

    /// A type that a file declares outside of any other, and not for itself alone.
    struct Declaration {
        let name: String
        /// Whether other targets can use it.
        let isShared: Bool
    }

    /// The types that a file declares.
    static func declarations(in text: String) -> [Declaration] {
        let source = SourceText(text)
        let words = source.words
        var depth = 0
        var position = 0
        var declarations: [Declaration] = []
        for (index, word) in words.enumerated() {
            while position < word.range.lowerBound {
                switch source.code[position] {
                case UInt8(ascii: "{"), UInt8(ascii: "("): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: ")"): depth -= 1
                default: break
                }
                position += 1
            }
            guard depth == 0, kinds.contains(word.text), index + 1 < words.count else { continue }
            // An import of one declaration names its kind as well.
            let before = words[..<index].suffix(3).filter { $0.line == word.line }.map(\.text)
            if before.contains("import") || before.contains(where: modifiers.contains) { continue }
            let isShared = before.contains("public") || before.contains("package")
            declarations.append(Declaration(name: words[index + 1].text, isShared: isShared))
        }
        return declarations
    }

    /// Finds the names that more than one target declares, given each file's target and text.
    static func findings(in files: [(target: String, text: String)]) -> [Finding] {
        var targets: [String: Set<String>] = [:]
        for file in files {
            for type in declarations(in: file.text) {
                targets[type.name, default: []].insert(file.target)
            }
        }
        return targets.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map {
            Finding("\($0.key) is a type of \($0.value.sorted().joined(separator: " and "))")
        }
    }
}
