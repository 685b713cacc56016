// SPDX-License-Identifier: Apache-2.0

public import SideDescription
public import TraceModel

extension EventRecordClass {
    /// The class of the records that Plume's serializers write for an event.
    ///
    /// CTF wants the length of an array and the presence of an optional in a field before it; those
    /// become members of their own, called `_NAME_length` and `_NAME_present`.
    public init(id: UInt16, _ description: SideEventDescription) {
        self.init(
            id: UInt64(id),
            identity: Identity(name: description.fullName),
            attributes: .object([
                "plume": .object(["log-level": .string("\(description.logLevel)")])
            ]),
            payload: StructureClass(SideMapping.members(description.fields))
        )
    }
}

/// How the types of the SIDE ABI become CTF 2 field classes.
private enum SideMapping {
    static func members(_ fields: [SideField]) -> [StructureMember] {
        fields.flatMap { members($0.name, $0.type) }
    }

    private static func members(_ name: String, _ type: SideType) -> [StructureMember] {
        let attributes = attributes(type)
        switch type.kind {
        case .bytes(let mediaType):
            let blob = FieldClass(
                .blob(.dynamic(length(of: name)), mediaType: mediaType, roles: []),
                attributes: attributes
            )
            return [lengthMember(name), StructureMember(name, blob)]
        case .array(let element):
            let array = FieldClass(
                .array(
                    .dynamic(length(of: name)),
                    element: scalar(element),
                    minimumAlignment: 1
                ),
                attributes: attributes
            )
            return [lengthMember(name), StructureMember(name, array)]
        case .optional(let wrapped):
            return optional(name, wrapped, attributes)
        default:
            return [StructureMember(name, scalar(type))]
        }
    }

    /// Each member of the wrapped value, its length included, is there if the value is.
    private static func optional(
        _ name: String,
        _ wrapped: SideType,
        _ attributes: JSONValue?
    ) -> [StructureMember] {
        let present = FieldClass(.boolean(bytes(8)))
        let selector = Selector(FieldLocation(path: ["_\(name)_present"]))
        let inner = members(name, wrapped).map { member in
            StructureMember(
                member.name,
                FieldClass(
                    .optional(member.fieldClass, selector),
                    attributes: member.name == name ? attributes : nil
                )
            )
        }
        return [StructureMember("_\(name)_present", present)] + inner
    }

    private static func scalar(_ type: SideType) -> FieldClass {
        let attributes = attributes(type)
        switch type.kind {
        case .bool:
            return FieldClass(.boolean(bytes(8)), attributes: attributes)
        case .integer(let bits, let isSigned):
            return FieldClass(
                .integer(
                    bytes(bits),
                    IntegerProperties(isSigned: isSigned, displayBase: base(type))
                ),
                attributes: attributes
            )
        case .float(let bits):
            return FieldClass(.float(bytes(bits)), attributes: attributes)
        case .enumeration(let bits, let isSigned, let labels):
            // The labels of SIDE are signed 64-bit numbers, also for an unsigned container.
            let mappings = labels.map { label in
                let low = Int128(label.range.lowerBound)
                let high = Int128(label.range.upperBound)
                let wrap: Int128 = isSigned || low >= 0 ? 0 : 1 << 64
                return Mapping(label.name, [(low + wrap)...max(low + wrap, high + wrap)])
            }
            return FieldClass(
                .integer(bytes(bits), IntegerProperties(isSigned: isSigned, mappings: mappings)),
                attributes: attributes
            )
        case .structure(let fields):
            return FieldClass(.structure(StructureClass(members(fields))), attributes: attributes)
        case .string, .bytes, .array, .optional:
            return FieldClass(.string(.terminated, .utf8), attributes: attributes)
        }
    }

    private static func bytes(_ bits: UInt16) -> FixedLength {
        FixedLength(bits: UInt64(bits), byteOrder: .little, alignment: 8)
    }

    private static func length(of name: String) -> FieldLocation {
        FieldLocation(path: ["_\(name)_length"])
    }

    private static func lengthMember(_ name: String) -> StructureMember {
        StructureMember("_\(name)_length", .unsigned(bits: 32))
    }

    private static func base(_ type: SideType) -> UInt8 {
        for attribute in type.attributes where attribute.key == SideAttribute.baseKey {
            if case .unsigned(let base) = attribute.value, [2, 8, 16].contains(base) {
                return UInt8(base)
            }
        }
        return 10
    }

    /// The attributes without those that CTF 2 says by itself.
    private static func attributes(_ type: SideType) -> JSONValue? {
        let members = type.attributes.filter { $0.key != SideAttribute.baseKey }.map { attribute in
            switch attribute.value {
            case .string(let text): JSONMember(attribute.key, .string(text))
            case .unsigned(let number): JSONMember(attribute.key, .integer(Int128(number)))
            }
        }
        return members.isEmpty ? nil : .object([JSONMember("plume", .object(members))])
    }
}
