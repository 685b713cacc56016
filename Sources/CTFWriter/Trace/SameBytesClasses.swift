// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Describes records that were laid out for CTF 2 by classes which CTF 1.8 has too.
///
/// The bytes stay what they are: an optional becomes a variant whose tag is the presence byte, and
/// members that one byte makes present together become members of a structure in it, because CTF
/// 1.8 cannot name a field inside of another variant. Booleans become integers of the same bits,
/// and numbers of other sizes than those that all readers know become bytes or integers. Names are
/// made identifiers.
struct SameBytesClasses {
    private static let nestingLimit = 256

    /// The event record class in the words of CTF 1.8.
    static func eventRecordClass(_ event: EventRecordClass) throws(CTFError) -> EventRecordClass {
        EventRecordClass(
            id: event.id,
            dataStreamClassID: event.dataStreamClassID,
            identity: event.identity,
            specificContext: try event.specificContext.map {
                structure throws(CTFError) in try Self.structure(structure, 0)
            },
            payload: try event.payload.map {
                structure throws(CTFError) in try Self.structure(structure, 0)
            },
            attributes: event.attributes
        )
    }

    private static func structure(
        _ structure: StructureFieldClass,
        _ depth: Int
    ) throws(CTFError) -> StructureFieldClass {
        guard depth < nestingLimit else {
            throw limit("fields are nested more than \(nestingLimit) deep")
        }
        let names = IdentifierNames(structure.members.map(\.name))
        let tags = presenceFields(structure)
        let choices = choiceFields(structure)
        var members: [StructureFieldClass.Member] = []
        var index = 0
        while index < structure.members.count {
            let member = structure.members[index]
            guard case .optional(let optional) = member.fieldClass else {
                let fieldClass: FieldClass
                if tags.contains(Array(member.name.utf8)) {
                    fieldClass = presenceTag
                } else if let mappings = choices[Array(member.name.utf8)] {
                    fieldClass = try choiceTag(member.fieldClass, mappings)
                } else {
                    fieldClass = try translate(member.fieldClass, names, depth)
                }
                members.append(.init(names[member.name], fieldClass))
                index += 1
                continue
            }
            // Members that are present together follow one another.
            var contents: [StructureFieldClass.Member] = []
            while index < structure.members.count,
                case .optional(let other) = structure.members[index].fieldClass,
                other.selector == optional.selector
            {
                contents.append(.init(structure.members[index].name, other.content))
                index += 1
            }
            let group = try Self.structure(StructureFieldClass(contents), depth + 1).members
            guard let last = group.last, let name = contents.last?.name else { continue }
            let content =
                group.count == 1 ? last.fieldClass : .structure(StructureFieldClass(group))
            let selector = try location(optional.selector, names)
            members.append(.init(names[name], variant(content, selector)))
        }
        return StructureFieldClass(
            members,
            minimumAlignmentBits: structure.minimumAlignmentBits
        )
    }

    private static func translate(
        _ fieldClass: FieldClass,
        _ names: IdentifierNames,
        _ depth: Int
    ) throws(CTFError) -> FieldClass {
        switch fieldClass {
        case .boolean(let boolean): return .integer(IntegerFieldClass(boolean.layout))
        case .integer(let integer) where integer.layout.lengthBits > 64:
            return bytes(integer.layout)
        case .floatingPoint(let number)
        where number.layout.lengthBits != 32
            && number.layout.lengthBits != 64:
            guard number.layout.lengthBits > 64 else {
                return .integer(IntegerFieldClass(number.layout, base: .hexadecimal))
            }
            return bytes(number.layout)
        case .structure(let structure):
            return .structure(try Self.structure(structure, depth + 1))
        case .blob(let blob):
            return .blob(
                BLOBFieldClass(lengthBytes: try length(blob.lengthBytes, names))
            )
        case .array(let array):
            return .array(
                ArrayFieldClass(
                    length: try length(array.length, names),
                    element: try translate(array.element, names, depth + 1),
                    minimumAlignmentBits: array.minimumAlignmentBits
                )
            )
        case .bitMap(let map): return bits(map.layout)
        case .bitArray(let array): return bits(array.layout)
        case .variant(let variant):
            let optionNames = optionNames(variant)
            return .variant(
                VariantFieldClass(
                    try variant.options.indices.map { index throws(CTFError) in
                        VariantFieldClass.Option(
                            name: optionNames[index],
                            try translate(variant.options[index].fieldClass, names, depth + 1),
                            ranges: variant.options[index].ranges
                        )
                    },
                    selector: try location(variant.selector, names)
                )
            )
        case .optional, .variableLengthInteger:
            throw limit("a field is optional or of several classes inside of an array")
        default: return fieldClass
        }
    }

