// SPDX-License-Identifier: Apache-2.0

import CTFReader
import TraceModel

/// Writes decoded values as text in which layouts leave no trace, to compare two traces.
///
/// The class that the values were decoded with may have members which the reference has not: they
/// are left out.
struct ValueText {
    private let items: [FieldItem]
    private let window: [UInt8]
    private var next: Int
    private var text = ""

    init(_ items: [FieldItem], _ window: [UInt8], from start: Int = 0) {
        self.items = items
        self.window = window
        next = start
    }

    /// The text of some root structures.
    mutating func text(
        _ roots: [(read: StructureFieldClass?, reference: StructureFieldClass?)]
    ) -> String {
        text = ""
        for root in roots {
            guard let read = root.read else { continue }
            append(.structure(read), root.reference.map { .structure($0) })
        }
        return text
    }

    private mutating func take() -> FieldItem {
        next += 1
        return next <= items.count ? items[next - 1] : FieldItem(0)
    }

    private mutating func write(_ words: String, _ reference: FieldClass?) {
        if reference != nil { text += words }
    }

    private mutating func append(_ read: FieldClass, _ reference: FieldClass?) {
        switch read {
        case .structure(let structure): append(structure, reference)
        case .array(let array):
            let count = take().bits
            var element: FieldClass?
            if case .array(let other)? = reference { element = other.element }
            if case .blob? = reference { element = array.element }
            write("[", reference)
            for _ in 0..<count {
                append(array.element, element)
                write(",", element)
            }
            write("]", reference)
        case .optional(let optional):
            var content: FieldClass?
            if case .optional(let other)? = reference { content = other.content }
            write("?", reference)
            if take().bits != 0 { append(optional.content, content) }
        case .variant(let variant): append(variant, reference)
        default: write(leaf(read, take()) + " ", reference)
        }
    }

    private mutating func append(_ structure: StructureFieldClass, _ reference: FieldClass?) {
        for member in structure.members {
            switch reference {
            case .structure(let other)?:
                let found = other.members.first { $0.name == member.name }
                write(member.name + "=", found?.fieldClass)
                append(member.fieldClass, found?.fieldClass)
            case let other?:
                // A field that needs a companion was put in a structure with it.
                append(member.fieldClass, member.name == "value" ? other : nil)
            case nil: append(member.fieldClass, nil)
            }
        }
    }

    private mutating func append(_ variant: VariantFieldClass, _ reference: FieldClass?) {
        let index = Int(take().bits)
        switch reference {
        case .optional(let optional)?:
            text += "?"
            append(variant.options[index].fieldClass, index == 1 ? optional.content : nil)
        case .variant(let other)?:
            text += "#\(index) "
            append(variant.options[index].fieldClass, other.options[index].fieldClass)
        default: append(variant.options[index].fieldClass, nil)
        }
    }

    private func leaf(_ fieldClass: FieldClass, _ item: FieldItem) -> String {
        switch fieldClass {
        case .bitArray(let bits): number(item, bits.layout, isSigned: false)
        case .bitMap(let map): number(item, map.layout, isSigned: false)
        case .integer(let integer): number(item, integer.layout, isSigned: integer.isSigned)
        case .boolean(let boolean):
            number(item, boolean.layout, isSigned: false) == "0" ? "0" : "1"
        case .floatingPoint(let float):
            switch float.layout.lengthBits {
            case 16: "\(Double(Float16(bitPattern: UInt16(truncatingIfNeeded: item.bits))))"
            case 32: "\(Double(Float(bitPattern: UInt32(truncatingIfNeeded: item.bits))))"
            default: number(item, float.layout, isSigned: false)
            }
        case .variableLengthInteger(let integer):
            item.byteCount == 0
                ? "\(item.bits)"
                : WideNumber(variableLength: window[item.range], isSigned: integer.isSigned).decimal
        case .string(let string): "\"\(text(of: item, string.encoding))\""
        case .blob: "[" + window[item.range].map { "\($0) ," }.joined() + "]"
        default: ""
        }
    }

    private func number(_ item: FieldItem, _ layout: BitLayout, isSigned: Bool) -> String {
        guard layout.lengthBits > 64 else { return "\(item.bits)" }
        return WideNumber(layout, isSigned: isSigned, firstBit: item.bits, in: window).decimal
    }

    private func text(of item: FieldItem, _ encoding: TextEncoding) -> String {
        let bytes = Array(window[item.range])
        let size = encoding.unitBytes
        guard size > 1 else { return String(decoding: bytes, as: UTF8.self) }
        let isBig = encoding == .utf16BigEndian || encoding == .utf32BigEndian
        let units = stride(from: 0, to: bytes.count, by: size).map { start in
            (0..<size).reduce(UInt32(0)) { unit, place in
                let byte = UInt32(bytes[start + place])
                return unit | byte << UInt32(8 * (isBig ? size - 1 - place : place))
            }
        }
        if size == 4 { return String(decoding: units, as: UTF32.self) }
        return String(decoding: units.map { UInt16($0) }, as: UTF16.self)
    }
}
