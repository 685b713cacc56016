// SPDX-License-Identifier: Apache-2.0

public import CTFWriter
public import SideDescription
public import TraceModel

extension EventRecordClass {
    /// The class of the records that Plume's serializers write for an event.
    ///
    /// CTF wants the length of an array and the presence of an optional in a field before it; those
    /// become members of their own, called `_NAME_length` and `_NAME_present`.
    ///
    /// - Parameters:
    ///   - id: the id that its records carry.
    ///   - channel: the id of the channel's data stream class.
    ///   - description: the event.
    public init(id: UInt16, channel: UInt64 = 0, _ description: SideEventDescription) {
        self.init(
            id: UInt64(id),
            dataStreamClassID: channel,
            identity: Identity(name: description.fullName),
            payload: StructureFieldClass(SideMapping.members(description.fields)),
            attributes: [
                "plume": .object(["log-level": .string("\(description.logLevel)")])
            ]
        )
    }
}

extension RecordedChannelClass {
    /// The data stream class of a channel.
    ///
    /// - Parameters:
    ///   - id: its number.
    ///   - name: its name.
    ///   - contexts: what each record tells before the ids of process and thread.
    ///   - hasCPUs: whether each data stream belongs to one CPU.
    public init(id: UInt64, name: String, contexts: [SideField], hasCPUs: Bool) {
        self.init(
            id: id,
            name: name,
            contexts: SideMapping.members(contexts),
            hasCPUs: hasCPUs
        )
    }
}

/// How the types of the SIDE ABI become CTF 2 field classes.
private enum SideMapping {
    static func members(_ fields: [SideField]) -> [StructureFieldClass.Member] {
        fields.flatMap { members($0.name, $0.type) }
    }

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
                element: scalar(element),
                attributes: attributes
            )
            return [lengthMember(name), StructureFieldClass.Member(name, .array(array))]
        case .optional(let wrapped):
            return optional(name, wrapped, attributes)
        default:
            return [StructureFieldClass.Member(name, scalar(type))]
        }
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

    private static func scalar(_ type: SideType) -> FieldClass {
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
            // The labels of SIDE are signed 64-bit numbers, also for an unsigned container.
            let mappings = labels.map { label in
                let low = Int128(label.range.lowerBound)
                let high = Int128(label.range.upperBound)
                let wrap: Int128 = isSigned || low >= 0 ? 0 : 1 << 64
                let lower = low + wrap
                let range =
                    IntegerRange(lower: lower, upper: max(lower, high + wrap))
                    ?? IntegerRange(lower)
                return Mapping(name: label.name, ranges: IntegerRangeSet([range]))
            }
            return .integer(
                IntegerFieldClass(
                    bytes(bits),
                    isSigned: isSigned,
                    mappings: mappings,
                    attributes: attributes
                )
            )
        case .structure(let fields):
            return .structure(StructureFieldClass(members(fields), attributes: attributes))
        case .string, .bytes, .array, .optional:
            return .string(StringFieldClass(attributes: attributes))
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
        let members = type.attributes.filter { $0.key != SideAttribute.baseKey }.map { attribute in
            switch attribute.value {
            case .string(let text):
                Attributes.Entry(name: attribute.key, value: .string(text))
            case .unsigned(let number):
                Attributes.Entry(name: attribute.key, value: .integer(Int128(number)))
            }
        }
        return members.isEmpty ? [:] : ["plume": .object(Attributes(members))]
    }
}
