// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import TraceFields
internal import TraceModel

/// How wide numbers of one field class are printed.
struct PrettyWide: Sendable {
    /// The layout; nil for a variable-length integer.
    let layout: BitLayout?
    let operation: PrettyStep.Operation
    var isSigned = false
    var base = DisplayBase.decimal
}

/// The forms of single values.
enum PrettyText {
    /// Whether a byte must be escaped in a string: one bit for each of the first 128 bytes.
    @inline(__always)
    private static func mustEscape(_ byte: UInt8) -> Bool {
        let low: UInt64 = 0x8000_0084_FFFF_FFFF
        let high: UInt64 = 0x8000_0000_1000_0000
        let mask = byte < 64 ? low : byte < 128 ? high : 0
        return mask &>> UInt64(byte & 63) & 1 == 1
    }

    /// Appends the bytes of a string, escaped as in C.
    static func escape(_ bytes: [UInt8], _ text: inout TextBuffer) {
        escape(bytes.span, 0..<bytes.count, &text)
    }

    /// Appends a range of bytes, escaped as in C; runs without escapes are copied as a whole.
    static func escape(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: inout TextBuffer) {
        var start = range.lowerBound
        var index = start
        while index < range.upperBound {
            let byte = bytes[index]
            if mustEscape(byte) {
                text.append(bytes, start, index &- start)
                appendEscape(byte, &text)
                start = index &+ 1
            }
            index &+= 1
        }
        text.append(bytes, start, range.upperBound &- start)
    }

    /// Appends a range of bytes as people read it: only what ends the text or would steer a
    /// terminal is escaped, and what is no UTF-8.
    static func show(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: inout TextBuffer) {
        var start = range.lowerBound
        var index = start
        while index < range.upperBound {
            let byte = bytes[index]
            var length = 1
            var isPlain = byte >= 0x20 && byte < 0x7F && byte != 0x22 && byte != 0x5C
            if byte >= 0x80 {
                (length, isPlain) = UTF8Sequence.length(bytes, at: index, range.upperBound)
                // U+0080 to U+009F are control characters, too.
                if byte == 0xC2, isPlain, bytes[index &+ 1] < 0xA0 { isPlain = false }
            }
            if !isPlain {
                text.append(bytes, start, index &- start)
                for place in index..<index &+ length { appendEscape(bytes[place], &text) }
                start = index &+ length
            }
            index &+= length
        }
        text.append(bytes, start, range.upperBound &- start)
    }

    private static func appendEscape(_ byte: UInt8, _ text: inout TextBuffer) {
        text.append(byte: 0x5C)
        switch byte {
        case 0x22, 0x27, 0x3F, 0x5C: text.append(byte: byte)
        case 0x07: text.append(byte: 0x61)
        case 0x08: text.append(byte: 0x62)
        case 0x1B: text.append(byte: 0x65)
        case 0x0C: text.append(byte: 0x66)
        case 0x0A: text.append(byte: 0x6E)
        case 0x0D: text.append(byte: 0x72)
        case 0x09: text.append(byte: 0x74)
        case 0x0B: text.append(byte: 0x76)
        case 0x00: text.append(byte: 0x30)
        default:
            text.append(byte: 0x78)
            for digit in [byte >> 4, byte & 15] {
                text.append(byte: digit < 10 ? 0x30 + digit : 0x57 + digit)
            }
        }
    }

    /// Appends an integer of up to 64 bits in the base of its class.
    static func integer(
        _ value: UInt64,
        _ operation: PrettyStep.Operation,
        bits: UInt32,
        isSigned: Bool,
        _ text: inout TextBuffer
    ) {
        let isNegative = isSigned && Int64(bitPattern: value) < 0
        switch operation {
        case .unsigned: text.append(decimal: value)
        case .signed: text.append(signed: Int64(bitPattern: value))
        case .hexadecimal:
            text.append("0x")
            let digits = UInt64(bits + 3) / 4 * 4
            text.append(isNegative ? masked(value, digits) : value, bitsPerDigit: 4)
        case .octal:
            text.append("0")
            let digits = UInt64(bits + 2) / 3 * 3
            text.append(isNegative ? masked(value, digits) : value, bitsPerDigit: 3)
        default:
            text.append("0b")
            text.append(
                masked(value, UInt64(bits)),
                bitsPerDigit: 1,
                minimumDigits: Int(bits)
            )
        }
    }

    private static func masked(_ value: UInt64, _ bits: UInt64) -> UInt64 {
        bits >= 64 ? value : value & ((1 << bits) - 1)
    }

    /// Appends a number of more than 64 bits.
    static func wide(
        _ item: FieldItem,
        _ wide: PrettyWide,
        _ bytes: Span<UInt8>,
        _ text: inout TextBuffer
    ) {
        let window = bytes.indices.map { bytes[$0] }
        let number: WideNumber
        if let layout = wide.layout {
            number = WideNumber(
                layout,
                isSigned: wide.isSigned,
                firstBit: item.bits,
                in: window
            )
        } else {
            number = WideNumber(
                variableLength: window[item.range],
                isSigned: wide.isSigned
            )
        }
        let isPlain = wide.base == .decimal && wide.operation == .unsigned
        if isPlain {
            text.append(string: number.decimal)
        } else if wide.operation == .boolean {
            text.append(number.words.allSatisfy { $0 == 0 } ? "false" : "true")
        } else if wide.operation == .float, let number = QuadrupleNumber(number) {
            text.append(string: number.general)
        } else {
            text.append("0x")
            hexadecimal(number.words, &text)
        }
    }

    /// Appends the digits of words, the lowest first, without zeros at the beginning.
    static func hexadecimal(_ words: [UInt64], _ text: inout TextBuffer) {
        var isFirst = true
        for word in words.reversed() {
            if isFirst && word == 0 { continue }
            text.append(word, bitsPerDigit: 4, minimumDigits: isFirst ? 1 : 16)
            isFirst = false
        }
        if isFirst { text.append(byte: 0x30) }
    }

    /// Appends a floating-point number of up to 64 bits in the form of `%g`.
    static func float(_ value: UInt64, bits: UInt32, _ text: inout TextBuffer) {
        let number: Double =
            switch bits {
            case 16: HalfFloat.double(UInt16(truncatingIfNeeded: value))
            case 32: Double(Float(bitPattern: UInt32(truncatingIfNeeded: value)))
            default: Double(bitPattern: value)
            }
        GeneralNumber.append(number, &text)
    }

    /// Appends the bytes of a BLOB, as Babeltrace 2.1 does.
    static func blob(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: inout TextBuffer) {
        text.append("{")
        for index in range {
            text.append(byte: 0x20)
            for digit in [bytes[index] >> 4, bytes[index] & 15] {
                text.append(byte: digit < 10 ? 0x30 + digit : 0x57 + digit)
            }
        }
        text.append(" }")
    }
}
