// SPDX-License-Identifier: Apache-2.0

package import Bytes
package import CTFReader
internal import TraceModel

/// The numbers that items stand for.
package enum NumberValue {
    /// The bits of a number that has more than 64 of them; nil when the item itself has them.
    package static func wide(
        _ plan: FieldPlan,
        _ node: Int,
        _ item: FieldItem,
        _ source: FieldSource
    ) -> WideNumber? {
        let isSigned = plan.nodes[node].isSigned
        if item.byteCount > 0 {
            return WideNumber(
                variableLength: source.window[source.range(item)],
                isSigned: isSigned
            )
        }
        guard plan.nodes[node].isWide, let layout = plan.details[node].layout else { return nil }
        return WideNumber(layout, isSigned: isSigned, firstBit: item.bits, in: source.window)
    }

    /// Appends an integer in decimal, whatever its length.
    package static func append(
        _ plan: FieldPlan,
        _ node: Int,
        _ item: FieldItem,
        _ source: FieldSource,
        _ text: inout TextBuffer
    ) {
        if let number = wide(plan, node, item, source) {
            text.append(string: number.decimal)
        } else if plan.nodes[node].isSigned {
            text.append(signed: Int64(bitPattern: item.bits))
        } else {
            text.append(decimal: item.bits)
        }
    }

    /// The labels of an enumeration's value, or the flags of a bit map's, in the form of the sink.
    package static func labels(
        _ plan: FieldPlan,
        _ node: Int,
        _ item: FieldItem,
        _ source: FieldSource
    ) -> [[UInt8]] {
        guard let labels = plan.details[node].labels else { return [] }
        let number = wide(plan, node, item, source)
        if plan.nodes[node].kind == .bitMap {
            let words = number?.words ?? [item.bits]
            return labels.names(ofBits: words, count: Int(plan.nodes[node].bits))
        }
        if let number {
            guard let value = Int128(exactly: number) else { return [] }
            return labels.labels(of: value)
        }
        let isNegative = plan.nodes[node].isSigned && Int64(bitPattern: item.bits) < 0
        return labels.labels(
            of: isNegative ? Int128(Int64(bitPattern: item.bits)) : Int128(item.bits)
        )
    }

    /// The number that a floating-point item of up to 64 bits is.
    package static func real(_ item: FieldItem, bits: UInt32) -> Double {
        switch bits {
        case 16: HalfFloat.double(UInt16(truncatingIfNeeded: item.bits))
        case 32: Double(Float(bitPattern: UInt32(truncatingIfNeeded: item.bits)))
        default: Double(bitPattern: item.bits)
        }
    }
}

extension Int128 {
    /// The value of a wide number; nil when it does not fit.
    init?(exactly number: WideNumber) {
        let fill: UInt64 = number.isNegative ? .max : 0
        for word in number.words.dropFirst(2) where word != fill { return nil }
        let low = number.words.first ?? 0
        let high = number.words.count > 1 ? number.words[1] : fill
        let bits = UInt128(high) << 64 | UInt128(low)
        self = Int128(truncatingIfNeeded: bits)
        // The highest bit of an unsigned number is no sign.
        guard (self < 0) == number.isNegative else { return nil }
    }
}
