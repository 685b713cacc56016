// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Texts of other encodings as UTF-8.
enum TextDecoding {
    /// The text in UTF-8; what is not valid becomes U+FFFD.
    static func utf8(_ bytes: ArraySlice<UInt8>, _ encoding: StringEncoding) -> [UInt8] {
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: encoding.unitBytes)
        let isBig = encoding == .utf16BigEndian || encoding == .utf32BigEndian
        let codes = units.map { start in
            let unit = bytes[start..<min(start + encoding.unitBytes, bytes.endIndex)]
            return (isBig ? Array(unit) : unit.reversed()).reduce(UInt32(0)) {
                $0 << 8 | UInt32($1)
            }
        }
        switch encoding.unitBytes {
        case 2: return Array(String(decoding: codes.map { UInt16($0) }, as: UTF16.self).utf8)
        default: return Array(String(decoding: codes, as: UTF32.self).utf8)
        }
    }
}
