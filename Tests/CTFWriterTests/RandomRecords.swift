// SPDX-License-Identifier: Apache-2.0

import CTFReader
import TraceModel

/// Makes field classes and values of them at random, from a seed.
struct RandomRecords {
    private var state: UInt64
    private(set) var items: [FieldItem] = []
    private(set) var window: [UInt8] = []
    private var lengths: [String: UInt64] = [:]

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    /// A random number (xorshift64*).
    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    private mutating func layout(_ lengthBits: Int) -> BitLayout {
        BitLayout(
            lengthBits: lengthBits,
            byteOrder: below(2) == 0 ? .littleEndian : .bigEndian,
            bitOrder: below(2) == 0 ? .firstToLast : .lastToFirst,
            alignmentBits: 1 << below(7)
        )
    }

    /// A structure of a few members, with those that lengths and selectors need among them.
    mutating func structure(depth: Int = 0) -> StructureFieldClass {
        var members: [StructureFieldClass.Member] = []
        for number in 0..<(1 + below(5)) {
            let name = "m\(number)"
            let key = "\(name)-key"
            switch below(depth < 4 ? 14 : 9) {
            case 5:
                let string = StringFieldClass(
                    lengthBytes: .field(FieldLocation(key)),
                    encoding: encoding()
                )
                members.append(.init(key, selector(isSigned: false)))
                members.append(.init(name, .string(string)))
            case 6:
                let blob = BLOBFieldClass(lengthBytes: .field(FieldLocation(key)))
                members.append(.init(key, selector(isSigned: false)))
                members.append(.init(name, .blob(blob)))
            case 9:
                let element = FieldClass.structure(structure(depth: depth + 1))
                members.append(.init(key, selector(isSigned: false)))
                members.append(
                    .init(
                        name,
                        .array(
                            ArrayFieldClass(
                                length: .field(FieldLocation(key)),
                                element: element
                            )
                        )
                    )
                )
            case 10:
                let element = FieldClass.structure(structure(depth: depth + 1))
                let length = FieldLength.fixed(UInt64(below(4)))
                members.append(
                    .init(name, .array(ArrayFieldClass(length: length, element: element)))
                )
            case 11:
                let content = FieldClass.structure(structure(depth: depth + 1))
                members.append(.init(key, .boolean(BooleanFieldClass(layout(1 + below(70))))))
                let optional = OptionalFieldClass(content, selector: FieldLocation(key))
                members.append(.init(name, .optional(optional)))
            case 12:
                let isSigned = below(2) == 0
                let options = (0..<3).map { number in
                    VariantFieldClass.Option(
                        name: "o\(number)",
                        leaf(),
                        ranges: IntegerRangeSet(values: Int128(number))
                    )
                }
                members.append(.init(key, selector(isSigned: isSigned)))
                let variant = VariantFieldClass(options, selector: FieldLocation(key))
                members.append(.init(name, .variant(variant)))
            case 13: members.append(.init(name, .structure(structure(depth: depth + 1))))
            default: members.append(.init(name, leaf()))
            }
        }
        return StructureFieldClass(members, minimumAlignmentBits: 1 << below(6))
    }

    /// An integer class whose values can be from 0 to 3.
    private mutating func selector(isSigned: Bool) -> FieldClass {
        if below(3) == 0 {
            return .variableLengthInteger(VariableLengthIntegerFieldClass(isSigned: isSigned))
        }
        return .integer(IntegerFieldClass(layout(4 + below(60)), isSigned: isSigned))
    }

    private mutating func encoding() -> TextEncoding {
        TextEncoding.allCases[below(TextEncoding.allCases.count)]
    }

    private mutating func leaf() -> FieldClass {
        switch below(9) {
        case 0: return .bitArray(BitArrayFieldClass(layout(1 + below(140))))
        case 1: return .boolean(BooleanFieldClass(layout(1 + below(140))))
        case 2:
            return .integer(IntegerFieldClass(layout(1 + below(140)), isSigned: below(2) == 0))
        case 3:
            return .variableLengthInteger(VariableLengthIntegerFieldClass(isSigned: below(2) == 0))
        case 4:
            return .floatingPoint(FloatingPointFieldClass(layout([16, 32, 64, 128][below(4)])))
        case 5: return .string(StringFieldClass(encoding: encoding()))
        case 6:
            return .string(
                StringFieldClass(lengthBytes: .fixed(UInt64(4 * below(6))), encoding: encoding())
            )
        case 7: return .blob(BLOBFieldClass(lengthBytes: .fixed(UInt64(below(9)))))
        default:
            let flags = [Mapping(name: "f", ranges: IntegerRangeSet(values: 0))]
            return .bitMap(BitMapFieldClass(layout(1 + below(140)), flags: flags))
        }
    }
}

