// SPDX-License-Identifier: Apache-2.0

package import Bytes

/// Cells as RFC 4180 wants them.
package enum CSVText {
    /// Whether a cell with these bytes must stand in quotes.
    private static func needsQuotes(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return false }
        for index in range {
            switch bytes[index] {
            case 0x22, 0x2C, 0x0A, 0x0D: return true
            default: continue
            }
        }
        // Many readers strip white space around a cell that has no quotes.
        let (first, last) = (bytes[range.lowerBound], bytes[range.upperBound &- 1])
        return first == 0x20 || first == 0x09 || last == 0x20 || last == 0x09
    }

    /// Appends a cell, in quotes if it needs them; what is no UTF-8 becomes U+FFFD.
    package static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: inout TextBuffer)
    {
        let isQuoted = needsQuotes(bytes, range)
        if isQuoted { text.append(byte: 0x22) }
        var start = range.lowerBound
        var index = start
        while index < range.upperBound {
            let byte = bytes[index]
            if byte < 0x80 {
                index &+= 1
                if byte == 0x22 {
                    text.append(bytes, start, index &- start)
                    text.append(byte: 0x22)
                    start = index
                }
                continue
            }
            let (length, isValid) = UTF8Sequence.length(bytes, at: index, range.upperBound)
            if !isValid {
                text.append(bytes, start, index &- start)
                text.append([0xEF, 0xBF, 0xBD])
                start = index &+ length
            }
            index &+= length
        }
        text.append(bytes, start, range.upperBound &- start)
        if isQuoted { text.append(byte: 0x22) }
    }

    /// Makes a cell of the text from an offset on, which is JSON and so needs quotes only where it
    /// has some or a comma.
    package static func quote(from start: Int, _ text: inout TextBuffer) {
        var needsQuotes = false
        var quotes = 0
        for index in start..<text.count {
            let byte = text[index]
            if byte == 0x22 { quotes &+= 1 }
            needsQuotes = needsQuotes || byte == 0x22 || byte == 0x2C
        }
        guard needsQuotes else { return }
        // Filled from the end, so that no byte is overwritten before it was moved.
        var from = text.count &- 1
        text.append(zeros: quotes &+ 2)
        var to = text.count &- 1
        text[to] = 0x22
        while from >= start {
            let byte = text[from]
            to &-= 1
            text[to] = byte
            if byte == 0x22 {
                to &-= 1
                text[to] = byte
            }
            from &-= 1
        }
        text[start] = 0x22
    }

    /// Appends a cell.
    package static func append(_ bytes: [UInt8], _ text: inout TextBuffer) {
        append(bytes.span, 0..<bytes.count, &text)
    }

    /// A text as a cell.
    package static func cell(_ string: String) -> [UInt8] { cell(Array(string.utf8)) }

    /// A text as a cell.
    package static func cell(_ bytes: [UInt8]) -> [UInt8] {
        var text = TextBuffer(capacity: 256)
        append(bytes, &text)
        return text.bytes()
    }
}
