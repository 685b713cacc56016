// SPDX-License-Identifier: Apache-2.0

/// Links of documents lead to files of the repository.
enum LinkRule {
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
