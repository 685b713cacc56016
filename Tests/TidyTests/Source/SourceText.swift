// SPDX-License-Identifier: Apache-2.0

/// A Swift or C file taken apart: its code with nothing but code in it, and its comments.
///
/// Rules that look for words would otherwise find them in strings and prose.
struct SourceText {
    /// The text with each byte of comments and string literals replaced by a blank.
    ///
    /// Lines and columns are those of the file. What a string interpolates is code.
    let code: [UInt8]
    let comments: [Comment]

    init(_ text: String, isC: Bool = false) {
        var scanner = SourceScanner(Array(text.utf8), isC: isC)
        scanner.scan()
        code = scanner.code
        comments = scanner.comments
    }

    /// The code by lines; the first line of the file has index 0.
    var codeLines: [String] {
        code.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// The words of the code, each with its line counted from 1 and where it begins.
    var words: [Word] {
        var words: [Word] = []
        var line = 1
        var start: Int?
        for (index, byte) in code.enumerated() {
            if Self.isPartOfWord(byte) {
                if start == nil { start = index }
                continue
            }
            if let first = start {
                words.append(Word(code[first..<index], line: line))
                start = nil
            }
            if byte == UInt8(ascii: "\n") { line += 1 }
        }
        if let first = start { words.append(Word(code[first...], line: line)) }
        return words
    }

    private static func isPartOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default:
            byte >= 0x80
        }
    }
}

extension SourceText {
    /// An identifier, keyword or number of the code.
    struct Word {
        let text: String
        /// Counted from 1.
        let line: Int
        /// The positions of its bytes in the code.
        let range: Range<Int>

        fileprivate init(_ bytes: ArraySlice<UInt8>, line: Int) {
            text = String(decoding: bytes, as: UTF8.self)
            self.line = line
            range = bytes.indices
        }
    }

    /// The byte before a position, nil at the beginning.
    func byte(before position: Int) -> UInt8? { position > 0 ? code[position - 1] : nil }

    /// The byte at a position, nil behind the end.
    func byte(at position: Int) -> UInt8? { position < code.count ? code[position] : nil }
}
