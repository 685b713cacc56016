// SPDX-License-Identifier: Apache-2.0

/// Tells code, comments and strings of a Swift or C file apart, in one pass over its bytes.
struct SourceScanner {
    private(set) var code: [UInt8]
    private(set) var comments: [Comment] = []

    private let bytes: [UInt8]
    private let isC: Bool
    private var position = 0
    private var line = 1

    init(_ bytes: [UInt8], isC: Bool) {
        self.bytes = bytes
        self.isC = isC
        code = bytes.map { $0 == UInt8(ascii: "\n") ? $0 : UInt8(ascii: " ") }
    }

    mutating func scan() {
        scanCode(untilParenthesis: false)
    }

    /// Scans code, to the end or to the parenthesis that closes an interpolation.
    private mutating func scanCode(untilParenthesis: Bool) {
        var depth = 0
        while position < bytes.count {
            if skipComment() || skipString() { continue }
            let byte = bytes[position]
            if byte == UInt8(ascii: "(") { depth += 1 }
            if byte == UInt8(ascii: ")") {
                if untilParenthesis && depth == 0 { return }
                depth -= 1
            }
            code[position] = byte
            advance(1)
        }
    }

    private func matches(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { unsafe bytes[position...].starts(with: $0) }
    }

    private mutating func advance(_ count: Int) {
        for _ in 0..<count where position < bytes.count {
            if bytes[position] == UInt8(ascii: "\n") { line += 1 }
            position += 1
        }
    }
}

extension SourceScanner {
    private mutating func skipComment() -> Bool {
        if matches("//") {
            let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            record(bytes[position..<end], line: line)
            advance(end - position)
            return true
        }
        guard matches("/*") else { return false }
        skipBlockComment()
        return true
    }

    private mutating func skipBlockComment() {
        let start = position
        let firstLine = line
        var depth = 0
        repeat {
            if matches("/*"), !isC || depth == 0 {
                depth += 1
                advance(2)
            } else if matches("*/") {
                depth -= 1
                advance(2)
            } else {
                advance(1)
            }
        } while depth > 0 && position < bytes.count
        let lines = bytes[start..<position].split(
            separator: UInt8(ascii: "\n"),
            omittingEmptySubsequences: false
        )
        for (offset, text) in lines.enumerated() { record(text, line: firstLine + offset) }
    }

    private mutating func record(_ text: ArraySlice<UInt8>, line: Int) {
        var words = Substring(decoding: text, as: UTF8.self)
        let isDocumentation = words.hasPrefix("///") || words.hasPrefix("/**")
        words = words.drop { "/* ".contains($0) }
        while let last = words.last, "/* ".contains(last) { words.removeLast() }
        comments.append(Comment(line: line, text: String(words), isDocumentation: isDocumentation))
    }
}

extension SourceScanner {
    private mutating func skipString() -> Bool {
        if isC && bytes[position] == UInt8(ascii: "'") {
            advance(1)
            skipString(quotes: 1, quote: UInt8(ascii: "'"), hashes: 0)
            return true
        }
        let hashes = isC ? 0 : bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
        let quotes = bytes[(position + hashes)...].prefix { $0 == UInt8(ascii: "\"") }.count
        guard quotes > 0 else { return false }
        // Two quotes are an empty string, and so are the first two of a C string after another.
        let isLong = quotes >= 3 && !isC
        advance(hashes + (isLong ? 3 : 1))
        skipString(quotes: isLong ? 3 : 1, quote: UInt8(ascii: "\""), hashes: hashes)
        return true
    }

    /// Skips to behind the quotes that end a string, and scans its interpolations as code.
    private mutating func skipString(quotes: Int, quote: UInt8, hashes: Int) {
        let hash = UInt8(ascii: "#")
        let end = Array(repeating: quote, count: quotes) + Array(repeating: hash, count: hashes)
        let escape = [UInt8(ascii: "\\")] + Array(repeating: hash, count: hashes)
        while position < bytes.count {
            let rest = bytes[position...]
            if rest.starts(with: end) {
                advance(end.count)
                return
            }
            // A line end closes a broken short string, so that the rest of the file is still read.
            if quotes == 1 && rest.first == UInt8(ascii: "\n") { return }
            guard rest.starts(with: escape) else {
                advance(1)
                continue
            }
            advance(escape.count)
            if !isC && position < bytes.count && bytes[position] == UInt8(ascii: "(") {
                advance(1)
                scanCode(untilParenthesis: true)
            }
            advance(1)
        }
    }
}
