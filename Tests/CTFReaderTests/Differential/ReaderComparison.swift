// SPDX-License-Identifier: Apache-2.0

import CTFReader
import TraceModel

/// Compares what the fast decoder says about a data stream with what the slow one does.
struct ReaderComparison {
    /// A difference between the two.
    struct Difference: Error, CustomStringConvertible {
        let description: String
    }

    let bytes: [UInt8]
    let layouts: [String: BitLayout]

    /// Compares items with the fields that they must be.
    func compare(_ items: ArraySlice<FieldItem>, _ window: [UInt8], _ fields: [Element]) throws {
        var rest = items
        func take(_ field: Element) throws -> FieldItem {
            guard let item = rest.popFirst() else {
                throw Difference(description: "no item for \(field.line)")
            }
            return item
        }
        var text: Element?
        var item = FieldItem(0)
        for field in fields {
            switch field.content {
            case .bits(let kind, let bits):
                try compare(try take(field), window, field, kind, bits)
            case .bitMap(let bits, _):
                try compare(try take(field), window, field, .bitArray, bits)
            case .array(_, let count): try expect(try take(field), count, field)
            case .variant(_, _, let option): try expect(try take(field), UInt64(option), field)
            case .booleanOptional(let isPresent), .integerOptional(let isPresent, _, _):
                try expect(try take(field), isPresent ? 1 : 0, field)
            case .string, .blob:
                item = try take(field)
                text = field
            case .rawBytes(let raw, let isText):
                try compare(item, window, field, isText ? value(raw, item) : raw)
                text = nil
            case .end:
                if let empty = text { try compare(item, window, empty, []) }
                text = nil
            default: break
            }
        }
        guard rest.isEmpty else {
            throw Difference(description: "\(rest.count) items too many")
        }
    }

    /// The bytes of a text before its first zero code unit, whose size the item must fit.
    private func value(_ raw: [UInt8], _ item: FieldItem) -> [UInt8] {
        for unit in [1, 2, 4] {
            var end = raw.count
            for start in stride(from: 0, through: raw.count - unit, by: unit)
            where raw[start..<(start + unit)].allSatisfy({ $0 == 0 }) {
                end = start
                break
            }
            if end == Int(item.byteCount) { return Array(raw[..<end]) }
        }
        return raw
    }

    private func compare(
        _ item: FieldItem,
        _ window: [UInt8],
        _ field: Element,
        _ expected: [UInt8]
    ) throws {
        guard item.range.upperBound <= window.count,
            Array(window[item.range]) == expected
        else { throw Difference(description: "\(item) is not \(field.line)") }
    }

    private func expect(_ item: FieldItem, _ bits: UInt64, _ field: Element) throws {
        guard item == FieldItem(bits) else {
            throw Difference(description: "\(item) is not \(field.line)")
        }
    }

    private func compare(
        _ item: FieldItem,
        _ window: [UInt8],
        _ field: Element,
        _ kind: Element.BitFieldKind,
        _ bits: BitSequence
    ) throws {
        switch kind {
        case .variableLengthInteger(let isSigned):
            let value =
                isSigned ? bits.signed.map { UInt64(bitPattern: $0) } : bits.unsigned
            if let value { return try expect(item, value, field) }
            let raw = WideNumber(variableLength: window[item.range], isSigned: isSigned)
            guard raw.decimal == bits.decimal(isSigned: isSigned) else {
                throw Difference(description: "\(raw.decimal) is not \(field.line)")
            }
        case .boolean where bits.elements.count <= 64:
            try expect(item, bits.isAnySet ? 1 : 0, field)
        case .integer(isSigned: true) where bits.elements.count <= 64:
            try expect(item, bits.signed.map { UInt64(bitPattern: $0) } ?? 0, field)
        case _ where bits.elements.count <= 64: try expect(item, bits.unsigned ?? 0, field)
        default: try compareWide(item, window, field, bits)
        }
    }

    private func compareWide(
        _ item: FieldItem,
        _ window: [UInt8],
        _ field: Element,
        _ bits: BitSequence
    ) throws {
        // Elements of arrays have no name by which to find the layout: then the bytes must agree.
        guard let layout = field.name.flatMap({ layouts[$0] }) else {
            let count = (Int(field.offsetBits % 8) + bits.elements.count + 7) / 8
            let (start, place) = (Int(item.bits / 8), Int(field.offsetBits / 8))
            guard item.bits % 8 == field.offsetBits % 8, start + count <= window.count,
                window[start..<(start + count)] == bytes[place..<(place + count)]
            else { throw Difference(description: "\(item) is not \(field.line)") }
            return
        }
        for isSigned in [false, true] {
            let wide = WideNumber(
                layout,
                isSigned: isSigned,
                firstBit: item.bits,
                in: window
            )
            guard wide.decimal == bits.decimal(isSigned: isSigned) else {
                throw Difference(description: "\(wide.decimal) is not \(field.line)")
            }
        }
    }
}