extension RandomRecords {
    /// Makes the values of a record.
    mutating func fill(_ structure: StructureFieldClass) {
        items.removeAll()
        window = [0xAA]
        append(structure)
    }

    private mutating func append(_ structure: StructureFieldClass) {
        var key: UInt64 = 0
        for (index, member) in structure.members.enumerated() {
            if member.name.hasSuffix("-key") {
                key = member.isBoolean ? UInt64(below(2)) : UInt64(below(3))
                // The bytes of a string are whole code units.
                if case .string = structure.members[index + 1].fieldClass { key *= 4 }
                appendKey(member.fieldClass, key)
                if case .boolean(let boolean) = member.fieldClass, boolean.layout.lengthBits > 64 {
                    // The item is a place in the window.
                    continue
                }
            } else {
                append(member.fieldClass, key)
            }
        }
    }

    private mutating func appendKey(_ fieldClass: FieldClass, _ key: UInt64) {
        guard case .boolean(let boolean) = fieldClass, boolean.layout.lengthBits > 64 else {
            items.append(FieldItem(key))
            return
        }
        items.append(FieldItem(UInt64(window.count) * 8))
        let byte: UInt8 = key == 0 ? 0 : 0xFF
        window += [UInt8](repeating: byte, count: boolean.layout.lengthBits / 8 + 1)
    }

    private mutating func append(_ fieldClass: FieldClass, _ key: UInt64) {
        switch fieldClass {
        case .bitArray(let bits): appendBits(bits.layout.lengthBits, isSigned: false)
        case .bitMap(let map): appendBits(map.layout.lengthBits, isSigned: false)
        case .boolean(let boolean): appendKey(.boolean(boolean), next() & 1)
        case .integer(let integer):
            appendBits(integer.layout.lengthBits, isSigned: integer.isSigned)
        case .floatingPoint(let number): appendBits(number.layout.lengthBits, isSigned: false)
        case .variableLengthInteger(let integer):
            let shift = next() % 64
            let bits = next()
            items.append(
                FieldItem(
                    integer.isSigned
                        ? UInt64(bitPattern: Int64(bitPattern: bits) >> Int64(shift))
                        : bits >> shift
                )
            )
        case .string(let string): append(string, key)
        case .blob(let blob):
            if case .fixed(let count) = blob.lengthBytes {
                appendBytes(Int(count))
            } else {
                appendBytes(Int(key))
            }
        case .structure(let structure): append(structure)
        case .array(let array):
            var count = key
            if case .fixed(let fixed) = array.length { count = fixed }
            items.append(FieldItem(count))
            for _ in 0..<count { append(array.element, 0) }
        case .optional(let optional):
            items.append(FieldItem(key))
            if key == 1 { append(optional.content, 0) }
        case .variant(let variant):
            items.append(FieldItem(key))
            append(variant.options[Int(key)].fieldClass, 0)
        }
    }

    private mutating func appendBits(_ lengthBits: Int, isSigned: Bool) {
        if lengthBits > 64 {
            items.append(FieldItem(UInt64(window.count) * 8 + UInt64(below(8))))
            for _ in 0..<(lengthBits / 8 + 2) { window.append(UInt8(next() >> 56)) }
            return
        }
        let shift = UInt64(64 - lengthBits)
        let high = next() << shift
        items.append(
            FieldItem(
                isSigned
                    ? UInt64(bitPattern: Int64(bitPattern: high) >> Int64(shift)) : high >> shift
            )
        )
    }

    private mutating func append(_ string: StringFieldClass, _ key: UInt64) {
        let unit = string.encoding.unitBytes
        var limit = 12
        switch string.lengthBytes {
        case .fixed(let count): limit = Int(count)
        case .field: limit = Int(key)
        case nil: break
        }
        let count = below(limit / unit + 1)
        items.append(
            FieldItem(UInt64(window.count), byteCount: UInt32(count * unit))
        )
        // Code units which are not zero.
        for _ in 0..<(count * unit) { window.append(UInt8(1 + below(120))) }
    }

    private mutating func appendBytes(_ count: Int) {
        items.append(FieldItem(UInt64(window.count), byteCount: UInt32(count)))
        for _ in 0..<count { window.append(UInt8(next() >> 56)) }
    }
}

extension StructureFieldClass.Member {
    fileprivate var isBoolean: Bool {
        if case .boolean = fieldClass { return true }
        return false
    }
}
