// SPDX-License-Identifier: Apache-2.0

/// Files are short: none is long, and half of a group are very short.
enum FileLengthRule {
    static let maximumLines = 600
    static let maximumMedianLines = 150

    static func lineCount(of text: String) -> Int {
        text.utf8.count { $0 == UInt8(ascii: "\n") }
    }

    static func findings(in text: String) -> [Finding] {
        let lines = lineCount(of: text)
        return lines > maximumLines ? [Finding("\(lines) lines, more than \(maximumLines)")] : []
    }

    /// Looks at the files of a group together.
    static func findings(inAll texts: [String]) -> [Finding] {
        let lengths = texts.map(lineCount).sorted()
        guard !lengths.isEmpty else { return [Finding("there is no file")] }
        let median = lengths[lengths.count / 2]
        return median > maximumMedianLines
            ? [Finding("the median is \(median) lines, more than \(maximumMedianLines)")] : []
    }
}
