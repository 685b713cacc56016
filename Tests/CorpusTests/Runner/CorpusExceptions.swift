// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls
internal import TraceModel

/// The rules by which this reader decides otherwise than a corpus, with the reasons.
///
/// They stand in a table of a Markdown document: the names of cases in code marks, the corpus's
/// verdict, and the rule. A `*` in a name stands for any characters.
public struct CorpusExceptions: Sendable {
    /// A rule.
    public struct Rule: Hashable, Sendable {
        /// The category and name of cases, with stars for what may differ.
        public let cases: String
        /// The reason.
        public let reason: String

        /// Whether a case has such a name.
        ///
        /// - Parameter id: the category and the name of the case.
        /// - Returns: whether it has.
        public func covers(_ id: String) -> Bool {
            Self.matches(cases.utf8[...], id.utf8[...])
        }

        private static func matches(
            _ pattern: Substring.UTF8View,
            _ name: Substring.UTF8View
        ) -> Bool {
            var (pattern, name) = (pattern, name)
            /// Where to go on when what a star stands for must be longer.
            var retry: (pattern: Substring.UTF8View, name: Substring.UTF8View)?
            while true {
                if let first = pattern.first, first == UInt8(ascii: "*") {
                    pattern = pattern.dropFirst()
                    retry = (pattern, name)
                } else if let first = name.first, first == pattern.first {
                    pattern = pattern.dropFirst()
                    name = name.dropFirst()
                } else if name.isEmpty && pattern.isEmpty {
                    return true
                } else if let again = retry, !again.name.isEmpty {
                    name = again.name.dropFirst()
                    pattern = again.pattern
                    retry = (pattern, name)
                } else {
                    return false
                }
            }
        }
    }

    /// The rules, in the order of the document.
    public let rules: [Rule]

    /// No exceptions.
    public init() {
        rules = []
    }

    /// The reason to decide otherwise about a case.
    ///
    /// - Parameter id: the category and the name of the case.
    /// - Returns: the reason; nil when no rule speaks of the case.
    public func reason(for id: String) -> String? {
        rules.first { $0.covers(id) }?.reason
    }

    /// Reads the tables of a document.
    public init(document: String) {
        var rules: [Rule] = []
        for line in document.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { $0.trimmed }
            guard cells.count >= 2, let reason = cells.last else { continue }
            rules.append(Rule(cases: cells[0].filter { $0 != "`" }, reason: reason))
        }
        self.rules = rules
    }

    /// Reads a document; there are no exceptions when it does not exist.
    public init(path: String) {
        let bytes = (try? FileReader.contents(of: path, limitBytes: 1 << 20)) ?? []
        self.init(document: String(decoding: bytes, as: UTF8.self))
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
