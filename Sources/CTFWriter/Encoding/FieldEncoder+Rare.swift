// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import SystemCalls
internal import TraceModel

extension FieldEncoder {
    /// The most zeros that follow the text of a string.
    private static let paddingLimit: UInt64 = 1 << 32

    mutating func encodeString(
        _ item: FieldItem,
        _ window: [UInt8],
        _ byteCount: UInt64
    ) throws(EncodingStop) {
        let (padding, isShorter) = byteCount.subtractingReportingOverflow(UInt64(item.byteCount))
        guard !isShorter, padding < Self.paddingLimit else { throw .mismatch }
        buffer.append(window.span, item.range.lowerBound, item.range.count)
        buffer.append(zeros: Int(padding))
    }

    /// Writes as few groups as the value needs; the bytes of a wide one are copied.
    mutating func encodeVariableLength(_ item: FieldItem, _ window: [UInt8], isSigned: Bool) {
        guard item.byteCount == 0 else {
            buffer.append(window.span, item.range.lowerBound, item.range.count)
            return
        }
        var rest = item.bits
        while true {
            let group = UInt8(truncatingIfNeeded: rest & 0x7F)
            if isSigned {
                rest = UInt64(bitPattern: Int64(bitPattern: rest) >> 7)
                let isLast =
                    rest == 0 && group & 0x40 == 0 || rest == .max && group & 0x40 != 0
                buffer.append(byte: isLast ? group : group | 0x80)
                if isLast { return }
            } else {
                rest >>= 7
                buffer.append(byte: rest == 0 ? group : group | 0x80)
                if rest == 0 { return }
            }
        }
    }

    func wideNumber(_ step: EncodingStep, _ item: FieldItem, _ window: [UInt8]) -> WideNumber {
        WideNumber(
            tables.layouts[Int(step.number)],
            isSigned: step.isSigned,
            firstBit: item.bits,
            in: window
        )
    }

    mutating func encodeWide(_ step: EncodingStep, _ item: FieldItem, _ window: [UInt8]) {
        let layout = tables.layouts[Int(step.number)]
        let byteCount = Int(step.operand)
        let isPlain =
            layout.byteOrder == .littleEndian && layout.hasNaturalBitOrder
            && layout.lengthBits % 8 == 0 && item.bits % 8 == 0
        if isPlain, let start = Int(exactly: item.bits / 8), window.count >= byteCount,
            start <= window.count - byteCount
        {
            buffer.append(window.span, start, byteCount)
            return
        }
        let number = wideNumber(step, item, window)
        var rest = byteCount
        for word in number.words {
            buffer.append(word: word, byteCount: min(8, rest))
            rest -= min(8, rest)
        }
    }
}

extension TextEncoding {
    /// The text in UTF-8; what is not valid in the encoding becomes U+FFFD.
    func utf8Bytes(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let size = unitBytes
        let isBig = self == .utf16BigEndian || self == .utf32BigEndian
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: size).map { start in
            let unit = bytes[start..<min(start + size, bytes.endIndex)]
            return (isBig ? Array(unit) : unit.reversed()).reduce(UInt32(0)) {
                $0 << 8 | UInt32($1)
            }
        }
        switch size {
        case 1: return Array(bytes)
        case 2:
            let codes = units.map { UInt16(truncatingIfNeeded: $0) }
            return Array(String(decoding: codes, as: UTF16.self).utf8)
        default: return Array(String(decoding: units, as: UTF32.self).utf8)
        }
    }
}
