// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension JSONText {
    /// Appends a root structure class as a member, if there is one.
    mutating func member(_ name: String, _ structure: StructureFieldClass?) {
        guard let structure else { return }
        key(name)
        fieldClass(.structure(structure))
    }

    /// Appends a field class.
    mutating func fieldClass(_ fieldClass: FieldClass) {
        object { text in
            switch fieldClass {
            case .bitArray, .bitMap, .boolean, .integer, .floatingPoint:
                text.fixedLength(fieldClass)
            case .variableLengthInteger(let integer):
                text.member("type", "variable-length-\(integer.isSigned ? "" : "un")signed-integer")
                text.integerProperties(integer.base, integer.mappings, integer.roles)
                text.attributes(integer.attributes)
            case .string(let string): text.string(string)
            case .blob(let blob): text.blob(blob)
            case .structure(let structure): text.structure(structure)
            case .array(let array): text.array(array)
            case .optional(let optional): text.optional(optional)
            case .variant(let variant): text.variant(variant)
            }
        }
    }

    private mutating func fixedLength(_ fieldClass: FieldClass) {
        switch fieldClass {
        case .bitArray(let bits):
            layout("bit-array", bits.layout)
            attributes(bits.attributes)
        case .bitMap(let map):
            layout("bit-map", map.layout)
            mappings("flags", map.flags)
            attributes(map.attributes)
        case .boolean(let boolean):
            layout("boolean", boolean.layout)
            attributes(boolean.attributes)
        case .integer(let integer):
            layout("\(integer.isSigned ? "" : "un")signed-integer", integer.layout)
            integerProperties(integer.base, integer.mappings, integer.roles)
            attributes(integer.attributes)
        case .floatingPoint(let number):
            layout("floating-point-number", number.layout)
            attributes(number.attributes)
        default: break
        }
    }

    private mutating func layout(_ type: String, _ layout: BitLayout) {
        member("type", "fixed-length-\(type)")
        member("length", layout.lengthBits)
        member("byte-order", "\(layout.byteOrder == .bigEndian ? "big" : "little")-endian")
        if !layout.hasNaturalBitOrder {
            let isFirstToLast = layout.bitOrder == .firstToLast
            member("bit-order", isFirstToLast ? "first-to-last" : "last-to-first")
        }
        if layout.alignmentBits != 1 { member("alignment", layout.alignmentBits) }
    }

    private mutating func integerProperties(
        _ base: DisplayBase,
        _ mappings: [Mapping],
        _ roles: [FieldRole]
    ) {
        if base != .decimal { member("preferred-display-base", base.rawValue) }
        if !mappings.isEmpty { self.mappings("mappings", mappings) }
        self.roles(roles)
    }

    private mutating func string(_ string: StringFieldClass) {
        switch string.lengthBytes {
        case nil: member("type", "null-terminated-string")
        case .fixed(let length):
            member("type", "static-length-string")
            member("length", length)
        case .field(let field):
            member("type", "dynamic-length-string")
            location("length-field-location", field)
        }
        if string.encoding != .utf8 { member("encoding", string.encoding.formatName) }
        attributes(string.attributes)
    }

    private mutating func blob(_ blob: BLOBFieldClass) {
        length("blob", blob.lengthBytes)
        if blob.mediaType != BLOBFieldClass.defaultMediaType {
            member("media-type", blob.mediaType)
        }
        roles(blob.roles)
        attributes(blob.attributes)
    }

    private mutating func length(_ type: String, _ length: FieldLength) {
        switch length {
        case .fixed(let count):
            member("type", "static-length-\(type)")
            member("length", count)
        case .field(let field):
            member("type", "dynamic-length-\(type)")
            location("length-field-location", field)
        }
    }

    private mutating func structure(_ structure: StructureFieldClass) {
        member("type", "structure")
        if structure.minimumAlignmentBits != 1 {
            member("minimum-alignment", structure.minimumAlignmentBits)
        }
        key("member-classes")
        array { text in
            for member in structure.members {
                text.object { text in
                    text.member("name", member.name)
                    text.key("field-class")
                    text.fieldClass(member.fieldClass)
                    text.attributes(member.attributes)
                }
            }
        }
        attributes(structure.attributes)
    }

    private mutating func array(_ array: ArrayFieldClass) {
        length("array", array.length)
        if array.minimumAlignmentBits != 1 {
            member("minimum-alignment", array.minimumAlignmentBits)
        }
        key("element-field-class")
        fieldClass(array.element)
        attributes(array.attributes)
    }

    private mutating func optional(_ optional: OptionalFieldClass) {
        member("type", "optional")
        location("selector-field-location", optional.selector)
        if let ranges = optional.selectorRanges {
            key("selector-field-ranges")
            rangeSet(ranges)
        }
        key("field-class")
        fieldClass(optional.content)
        attributes(optional.attributes)
    }

    private mutating func variant(_ variant: VariantFieldClass) {
        member("type", "variant")
        location("selector-field-location", variant.selector)
        key("options")
        array { text in
            for option in variant.options {
                text.object { text in
                    text.member("name", option.name)
                    text.key("selector-field-ranges")
                    text.rangeSet(option.ranges)
                    text.key("field-class")
                    text.fieldClass(option.fieldClass)
                    text.attributes(option.attributes)
                }
            }
        }
        attributes(variant.attributes)
    }
}
