// SPDX-License-Identifier: Apache-2.0

package import Bytes

/// Texts and numbers as JSON writes them.
package enum JSONText {
    private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

    /// A text as a JSON string, with its quotes.
    package static func quoted(_ text: String) -> [UInt8] {
        var buffer = TextBuffer(capacity: 256)
        let bytes = Array(text.utf8)
        append(bytes.span, 0..<bytes.count, &buffer)
        return buffer.bytes()
    }

    /// Appends bytes as a JSON string with its quotes; what is no UTF-8 becomes U+FFFD.
    ///
    /// Runs without anything special are copied as a whole.
    package static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: inout TextBuffer)
    {
        text.append(byte: 0x22)
        var start = range.lowerBound
        var index = start
        while index < range.upperBound {
            let byte = bytes[index]
            if byte >= 0x20 && byte < 0x80 && byte != 0x22 && byte != 0x5C {
                index &+= 1
                continue
            }
            if byte >= 0x80 {
                let (length, isValid) = UTF8Sequence.length(bytes, at: index, range.upperBound)
                if !isValid {
                    text.append(bytes, start, index &- start)
                    text.append(replacement)
                    start = index &+ length
                }
                index &+= length
                continue
            }
            text.append(bytes, start, index &- start)
            appendEscape(byte, &text)
            index &+= 1
            start = index
        }
        text.append(bytes, start, range.upperBound &- start)
        text.append(byte: 0x22)
    }

    private static func appendEscape(_ byte: UInt8, _ text: inout TextBuffer) {
        text.append(byte: 0x5C)
        switch byte {
        case 0x22, 0x5C: text.append(byte: byte)
        case 0x08: text.append(byte: 0x62)
        case 0x0C: text.append(byte: 0x66)
        case 0x0A: text.append(byte: 0x6E)
        case 0x0D: text.append(byte: 0x72)
        case 0x09: text.append(byte: 0x74)
        default:
            text.append("u00")
            text.append(byte: 0x30 &+ byte >> 4)
            let digit = byte & 15
            text.append(byte: digit < 10 ? 0x30 &+ digit : 0x57 &+ digit)
        }
    }

    /// Appends the shortest decimal number that is read back as the same one; one that is not
    /// finite becomes a string.
    package static func append(_ number: Double, isSingle: Bool, _ text: inout TextBuffer) {
        if !isSingle && appendMillionths(number, &text) {
            return
        } else if number.isFinite {
            text.append(string: isSingle ? "\(Float(number))" : "\(number)")
        } else if number.isNaN {
            text.append("\"NaN\"")
        } else {
            text.append(number < 0 ? "\"-Infinity\"" : "\"Infinity\"")
        }
    }

    /// Appends a number with at most six digits behind the point and fifteen in all, as most are.
    ///
    /// Different numbers of so many digits are different floating-point numbers, so that such a
    /// number is the shortest one that is read back as the same.
    private static func appendMillionths(_ number: Double, _ text: inout TextBuffer) -> Bool {
        let magnitude = number.magnitude
        guard magnitude < 1e9, magnitude >= 1e-4 || number.bitPattern == 0 else { return false }
        let millionths = (magnitude * 1e6).rounded()
        guard millionths / 1e6 == magnitude else { return false }
        if number < 0 { text.append(byte: 0x2D) }
        let (whole, part) = UInt64(millionths).quotientAndRemainder(dividingBy: 1_000_000)
        text.append(decimal: whole)
        text.append(byte: 0x2E)
        var digits = 6
        var rest = part
        while digits > 1 && rest % 10 == 0 {
            rest /= 10
            digits -= 1
        }
        text.append(decimal: rest, digits: digits)
        return true
    }
}

/// The sequences of bytes that stand for a character in UTF-8.
package enum UTF8Sequence {
    /// How many bytes a sequence has, or how many of an invalid one become one U+FFFD.
    package static func length(
        _ bytes: Span<UInt8>,
        at index: Int,
        _ end: Int
    ) -> (length: Int, isValid: Bool) {
        let first = bytes[index]
        let count: Int
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        switch first {
        case 0x00...0x7F: return (1, true)
        case 0xC2...0xDF: count = 2
        case 0xE0...0xEF:
            count = 3
            if first == 0xE0 { low = 0xA0 }
            if first == 0xED { high = 0x9F }
        case 0xF0...0xF4:
            count = 4
            if first == 0xF0 { low = 0x90 }
            if first == 0xF4 { high = 0x8F }
        default: return (1, false)
        }
        // Only the second byte has narrower bounds.
        var length = 1
        while length < count {
            guard index &+ length < end else { return (length, false) }
            let byte = bytes[index &+ length]
            guard byte >= low && byte <= high else { return (length, false) }
            (low, high) = (0x80, 0xBF)
            length &+= 1
        }
        return (count, true)
    }
}