    /// Bits without names: a number, or bytes where there are too many.
    private static func bits(_ layout: BitLayout) -> FieldClass {
        let isNumber = [8, 16, 32, 64].contains(layout.lengthBits)
        return isNumber
            ? .integer(IntegerFieldClass(layout, base: .hexadecimal)) : bytes(layout)
    }

    /// The bytes of a number which other readers of CTF 1.8 refuse.
    private static func bytes(_ layout: BitLayout) -> FieldClass {
        .blob(BLOBFieldClass(lengthBytes: .fixed(UInt64(layout.lengthBits.wholeBytes))))
    }

    private static func variant(_ content: FieldClass, _ selector: FieldLocation) -> FieldClass {
        .variant(
            VariantFieldClass(
                [
                    VariantFieldClass.Option(
                        name: "none",
                        .structure(StructureFieldClass([])),
                        ranges: IntegerRangeSet(values: 0)
                    ),
                    VariantFieldClass.Option(name: "content", content, ranges: present),
                ],
                selector: selector
            )
        )
    }

    /// Any value but 0 means that a field is there.
    private static var present: IntegerRangeSet {
        IntegerRangeSet([IntegerRange(lower: 1, upper: 255)].compactMap { $0 })
    }

    private static var presenceTag: FieldClass {
        .integer(
            IntegerFieldClass(
                BitLayout(lengthBits: 8, byteOrder: .littleEndian, alignmentBits: 8),
                mappings: [
                    Mapping(name: "none", ranges: IntegerRangeSet(values: 0)),
                    Mapping(name: "content", ranges: present),
                ]
            )
        )
    }

    /// The integer that chooses a variant's option, with the names of the options.
    private static func choiceTag(
        _ fieldClass: FieldClass,
        _ mappings: [Mapping]
    ) throws(CTFError) -> FieldClass {
        guard case .integer(let integer) = fieldClass else {
            throw limit("a selector is no integer")
        }
        return .integer(
            IntegerFieldClass(integer.layout, isSigned: integer.isSigned, mappings: mappings)
        )
    }

    /// The names of a variant's options as identifiers.
    private static func optionNames(_ variant: VariantFieldClass) -> [String] {
        let wishes = variant.options.map { $0.name ?? "" }
        let names = IdentifierNames(wishes)
        return wishes.map { names[$0] }
    }

    /// By the bytes of their names, the members that choose options of variants, with what they
    /// choose.
    private static func choiceFields(_ structure: StructureFieldClass) -> [[UInt8]: [Mapping]] {
        var found: [[UInt8]: [Mapping]] = [:]
        for member in structure.members {
            guard case .variant(let variant) = member.fieldClass,
                case .member(let name)? = variant.selector.path.last
            else { continue }
            found[Array(name.utf8)] = zip(optionNames(variant), variant.options).map {
                Mapping(name: ClassTranslator.protected($0), ranges: $1.ranges)
            }
        }
        return found
    }

    /// The bytes of the names of members that tell whether others are there.
    private static func presenceFields(_ structure: StructureFieldClass) -> Set<[UInt8]> {
        var found: Set<[UInt8]> = []
        for member in structure.members {
            guard case .optional(let optional) = member.fieldClass,
                case .member(let name)? = optional.selector.path.last
            else { continue }
            found.insert(Array(name.utf8))
        }
        return found
    }

    private static func length(
        _ length: FieldLength,
        _ names: IdentifierNames
    ) throws(CTFError) -> FieldLength {
        guard case .field(let found) = length else { return length }
        return .field(try location(found, names))
    }

    /// The same location by the new names; it must lie in the same structure.
    private static func location(
        _ location: FieldLocation,
        _ names: IdentifierNames
    ) throws(CTFError) -> FieldLocation {
        guard location.origin == nil, location.path.count == 1,
            case .member(let name) = location.path[0]
        else { throw limit("a length or selector lies in another structure") }
        return FieldLocation(names[name])
    }

    private static func limit(_ problem: String) -> CTFError {
        CTFError(
            .unsupported,
            path: "",
            place: "",
            problem: problem,
            remedy: "Record CTF 2, which is the default"
        )
    }
}
