// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension JSONWriter {
    /// Appends the members of a field class which has no class inside it.
    ///
    /// - Parameters:
    ///   - fieldClass: the class.
    ///   - keeps: whether a role is written.
    mutating func leaf(_ fieldClass: FieldClass, _ keeps: (FieldRole) -> Bool) {
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
            // CTF 2 allows no negative bounds without a sign, and no mapping without ranges.
            integerProperties(
                integer.base,
                integer.mappings.clipped(lengthBits: .max, isSigned: integer.isSigned)
            )
            roles(integer.roles.filter(keeps))
            attributes(integer.attributes)
        case .variableLengthInteger(let integer):
            member("type", "variable-length-\(integer.isSigned ? "" : "un")signed-integer")
            integerProperties(integer.base, integer.mappings)
            roles(integer.roles.filter(keeps))
            attributes(integer.attributes)
        case .floatingPoint(let number):
            layout("floating-point-number", number.layout)
            attributes(number.attributes)
        case .string(let string): self.string(string)
        case .blob(let blob): self.blob(blob, keeps)
        case .structure, .array, .optional, .variant: break
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

    private mutating func integerProperties(_ base: DisplayBase, _ mappings: [Mapping]) {
        if base != .decimal { member("preferred-display-base", base.rawValue) }
        if !mappings.isEmpty { self.mappings("mappings", mappings) }
    }

    private mutating func string(_ string: StringFieldClass) {
        switch string.lengthBytes {
        case nil: member("type", "null-terminated-string")
        case .some(let length): self.length("string", length)
        }
        if string.encoding != .utf8 { member("encoding", string.encoding.formatName) }
        attributes(string.attributes)
    }

    private mutating func blob(_ blob: BLOBFieldClass, _ keeps: (FieldRole) -> Bool) {
        length("blob", blob.lengthBytes)
        if blob.mediaType != BLOBFieldClass.defaultMediaType {
            member("media-type", blob.mediaType)
        }
        roles(blob.roles.filter(keeps))
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

    /// Appends the members of a structure class, but for its members and attributes.
    mutating func structure(_ structure: StructureFieldClass) {
        member("type", "structure")
        if structure.minimumAlignmentBits != 1 {
            member("minimum-alignment", structure.minimumAlignmentBits)
        }
    }

    /// Appends the members of an array class, but for the element class and the attributes.
    mutating func array(_ array: ArrayFieldClass) {
        length("array", array.length)
        if array.minimumAlignmentBits != 1 {
            member("minimum-alignment", array.minimumAlignmentBits)
        }
    }

    /// Appends the members of an optional class, but for the content class and the attributes.
    mutating func optional(_ optional: OptionalFieldClass) {
        member("type", "optional")
        location("selector-field-location", optional.selector)
        if let ranges = optional.selectorRanges {
            key("selector-field-ranges")
            rangeSet(ranges)
        }
    }

    /// Appends the members of a variant class, but for the options and the attributes.
    mutating func variant(_ variant: VariantFieldClass) {
        member("type", "variant")
        location("selector-field-location", variant.selector)
    }
}
