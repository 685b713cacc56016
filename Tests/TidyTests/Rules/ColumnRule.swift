// SPDX-License-Identifier: Apache-2.0

/// Lines fit side by side on a screen.
///
/// A line of nothing but a string's text may be longer: expected output cannot be broken.
enum ColumnRule {
    static let maximumColumns = 100

    /// Long lines of C, in which none needs to be.
    static func findings(inC text: String) -> [Finding] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().filter { $0.element.count > maximumColumns }.map {
            Finding("\($0.element.count) columns", line: $0.offset + 1)
        }
    }

    static func findings(in text: String) -> [Finding] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let long = lines.indices.filter { lines[$0].count > maximumColumns }
        if long.isEmpty { return [] }
        let source = SourceText(text)
        let code = source.codeLines
        let comments = Set(source.comments.map(\.line))
        return long.filter { line in
            comments.contains(line + 1) || code[line].contains { $0 != " " && $0 != "," }
        }.map { Finding("\(lines[$0].count) columns", line: $0 + 1) }
    }
}
