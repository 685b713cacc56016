// SPDX-License-Identifier: Apache-2.0

internal import SideDescription
internal import TraceModel

/// How the types of the SIDE ABI become CTF 2 field classes.
enum SideMapping {
    static func members(_ fields: [SideField]) -> [StructureFieldClass.Member] {
        fields.flatMap { members($0.name, $0.type) }
    }

    /// A field as members: lengths, presence and selectors are members of their own before it.
    private static func members(_ name: String, _ type: SideType) -> [StructureFieldClass.Member] {
        let attributes = attributes(type)
        switch type.kind {
        case .bytes(let mediaType):
            let blob = BLOBFieldClass(
                lengthBytes: .field(length(of: name)),
                mediaType: mediaType,
                attributes: attributes
            )
            return [lengthMember(name), StructureFieldClass.Member(name, .blob(blob))]
        case .array(let element):
            let array = ArrayFieldClass(
                length: .field(length(of: name)),
                element: single(element),
                attributes: attributes
            )
            return [lengthMember(name), StructureFieldClass.Member(name, .array(array))]
        case .variant(let selector, let options):
            let variant = VariantFieldClass(
                options.map { option(of: selector, $0) },
                selector: FieldLocation("_\(name)_selector"),
                attributes: attributes
            )
            return [
                StructureFieldClass.Member("_\(name)_selector", single(selector)),
                StructureFieldClass.Member(name, .variant(variant)),
            ]
        case .optional(let wrapped):
            return optional(name, wrapped, attributes)
        default:
            return [StructureFieldClass.Member(name, single(type))]
        }
    }

    /// One class for a type: where it takes several members, a structure around them.
    private static func single(_ type: SideType) -> FieldClass {
        switch type.kind {
        case .bytes, .array, .optional, .variant:
            .structure(StructureFieldClass(members("value", type)))
        default:
            plain(type)
        }
    }

    private static func option(
        of selector: SideType,
        _ option: SideVariantOption
    ) -> VariantFieldClass.Option {
        let range = option.range
        let text =
            range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)_\(range.upperBound)"
        var name = "is_\(text.replacing("-", with: "minus_"))"
        if case .enumeration(_, _, let labels) = selector.kind,
            let label = labels.first(where: { $0.range == range })
        {
            name = label.name
        }
        let low = Int128(range.lowerBound)
        let ranges = IntegerRangeSet([
            IntegerRange(lower: low, upper: Int128(range.upperBound)) ?? IntegerRange(low)
        ])
        return VariantFieldClass.Option(name: name, single(option.type), ranges: ranges)
    }

    /// Each member of the wrapped value, its length included, is there if the value is.
    private static func optional(
        _ name: String,
        _ wrapped: SideType,
        _ attributes: Attributes
    ) -> [StructureFieldClass.Member] {
        let present = FieldClass.boolean(BooleanFieldClass(bytes(8)))
        let selector = FieldLocation("_\(name)_present")
        let inner = members(name, wrapped).map { member in
            StructureFieldClass.Member(
                member.name,
                .optional(
                    OptionalFieldClass(
                        member.fieldClass,
                        selector: selector,
                        attributes: member.name == name ? attributes : [:]
                    )
                )
            )
        }
        return [StructureFieldClass.Member("_\(name)_present", present)] + inner
    }

    private static func plain(_ type: SideType) -> FieldClass {
        let attributes = attributes(type)
        switch type.kind {
        case .bool:
            return .boolean(BooleanFieldClass(bytes(8), attributes: attributes))
        case .integer(let bits, let isSigned):
            return .integer(
                IntegerFieldClass(
                    bytes(bits),
                    isSigned: isSigned,
                    base: base(type),
                    attributes: attributes
                )
            )
        case .float(let bits):
            return .floatingPoint(FloatingPointFieldClass(bytes(bits), attributes: attributes))
        case .enumeration(let bits, let isSigned, let labels):
            return .integer(
                IntegerFieldClass(
                    bytes(bits),
                    isSigned: isSigned,
                    mappings: mappings(labels, isSigned: isSigned),
                    attributes: attributes
                )
            )
        case .bitmap(let bits, let labels):
            return .bitMap(
                BitMapFieldClass(
                    bytes(bits),
                    flags: mappings(labels, isSigned: true),
                    attributes: attributes
                )
            )
        case .fixedArray(let element, let count):
            return .array(
                ArrayFieldClass(
                    length: .fixed(UInt64(count)),
                    element: single(element),
                    attributes: attributes
                )
            )
        case .structure(let fields):
            return .structure(StructureFieldClass(members(fields), attributes: attributes))
        case .string, .bytes, .array, .optional, .variant:
            return .string(StringFieldClass(attributes: attributes))
        }
    }

    /// The labels of SIDE are signed 64-bit numbers, also for an unsigned container.
    private static func mappings(
        _ labels: [SideEnumerationLabel],
        isSigned: Bool
    ) -> [Mapping] {
        labels.map { label in
            let low = Int128(label.range.lowerBound)
            let high = Int128(label.range.upperBound)
            let wrap: Int128 = isSigned || low >= 0 ? 0 : 1 << 64
            let lower = low + wrap
            let range =
                IntegerRange(lower: lower, upper: max(lower, high + wrap)) ?? IntegerRange(lower)
            return Mapping(name: label.name, ranges: IntegerRangeSet([range]))
        }
    }

    private static func bytes(_ bits: UInt16) -> BitLayout {
        BitLayout(lengthBits: Int(bits), byteOrder: .littleEndian, alignmentBits: 8)
    }

    private static func length(of name: String) -> FieldLocation {
        FieldLocation("_\(name)_length")
    }

    private static func lengthMember(_ name: String) -> StructureFieldClass.Member {
        StructureFieldClass.Member("_\(name)_length", .unsigned(bits: 32))
    }

    private static func base(_ type: SideType) -> DisplayBase {
        for attribute in type.attributes where attribute.key == SideAttribute.baseKey {
            if case .unsigned(let number) = attribute.value,
                let base = DisplayBase(rawValue: Int(clamping: number))
            {
                return base
            }
        }
        return .decimal
    }

    /// The attributes without those that CTF 2 says by itself.
    private static func attributes(_ type: SideType) -> Attributes {
        let members = entries(type.attributes.filter { $0.key != SideAttribute.baseKey })
        return members.isEmpty ? [:] : ["plume": .object(Attributes(members))]
    }

    /// Attributes as CTF 2 has them.
    static func entries(_ attributes: [SideAttribute]) -> [Attributes.Entry] {
        attributes.map { attribute in
            let value: AttributeValue =
                switch attribute.value {
                case .string(let text): .string(text)
                case .unsigned(let number): .integer(Int128(number))
                case .signed(let number): .integer(Int128(number))
                case .real(let number): .real(number)
                case .boolean(let value): .boolean(value)
                }
            return Attributes.Entry(name: attribute.key, value: value)
        }
    }
}
