// SPDX-License-Identifier: Apache-2.0

/// Commands typed by hand: words between blanks, with quotes around those that hold blanks.
enum InlineCommand {
    /// Splits a line into its words; a line of blanks has none.
    static func words(of line: ArraySlice<UInt8>) throws(ProtocolError) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var rest = line.drop(while: isBlank)
        while let first = rest.first {
            if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
                words.append(try quotedWord(from: &rest))
                // A word that goes on after its closing quote has no meaning.
                if let next = rest.first, !isBlank(next) { throw .unbalancedQuotes }
            } else {
                let word = rest.prefix { !isBlank($0) }
                words.append(Array(word))
                rest = rest[word.endIndex...]
            }
            rest = rest.drop(while: isBlank)
        }
        return words
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }

    /// Takes a word in quotes.
    ///
    /// Within double quotes a backslash gives the usual control characters.
    private static func quotedWord(
        from rest: inout ArraySlice<UInt8>
    ) throws(ProtocolError) -> [UInt8] {
        var word: [UInt8] = []
        let quote = rest.removeFirst()
        while let byte = rest.popFirst() {
            if byte == quote { return word }
            if byte == UInt8(ascii: "\\"), let escaped = rest.first {
                if quote == UInt8(ascii: "\"") {
                    word.append(control(escaped))
                    rest.removeFirst()
                    continue
                }
                if escaped == quote {
                    word.append(quote)
                    rest.removeFirst()
                    continue
                }
            }
            word.append(byte)
        }
        throw .unbalancedQuotes
    }

    private static func control(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "n"): UInt8(ascii: "\n")
        case UInt8(ascii: "r"): UInt8(ascii: "\r")
        case UInt8(ascii: "t"): UInt8(ascii: "\t")
        default: letter
        }
    }
}
