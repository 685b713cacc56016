// SPDX-License-Identifier: Apache-2.0

/// Within the fence, each type or extension that does something unsafe says why it is safe.
///
/// A facet is what stands between the outermost braces of a file and above them. One comment that
/// begins with SAFETY is asked for in each facet that uses the keyword and names a pointer: asking
/// for one at each use would fill files with copies of a sentence, and a reader looks through a
/// facet as a whole. Where no pointer is named, the compiler makes one for the time of a call and
/// there is nothing to explain. An unchecked conformance always has its reason.
enum SafetyCommentRule {
    static func findings(in text: String) -> [Finding] {
        let source = SourceText(text)
        var findings: [Finding] = []
        var first = 1
        for last in facetEnds(of: source) {
            let lines = first...last
            first = last + 1
            let words = source.words.filter { lines.contains($0.line) }
            let isAboutPointers = words.contains(where: isPointer)
            let use = words.first { isClaim($0, in: source, isAboutPointers) }
            let isExplained = source.comments.contains {
                lines.contains($0.line)
                    && ($0.text.hasPrefix("SAFETY: ") || $0.text.hasPrefix("@unchecked because "))
            }
            if let use, !isExplained {
                findings.append(Finding("\(use.text) without a SAFETY comment", line: use.line))
            }
        }
        return findings
    }

    /// The lines in which an outermost brace closes, and the last line.
    private static func facetEnds(of source: SourceText) -> [Int] {
        var ends: [Int] = []
        var depth = 0
        var line = 1
        for byte in source.code {
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") {
                depth -= 1
                if depth == 0 { ends.append(line) }
            }
            if byte == UInt8(ascii: "\n") { line += 1 }
        }
        if ends.last != line { ends.append(line) }
        return ends
    }

    /// Whether a word claims safety that the compiler cannot check.
    ///
    /// Declarations marked as unsafe leave that to their callers.
    private static func isClaim(
        _ word: SourceText.Word,
        in source: SourceText,
        _ isAboutPointers: Bool
    ) -> Bool {
        switch source.byte(before: word.range.lowerBound) {
        case UInt8(ascii: "@"): word.text == "unchecked"
        case UInt8(ascii: "("): word.text == "unsafe"
        default: word.text == "unsafe" && isAboutPointers
        }
    }

    private static func isPointer(_ word: SourceText.Word) -> Bool {
        ["ointer", "ointee", "Unsafe", "Buffer", "buffer", "ddress"].contains {
            word.text.contains($0)
        }
    }
}
