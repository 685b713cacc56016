// SPDX-License-Identifier: Apache-2.0

/// Bytes of text that grow at the end; formatting into it makes no strings.
struct TextBuffer {
    var bytes: [UInt8] = []

    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }

    mutating func append(byte: UInt8) { bytes.append(byte) }

    /// An unsigned number in decimal, with zeros in front up to a width.
    mutating func append(_ number: UInt64, width: Int = 1) {
        let start = bytes.count
        var rest = number
        repeat {
            bytes.append(UInt8(truncatingIfNeeded: 0x30 + rest % 10))
            rest /= 10
        } while rest > 0
        while bytes.count - start < width { bytes.append(0x30) }
        bytes[start...].reverse()
    }

    /// An unsigned number of up to 128 bits in decimal.
    mutating func append(wide number: UInt128) {
        if let narrow = UInt64(exactly: number) {
            append(narrow)
        } else {
            append(String(number))
        }
    }

    /// A number in a base that is a power of two, with upper-case digits.
    mutating func append(_ number: UInt128, bitsPerDigit: Int, digits: Int) {
        let table = Array("0123456789ABCDEF".utf8)
        for place in (0..<max(1, digits)).reversed() {
            let digit = Int(truncatingIfNeeded: number >> UInt128(place * bitsPerDigit))
            bytes.append(table[digit & ((1 << bitsPerDigit) - 1)])
        }
    }
}
