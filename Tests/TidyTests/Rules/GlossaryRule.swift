// SPDX-License-Identifier: Apache-2.0

/// The glossary explains each word that the project has for a thing of its own, in one line, once,
/// and no word that it does not use.
enum GlossaryRule {
    /// What a glossary explains.
    static func terms(in text: String) -> [String] {
        text.matches(of: /(?m)^- \*\*([^*]+)\*\*: ./).map { String($0.output.1) }
    }

    /// Words of any program: what they mean here is what they mean everywhere.
    static let plain: Set = [
        "array", "byte", "error", "file", "folder", "identity", "level", "log", "memory", "name",
        "option", "parser", "process", "recorded", "report", "request", "sequence", "text", "value",
        "writer",
    ]

    /// Terms that are there twice, and those that nobody uses.
    ///
    /// - Parameters:
    ///   - text: the glossary.
    ///   - words: what the sources and documents say besides.
    /// - Returns: the terms.
    static func findings(in text: String, words: WordBag) -> [Finding] {
        let terms = terms(in: text)
        let counts = Dictionary(terms.map { ($0, 1) }, uniquingKeysWith: +)
        return counts.filter { $0.value > 1 }.keys.sorted().map { Finding("\($0) is there twice") }
            + terms.filter { !words.contains($0) }.map { Finding("\($0) is not used") }
    }

    /// Words that the public types of three targets share, which is what makes a word one of the
    /// project's.
    ///
    /// - Parameters:
    ///   - text: the glossary.
    ///   - types: by target, the names of its types that other targets can use.
    /// - Returns: the words that are not explained, and those that are called plain in vain.
    static func findings(in text: String, types: [String: Set<String>]) -> [Finding] {
        let explained = Set(terms(in: text).flatMap { WordBag.words(in: $0) })
        var targets: [String: Set<String>] = [:]
        for (target, names) in types {
            for word in names.flatMap({ WordBag.words(in: $0) }) {
                targets[word, default: []].insert(target)
            }
        }
        let shared = targets.filter { $0.value.count > 2 }.keys
        return shared.filter { !explained.contains($0) && !plain.contains($0) }.sorted().map {
            Finding("\($0) is not explained")
        }
            + plain.filter { !shared.contains($0) || explained.contains($0) }.sorted().map {
                Finding("\($0) is called plain in vain")
            }
    }
}

/// The words of texts, each by itself and with the one behind it.
struct WordBag {
    private var words: Set<String> = []

    /// Takes texts apart, names of two words in one, such as `EventRule`, included.
    init(_ texts: [String]) {
        for text in texts {
            var previous = ""
            for word in Self.words(in: text) {
                words.insert(word)
                words.insert(previous + " " + word)
                previous = word
            }
        }
    }

    /// Whether a term of one or two words is among them.
    func contains(_ term: String) -> Bool {
        words.contains(Self.words(in: term).joined(separator: " "))
    }

    /// The words of a text in lower case and in the singular, as far as a final s tells.
    static func words(in text: String) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        var previous: UInt8 = 0
        func end() {
            if word.count > 3, word.last == UInt8(ascii: "s"), word[word.count - 2] != word.last {
                word.removeLast()
            }
            if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
            word.removeAll(keepingCapacity: true)
        }
        let bytes = Array(text.utf8) + [0]
        for (index, byte) in bytes.enumerated() {
            let isLarge = (0x41...0x5A).contains(byte)
            let isSmall = (0x61...0x7A).contains(byte)
            if !isLarge && !isSmall { end() }
            // A capital begins a word, unless it stands in an abbreviation.
            let isBeforeSmall = index + 1 < bytes.count && (0x61...0x7A).contains(bytes[index + 1])
            let isAfterSmall = (0x61...0x7A).contains(previous)
            if isLarge && (isAfterSmall || isBeforeSmall) { end() }
            if isLarge || isSmall { word.append(byte | 0x20) }
            previous = byte
        }
        return words
    }
}
