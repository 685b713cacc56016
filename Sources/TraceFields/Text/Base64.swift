// SPDX-License-Identifier: Apache-2.0

internal import Bytes

/// Bytes as text by RFC 4648, section 4.
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )

    /// Appends the text of a range of bytes, with padding.
    static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: inout TextBuffer) {
        var index = range.lowerBound
        while index < range.upperBound {
            let left = range.upperBound &- index
            let first = UInt32(bytes[index])
            let second = left > 1 ? UInt32(bytes[index &+ 1]) : 0
            let third = left > 2 ? UInt32(bytes[index &+ 2]) : 0
            let group = first << 16 | second << 8 | third
            text.append(byte: alphabet[Int(group >> 18 & 63)])
            text.append(byte: alphabet[Int(group >> 12 & 63)])
            text.append(byte: left > 1 ? alphabet[Int(group >> 6 & 63)] : 0x3D)
            text.append(byte: left > 2 ? alphabet[Int(group & 63)] : 0x3D)
            index &+= 3
        }
    }
}
