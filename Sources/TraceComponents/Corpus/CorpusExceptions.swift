// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls
internal import TraceModel

/// The cases of a corpus where this reader decides otherwise, with the reasons.
///
/// They stand in a table of a Markdown document: the case in code marks, the corpus's verdict, and
/// the reason.
public struct CorpusExceptions: Sendable {
    /// The reason for each case, by its category and name.
    public let reasons: [String: String]

    /// No exceptions.
    public init() {
        reasons = [:]
    }

    /// Reads the tables of a document.
    public init(document: String) {
        var reasons: [String: String] = [:]
        for line in document.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { $0.trimmed }
            guard cells.count >= 2, let reason = cells.last else { continue }
            let name = cells[0].filter { $0 != "`" }
            reasons[name] = reason
        }
        self.reasons = reasons
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
