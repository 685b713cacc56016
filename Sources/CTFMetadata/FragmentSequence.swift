// SPDX-License-Identifier: Apache-2.0

/// Splits a JSON text sequence (RFC 7464) into its texts.
enum FragmentSequence {
    /// The byte which precedes each text.
    static let recordSeparator: UInt8 = 0x1E

    /// The ranges of the texts; several separators in a row count as one.
    ///
    /// The first byte must be a separator: whoever calls has looked at it to know the format.
    static func ranges(of bytes: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        var isBlank = true
        for (index, byte) in bytes.enumerated() {
            if byte == recordSeparator {
                if !isBlank { ranges.append(start..<index) }
                start = index + 1
                isBlank = true
            } else if byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 {
                isBlank = false
            }
        }
        if !isBlank { ranges.append(start..<bytes.count) }
        return ranges
    }
}
