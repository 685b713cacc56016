// SPDX-License-Identifier: Apache-2.0

/// Marks for later belong in an issue; forced tries and casts are traps in waiting.
enum BannedWordRule {
    // Written in halves, so that this file does not break its own rule.
    private static let marks: Set = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]

    static func findings(in text: String, isC: Bool = false) -> [Finding] {
        let source = SourceText(text, isC: isC)
        let comments = source.comments.flatMap { comment in
            marked(comment.text).map { Finding("the mark \($0)", line: comment.line) }
        }
        let forced = source.words.filter {
            ["try", "as"].contains($0.text) && !isC
                && source.byte(at: $0.range.upperBound) == UInt8(ascii: "!")
        }
        return comments
            + forced.map { Finding("\($0.text) with an exclamation mark", line: $0.line) }
    }

    /// Documents and scripts, which are all words.
    static func findings(inWordsOf text: String) -> [Finding] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { line in
            marked(line.element).map { Finding("the mark \($0)", line: line.offset + 1) }
        }
    }

    private static func marked(_ text: some StringProtocol) -> [String] {
        String(text).split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
            .filter(marks.contains)
    }
}
