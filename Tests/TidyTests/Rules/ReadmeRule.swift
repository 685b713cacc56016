// SPDX-License-Identifier: Apache-2.0

/// The first page is a page, not a manual.
enum ReadmeRule {
    static let maximumLines = 150

    static func findings(in text: String) -> [Finding] {
        let lines = FileLengthRule.lineCount(of: text)
        return lines > maximumLines ? [Finding("\(lines) lines, more than \(maximumLines)")] : []
    }
}
