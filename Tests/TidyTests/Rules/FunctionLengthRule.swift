// SPDX-License-Identifier: Apache-2.0

/// Functions fit on a screen: from the line of `func`, `init`, `deinit` or `subscript` to the brace
/// that closes the body.
enum FunctionLengthRule {
    static let maximumLines = 70

    static func findings(in text: String) -> [Finding] {
        let source = SourceText(text)
        return source.words.compactMap { word in
            guard isDeclaration(word, in: source), let end = bodyEnd(after: word, in: source)
            else { return nil }
            return finding(from: word.line, to: end)
        }
    }

    /// C functions: the braces at the outermost level that follow a parenthesis.
    static func findings(inC text: String) -> [Finding] {
        let source = SourceText(text, isC: true)
        var findings: [Finding] = []
        var depth = 0
        var line = 1
        var last = UInt8(ascii: " ")
        var start: Int?
        for byte in source.code {
            switch byte {
            case UInt8(ascii: "\n"):
                line += 1
            case UInt8(ascii: "{"):
                if depth == 0 && last == UInt8(ascii: ")") { start = line }
                depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                if depth == 0, let first = start {
                    findings += [finding(from: first, to: line)].compactMap(\.self)
                    start = nil
                }
            default:
                break
            }
            if byte != UInt8(ascii: " ") && byte != UInt8(ascii: "\n") { last = byte }
        }
        return findings
    }

    private static func finding(from first: Int, to last: Int) -> Finding? {
        let lines = last - first + 1
        return lines > maximumLines
            ? Finding("a function of \(lines) lines, more than \(maximumLines)", line: first) : nil
    }

    private static func isDeclaration(_ word: SourceText.Word, in source: SourceText) -> Bool {
        switch word.text {
        case "func", "deinit":
            return source.byte(before: word.range.lowerBound) != UInt8(ascii: "`")
        case "init", "subscript":
            // A member called by its name is no declaration.
            let before = source.byte(before: word.range.lowerBound)
            return before != UInt8(ascii: ".") && before != UInt8(ascii: "`")
                && [UInt8(ascii: "("), UInt8(ascii: "<"), UInt8(ascii: "?")]
                    .contains(source.byte(at: word.range.upperBound))
        default:
            return false
        }
    }

    /// The line of the brace that closes the body; nil when there is no body, as in protocols.
    private static func bodyEnd(after word: SourceText.Word, in source: SourceText) -> Int? {
        var line = word.line
        var parentheses = 0
        var braces = 0
        for position in word.range.upperBound..<source.code.count {
            switch source.code[position] {
            case UInt8(ascii: "("), UInt8(ascii: "["): parentheses += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): parentheses -= 1
            case UInt8(ascii: "{") where parentheses == 0: braces += 1
            case UInt8(ascii: "}") where parentheses == 0:
                braces -= 1
                if braces == 0 { return line }
                if braces < 0 { return nil }
            case UInt8(ascii: "\n"):
                if braces == 0 && parentheses == 0 && !continues(after: position, in: source) {
                    return nil
                }
                line += 1
            default: break
            }
        }
        return nil
    }

    /// Whether a declaration goes on in the next line that is not blank.
    private static func continues(after position: Int, in source: SourceText) -> Bool {
        let rest = source.code[position...].drop {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n")
        }
        return ["{", "->", "where ", "throws", "async", "rethrows"]
            .contains { rest.starts(with: $0.utf8) }
    }
}
