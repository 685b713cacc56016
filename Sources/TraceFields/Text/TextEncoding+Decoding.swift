// SPDX-License-Identifier: Apache-2.0

package import TraceModel

extension TextEncoding {
    /// The text in UTF-8; what is not valid in the encoding becomes U+FFFD.
    package func utf8(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let size = unitBytes
        let isBig = self == .utf16BigEndian || self == .utf32BigEndian
        let codes = stride(from: bytes.startIndex, to: bytes.endIndex, by: size).map { start in
            let unit = bytes[start..<min(start + size, bytes.endIndex)]
            return (isBig ? Array(unit) : unit.reversed()).reduce(UInt32(0)) {
                $0 << 8 | UInt32($1)
            }
        }
        switch size {
        case 1: return Array(bytes)
        case 2:
            let units = codes.map { UInt16(truncatingIfNeeded: $0) }
            return Array(String(decoding: units, as: UTF16.self).utf8)
        default: return Array(String(decoding: codes, as: UTF32.self).utf8)
        }
    }
}
