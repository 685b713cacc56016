// SPDX-License-Identifier: Apache-2.0

/// TSDL text in the making.
struct TSDLText {
    /// The text so far.
    private(set) var bytes: [UInt8] = []
    /// How far lines are indented.
    private(set) var indentation = 0

    /// Makes an empty text whose lines are indented.
    init(indentation: Int = 0) {
        self.indentation = indentation
    }

    /// Appends text to the current line.
    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends another text.
    mutating func append(_ text: TSDLText) {
        bytes += text.bytes
    }

    /// Begins a line.
    mutating func begin(_ text: String) {
        for _ in 0..<indentation { bytes.append(UInt8(ascii: "\t")) }
        append(text)
    }

    /// Appends a whole line.
    mutating func line(_ text: String) {
        begin(text)
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Ends the line with an open brace and indents what follows.
    mutating func open() {
        append(" {\n")
        indentation += 1
    }

    /// Begins a line with the brace that closes the innermost open one.
    mutating func close() {
        indentation -= 1
        begin("}")
    }

    /// Appends a block: a keyword, the lines that the closure writes, and the braces around them.
    mutating func block<Failure: Error>(
        _ keyword: String,
        _ body: (inout TSDLText) throws(Failure) -> Void
    ) throws(Failure) {
        append("\n")
        begin(keyword)
        open()
        try body(&self)
        close()
        append(";\n")
    }

    /// A string between quotation marks; nil when it contains a null character, which would end it.
    static func quoted(_ text: String) -> String? {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\0": return nil
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\u{01}"..<"\u{20}", "\u{7F}":
                let digits = String(scalar.value, radix: 8)
                quoted += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// Whether a text can be the name of a type or a clock.
    static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.utf8.first, first.isWordStart else { return false }
        return text.utf8.allSatisfy { $0.isWordStart || $0.isDigit }
            && !TSDLToken.keywords.contains(text)
    }
}
