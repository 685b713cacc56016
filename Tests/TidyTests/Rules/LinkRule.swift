// SPDX-License-Identifier: Apache-2.0

/// Links of documents lead to files of the repository, and so do the names of documents in texts.
enum LinkRule {
    /// Names of documents that stand in a text without being links.
    ///
    /// - Parameters:
    ///   - text: a document, or a program with comments.
    ///   - exists: asks of each path, relative to the repository, whether it exists.
    /// - Returns: those that are not there.
    static func mentions(in text: String, exists: (String) -> Bool) -> [Finding] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { line in
            line.element.matches(of: /\bdocs\/[\w.\/-]+\.md\b/).map { String($0.output) }
                .filter { !exists($0) }
                .map { Finding("\($0) is not there", line: line.offset + 1) }
        }
    }

    /// Asks of each path, relative to the document, whether it exists.
    static func findings(in text: String, exists: (String) -> Bool) -> [Finding] {
        var findings: [Finding] = []
        var isCode = false
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            if line.hasPrefix("```") { isCode.toggle() }
            if isCode { continue }
            for match in line.matches(of: /\]\(([^)\s]+)\)/) {
                let target = String(match.output.1)
                if target.contains("://") || target.hasPrefix("#") { continue }
                let path = String(target.split(separator: "#")[0])
                if !exists(path) {
                    findings.append(
                        Finding("a link to \(path), which is not there", line: index + 1)
                    )
                }
            }
        }
        return findings
    }
}
