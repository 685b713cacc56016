// SPDX-License-Identifier: Apache-2.0

/// Code that is not used is in the history, not in comments.
///
/// Comments are sentences, so what has the form of a statement is taken for one. Documentation may
/// show code.
enum CommentedCodeRule {
    static func findings(in text: String, isC: Bool = false) -> [Finding] {
        SourceText(text, isC: isC).comments
            .filter { !$0.isDocumentation && isStatement($0.text) }
            .map { Finding("commented-out code: \($0.text)", line: $0.line) }
    }

    private static func isStatement(_ comment: String) -> Bool {
        if comment.hasSuffix(";") || comment.hasSuffix(" {") || comment == "}" { return true }
        let forms: [Regex<Substring>] = [
            /(?:(?:public|private|internal|static) )*(?:let|var) \w+(?:: \S+)? = .*/,
            /(?:(?:public|private|internal|static) )*(?:let|var) \w+: \S+/,
            /import [A-Z]\w+/,
            /return(?: \S*[()\[\].]\S*)?/,
            /(?:(?:try|await|_ =) )*(?:\w+\.)*[a-z]\w*\(.*\)/,
            /(?:\w+\.)*\w+(?:\[.*\])? [-+*\/&|]?= \S+/,
            /} else .*/,
        ]
        return forms.contains { comment.wholeMatch(of: $0) != nil }
    }
}
