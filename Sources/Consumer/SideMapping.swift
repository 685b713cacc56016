// SPDX-License-Identifier: Apache-2.0

internal import SideDescription
internal import TraceModel

/// How the types of the SIDE ABI become CTF 2 field classes.
///
/// A length, a presence or a selector is a member of its own before the field that needs it. No
/// name of a program can collide with those of such members, see ``MemberNames``.
enum SideMapping {
    /// Fields as the members of one structure.
    ///
    /// - Parameters:
    ///   - fields: the fields; of those with the same name, all but the first get another.
    ///   - reserved: names that other members of the structure have.
    /// - Returns: the members, in the order of the record.
    static func members(
        _ fields: [SideField],
        reserved: [String] = []
    ) -> [StructureFieldClass.Member] {
        let distinct = MemberNames.distinct(reserved + fields.map(\.name))
        var names = MemberNames(distinct)
        return zip(distinct.dropFirst(reserved.count), fields).flatMap { name, field in
            members(name, field.type, &names)
        }
    }

    /// A field as members; the last of them is the field itself.
    private static func members(
        _ name: String,
        _ type: SideType,
        _ names: inout MemberNames
    ) -> [StructureFieldClass.Member] {
        let attributes = attributes(type)
        switch type.kind {
        case .bytes(let mediaType):
            let length = names.free("_\(name)_length")
            let blob = BLOBFieldClass(
                lengthBytes: .field(FieldLocation(length)),
                mediaType: mediaType,
                attributes: attributes
            )
            return [
                StructureFieldClass.Member(length, .unsigned(bits: 32)),
                StructureFieldClass.Member(name, .blob(blob)),
            ]
        case .array(let element):
            let length = names.free("_\(name)_length")
            let array = ArrayFieldClass(
                length: .field(FieldLocation(length)),
                element: single(element),
                attributes: attributes
            )
            return [
                StructureFieldClass.Member(length, .unsigned(bits: 32)),
                StructureFieldClass.Member(name, .array(array)),
            ]
        case .variant(let selector, let options):
            let chooser = names.free("_\(name)_selector")
            let variant = VariantFieldClass(
                self.options(options, of: selector),
                selector: FieldLocation(chooser),
                attributes: attributes
            )
            return [
                StructureFieldClass.Member(chooser, single(selector)),
                StructureFieldClass.Member(name, .variant(variant)),
            ]
        case .optional(let wrapped):
            return optional(name, wrapped, attributes, &names)
        default:
            return [StructureFieldClass.Member(name, single(type))]
        }
    }

    /// One class for a type: where it takes several members, a structure around them.
    private static func single(_ type: SideType) -> FieldClass {
        switch type.kind {
        case .bytes, .array, .optional, .variant:
            var names = MemberNames(["value"])
            return .structure(StructureFieldClass(members("value", type, &names)))
        default:
            return plain(type)
        }
    }

    /// The options of a variant, called like the labels of the selector where those are the same.
    private static func options(
        _ options: [SideVariantOption],
        of selector: SideType
    ) -> [VariantFieldClass.Option] {
        let wishes = options.map { name(of: $0.range, by: selector) }
        return zip(MemberNames.distinct(wishes), options).map { name, option in
            VariantFieldClass.Option(
                name: name,
                single(option.type),
                ranges: IntegerRangeSet(ranges(option.range, isSigned: isSigned(selector)))
            )
        }
    }

    private static func name(of range: ClosedRange<Int64>, by selector: SideType) -> String {
        if case .enumeration(_, _, let labels) = selector.kind,
            let label = labels.first(where: { $0.range == range })
        {
            return label.name
        }
        let isOne = range.lowerBound == range.upperBound
        let text = isOne ? "\(range.lowerBound)" : "\(range.lowerBound)_\(range.upperBound)"
        return "is_\(text.replacing("-", with: "minus_"))"
    }

    private static func isSigned(_ selector: SideType) -> Bool {
        switch selector.kind {
        case .integer(_, let isSigned), .enumeration(_, let isSigned, _): isSigned
        default: false
        }
    }

    /// Each member of the wrapped value, its length included, is there if the value is.
    private static func optional(
        _ name: String,
        _ wrapped: SideType,
        _ attributes: Attributes,
        _ names: inout MemberNames
    ) -> [StructureFieldClass.Member] {
        let present = names.free("_\(name)_present")
        let inner = members(name, wrapped, &names)
        let optionals = inner.enumerated().map { index, member in
            StructureFieldClass.Member(
                member.name,
                .optional(
                    OptionalFieldClass(
                        member.fieldClass,
                        selector: FieldLocation(present),
                        attributes: index == inner.count - 1 ? attributes : [:]
                    )
                )
            )
        }
        let boolean = FieldClass.boolean(BooleanFieldClass(bytes(8)))
        return [StructureFieldClass.Member(present, boolean)] + optionals
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
            // A bit map without flags is none in any format.
            guard !labels.isEmpty else {
                return .bitArray(BitArrayFieldClass(bytes(bits), attributes: attributes))
            }
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

    /// Labels as mappings; those of the same name become one.
    private static func mappings(
        _ labels: [SideEnumerationLabel],
        isSigned: Bool
    ) -> [Mapping] {
        var places: [[UInt8]: Int] = [:]
        var found: [(name: String, ranges: [IntegerRange])] = []
        for label in labels {
            let ranges = ranges(label.range, isSigned: isSigned)
            let name = Array(label.name.utf8)
            if let place = places[name] {
                found[place].ranges += ranges
            } else {
                places[name] = found.count
                found.append((label.name, ranges))
            }
        }
        return found.map { Mapping(name: $0.name, ranges: IntegerRangeSet($0.ranges)) }
    }

    /// The ranges of SIDE are of signed 64-bit numbers, also for an unsigned container.
    private static func ranges(_ range: ClosedRange<Int64>, isSigned: Bool) -> [IntegerRange] {
        let low = Int128(range.lowerBound)
        let high = Int128(range.upperBound)
        let wrap = Int128(1) << 64
        let parts: [IntegerRange?] =
            if isSigned || low >= 0 {
                [IntegerRange(lower: low, upper: high)]
            } else if high < 0 {
                [IntegerRange(lower: low + wrap, upper: high + wrap)]
            } else {
                [
                    IntegerRange(lower: 0, upper: high),
                    IntegerRange(lower: low + wrap, upper: wrap - 1),
                ]
            }
        return parts.compactMap { $0 }
    }

    private static func bytes(_ bits: UInt16) -> BitLayout {
        BitLayout(lengthBits: Int(bits), byteOrder: .littleEndian, alignmentBits: 8)
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

    /// Attributes as CTF 2 has them; of equal keys, all but the first get underscores.
    ///
    /// - Parameters:
    ///   - attributes: the attributes.
    ///   - reserved: keys that stand beside them.
    /// - Returns: the attributes, each with a key of its own.
    static func entries(
        _ attributes: [SideAttribute],
        reserved: [String] = []
    ) -> [Attributes.Entry] {
        let keys = MemberNames.distinct(reserved + attributes.map(\.key))
        return zip(keys.dropFirst(reserved.count), attributes).map { key, attribute in
            let value: AttributeValue =
                switch attribute.value {
                case .string(let text): .string(text)
                case .unsigned(let number): .integer(Int128(number))
                case .signed(let number): .integer(Int128(number))
                case .real(let number): .real(number)
                case .boolean(let value): .boolean(value)
                }
            return Attributes.Entry(name: key, value: value)
        }
    }
}
