// SPDX-License-Identifier: Apache-2.0

/// Texts that stand for bytes: arguments, paths and variables, which need not be UTF-8.
///
/// To the kernel they are any bytes but 0, and a `String` holds UTF-8 only. A byte that belongs to
/// no character stands in the text as one of 128 characters that nobody has given a meaning,
/// U+10F780 to U+10F7FF, and is that byte again at the door to the kernel. Such characters that
/// were given as such are four of those bytes, so that every text leads back to its bytes.
public enum ByteText {
    /// The character of a byte is this far above it.
    private static let base: UInt32 = 0x10F700
    private static let firstByte: UInt8 = 0x80

    /// The text that stands for some bytes.
    public static func text(_ bytes: some Collection<UInt8>) -> String {
        let plain = String(decoding: bytes, as: UTF8.self)
        // Replaced and private characters are rare, and what has neither needs no second look.
        guard plain.unicodeScalars.contains(where: { $0 == "\u{FFFD}" || byte(of: $0) != nil })
        else { return plain }
        let bytes = Array(bytes)
        var scalars = String.UnicodeScalarView()
        var position = 0
        while position < bytes.count {
            if let (scalar, count) = scalar(at: position, of: bytes), byte(of: scalar) == nil {
                scalars.append(scalar)
                position += count
            } else {
                scalars.append(character(of: bytes[position]))
                position += 1
            }
        }
        return String(scalars)
    }

    /// The bytes that a text stands for.
    public static func bytes(_ text: String) -> [UInt8] {
        guard text.unicodeScalars.contains(where: { byte(of: $0) != nil }) else {
            return Array(text.utf8)
        }
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            if let byte = byte(of: scalar) {
                bytes.append(byte)
            } else {
                bytes += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        return bytes
    }

    /// The text for places that take nothing but UTF-8, such as traces and JSON: bytes that belong
    /// to no character are replaced by U+FFFD.
    public static func repaired(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { byte(of: $0) != nil }) else { return text }
        return String(decoding: bytes(text), as: UTF8.self)
    }

    /// The text for a terminal, on one line.
    ///
    /// What would steer the terminal, or make letters seem to stand elsewhere, and bytes that
    /// belong to no character, are spelled out: `\x1b`, `\n`, `\u{202e}`, `\xff`.
    public static func shown(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { spelled($0) != nil }) else { return text }
        return text.unicodeScalars.reduce(into: "") { shown, scalar in
            shown += spelled(scalar) ?? String(scalar)
        }
    }

    private static func spelled(_ scalar: Unicode.Scalar) -> String? {
        if let byte = byte(of: scalar) { return "\\x" + hexadecimal(UInt32(byte)) }
        switch scalar.value {
        case 0x09: return "\\t"
        case 0x0A: return "\\n"
        case 0x0D: return "\\r"
        case ..<0x20, 0x7F: return "\\x" + hexadecimal(scalar.value)
        // Controls of eight bits; marks and breaks that order or hide what stands beside them.
        case 0x80...0x9F, 0x061C, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF:
            return "\\u{" + hexadecimal(scalar.value) + "}"
        default: return nil
        }
    }

    private static func hexadecimal(_ number: UInt32) -> String {
        let digits = String(number, radix: 16)
        return digits.utf8.count < 2 ? "0" + digits : digits
    }

    private static func byte(of scalar: Unicode.Scalar) -> UInt8? {
        guard scalar.value >= base, let byte = UInt8(exactly: scalar.value - base),
            byte >= firstByte
        else { return nil }
        return byte
    }

    private static func character(of byte: UInt8) -> Unicode.Scalar {
        Unicode.Scalar(base + UInt32(byte)) ?? "\u{FFFD}"
    }

    /// The character that begins at a place, with the count of its bytes; nil where none does.
    private static func scalar(at start: Int, of bytes: [UInt8]) -> (Unicode.Scalar, Int)? {
        for count in 1...4 where start + count <= bytes.count {
            let part = bytes[start..<start + count]
            if let text = String(validating: part, as: UTF8.self),
                let scalar = text.unicodeScalars.first
            {
                return (scalar, count)
            }
        }
        return nil
    }
}
