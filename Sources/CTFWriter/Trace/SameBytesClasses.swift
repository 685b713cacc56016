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
        let names = identifiers(structure.members.map(\.name))
        let tags = presenceFields(structure, names)
        let choices = choiceFields(structure)
        var members: [StructureFieldClass.Member] = []
        var index = 0
        while index < structure.members.count {
            let member = structure.members[index]
            guard case .optional(let optional) = member.fieldClass else {
                let fieldClass: FieldClass
                if tags.contains(member.name) {
                    fieldClass = presenceTag
                } else if let mappings = choices[member.name] {
                    fieldClass = try choiceTag(member.fieldClass, mappings)
                } else {
                    fieldClass = try translate(member.fieldClass, names, depth)
                }
                members.append(.init(names[member.name] ?? member.name, fieldClass))
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
            members.append(.init(names[name] ?? name, variant(content, selector)))
        }
        return StructureFieldClass(
            members,
            minimumAlignmentBits: structure.minimumAlignmentBits
        )
    }

    private static func translate(
        _ fieldClass: FieldClass,
        _ names: [String: String],
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
        case .bitMap(let map):
            return .integer(IntegerFieldClass(map.layout, base: .hexadecimal))
        case .variant(let variant):
            return .variant(
                VariantFieldClass(
                    try variant.options.map { option throws(CTFError) in
                        VariantFieldClass.Option(
                            name: option.name,
                            try translate(option.fieldClass, names, depth + 1),
                            ranges: option.ranges
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

    /// By name, the members that choose options of variants, with what they choose.
    private static func choiceFields(_ structure: StructureFieldClass) -> [String: [Mapping]] {
        var found: [String: [Mapping]] = [:]
        for member in structure.members {
            guard case .variant(let variant) = member.fieldClass,
                case .member(let name)? = variant.selector.path.last
            else { continue }
            found[name] = variant.options.compactMap { option in
                option.name.map { Mapping(name: $0, ranges: option.ranges) }
            }
        }
        return found
    }

    /// The members that tell whether others are there.
    private static func presenceFields(
        _ structure: StructureFieldClass,
        _ names: [String: String]
    ) -> Set<String> {
        var found: Set<String> = []
        for member in structure.members {
            guard case .optional(let optional) = member.fieldClass,
                case .member(let name)? = optional.selector.path.last
            else { continue }
            found.insert(name)
        }
        return found
    }

    private static func length(
        _ length: FieldLength,
        _ names: [String: String]
    ) throws(CTFError) -> FieldLength {
        guard case .field(let found) = length else { return length }
        return .field(try location(found, names))
    }

    /// The same location by the new names; it must lie in the same structure.
    private static func location(
        _ location: FieldLocation,
        _ names: [String: String]
    ) throws(CTFError) -> FieldLocation {
        guard location.origin == nil, location.path.count == 1,
            case .member(let name) = location.path[0]
        else { throw limit("a length or selector lies in another structure") }
        return FieldLocation(names[name] ?? name)
    }

    /// Names of letters, digits and underscores for any names; those which are such names stay.
    private static func identifiers(_ names: [String]) -> [String: String] {
        var result: [String: String] = [:]
        var taken = Set(names.filter(\.isPlainName))
        for name in names {
            if name.isPlainName {
                result[name] = name
                continue
            }
            var identifier = String(decoding: name.utf8.map(\.identifierByte), as: UTF8.self)
            if identifier.utf8.first.map(\.isDigit) ?? true { identifier = "field" + identifier }
            result[name] = ClassTranslator.freeName(identifier, &taken)
        }
        return result
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

extension UInt8 {
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }

    fileprivate var identifierByte: UInt8 {
        isDigit || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) ? self : 0x5F
    }
}

extension String {
    fileprivate var isPlainName: Bool {
        utf8.allSatisfy { $0.identifierByte == $0 } && utf8.first.map { !$0.isDigit } ?? false
    }
}
