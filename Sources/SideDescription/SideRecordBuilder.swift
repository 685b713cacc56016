// SPDX-License-Identifier: Apache-2.0

/// Lays an event description out as the bytes of a self-relocating record.
///
/// Each pointer is written as the offset of its target in the record, and its own offset goes into
/// the fixup table at the end; whoever loads the record adds its address to each. The same bytes
/// stand in the ELF section, go over the control connection, and become the live SIDE description.
package struct SideRecordBuilder {
    private var bytes: [UInt8] = []
    private var fixups: [UInt32] = []
    private var texts: SortedMap<TextBytes, Int> = [:]

    /// The record of a description, a multiple of 8 bytes.
    package static func record(for description: SideEventDescription) -> [UInt8] {
        var builder = SideRecordBuilder()
        builder.writeDescription(description)
        return builder.finish()
    }

    private mutating func finish() -> [UInt8] {
        align(to: 8)
        put(UInt32(bytes.count), at: SideLayout.fixupOffsetOffset)
        put(UInt32(fixups.count), at: SideLayout.fixupCountOffset)
        for fixup in fixups {
            let offset = reserve(4)
            put(fixup, at: offset)
        }
        align(to: 8)
        put(SideLayout.magic, at: 0)
        put(UInt32(bytes.count), at: SideLayout.sizeOffset)
        put(SideLayout.recordVersion, at: SideLayout.versionOffset)
        return bytes
    }

    private mutating func writeDescription(_ description: SideEventDescription) {
        let base =
            reserve(SideLayout.descriptionOffset + SideLayout.descriptionSize)
            + SideLayout.descriptionOffset
        typealias Place = SideLayout.Description
        put(UInt32(SideLayout.descriptionSize), at: base + Place.size)
        putPointer(toText: description.provider, at: base + Place.provider)
        putPointer(toText: description.name, at: base + Place.name)
        putFields(description.fields, arrayAt: base + Place.fields)
        putAttributes(description.attributes, arrayAt: base + Place.attributes)
        put(SideLayout.typeLabelCount, at: base + Place.typeLabelCount)
        put(SideLayout.attributeTypeCount, at: base + Place.attributeTypeCount)
        put(description.logLevel.rawValue, at: base + Place.logLevel)
    }

    private mutating func putFields(_ fields: [SideField], arrayAt slot: Int) {
        guard !fields.isEmpty else { return }
        let array = reserve(fields.count * SideLayout.fieldSize)
        putArray(at: slot, target: array, count: fields.count)
        for (index, field) in fields.enumerated() {
            let offset = array + index * SideLayout.fieldSize
            putPointer(toText: field.name, at: offset + SideLayout.Field.name)
            writeType(field.type, at: offset + SideLayout.Field.type)
        }
    }
}

extension SideRecordBuilder {
    private mutating func writeType(_ type: SideType, at offset: Int) {
        typealias Number = SideLayout.Number
        let body = offset + SideLayout.TypeParts.body
        switch type.kind {
        case .bool:
            put(SideLayout.Label.bool, at: offset)
            putAttributes(type.attributes, arrayAt: body + Number.attributes)
            put(UInt16(1), at: body + Number.byteCount)
        case .integer(let bits, let isSigned):
            writeInteger(bits, isSigned, type.attributes, at: offset)
        case .float(let bits):
            let step = UInt16((bits / 16).trailingZeroBitCount)
            put(SideLayout.Label.float16 + step, at: offset)
            putAttributes(type.attributes, arrayAt: body + Number.attributes)
            put(bits / 8, at: body + Number.byteCount)
        case .string:
            put(SideLayout.Label.stringUTF8, at: offset)
            putAttributes(type.attributes, arrayAt: body + SideLayout.Text.attributes)
            bytes[body + SideLayout.Text.unitSize] = 1
        case .bytes(let mediaType):
            let attribute = SideAttribute(SideAttribute.mediaTypeKey, .string(mediaType))
            writeArray(of: nil, [attribute] + type.attributes, at: offset)
        case .array(let element):
            writeArray(of: element, type.attributes, at: offset)
        case .fixedArray(let element, let count):
            writeFixedArray(of: element, count, type.attributes, at: offset)
        case .optional(let wrapped):
            writeOptional(wrapped, type.attributes, at: offset)
        case .enumeration(let bits, let isSigned, let labels):
            put(SideLayout.Label.enumeration, at: offset)
            writeLabels(labels, type.attributes, at: body + SideLayout.Labelled.mappings)
            writeElement(bits, isSigned, at: body + SideLayout.Labelled.element)
        case .bitmap(let bits, let labels):
            put(SideLayout.Label.bitmap, at: offset)
            writeLabels(labels, type.attributes, at: body + SideLayout.Labelled.mappings)
            writeBits(bits, at: body + SideLayout.Labelled.element)
        case .structure(let fields):
            put(SideLayout.Label.structure, at: offset)
            let object = reserve(SideLayout.structSize)
            putPointer(to: object, at: body)
            putFields(fields, arrayAt: object + SideLayout.Structure.fields)
            putAttributes(type.attributes, arrayAt: object + SideLayout.Structure.attributes)
        case .variant(let selector, let options):
            writeVariant(selector, options, type.attributes, at: offset)
        }
    }

    private mutating func writeInteger(
        _ bits: UInt16,
        _ isSigned: Bool,
        _ attributes: [SideAttribute],
        at offset: Int
    ) {
        let step = UInt16((bits / 8).trailingZeroBitCount)
        let first = isSigned ? SideLayout.Label.signed8 : SideLayout.Label.unsigned8
        put(first + step, at: offset)
        typealias Number = SideLayout.Number
        let body = offset + SideLayout.TypeParts.body
        putAttributes(attributes, arrayAt: body + Number.attributes)
        put(bits / 8, at: body + Number.byteCount)
        bytes[body + Number.isSigned] = isSigned ? 1 : 0
    }

    /// A variable-length array; of `SIDE_TYPE_BYTE` when there is no element type.
    private mutating func writeArray(
        of element: SideType?,
        _ attributes: [SideAttribute],
        at offset: Int
    ) {
        put(SideLayout.Label.vla, at: offset)
        typealias Place = SideLayout.VariableArray
        let object = reserve(SideLayout.vlaSize)
        putPointer(to: object, at: offset + SideLayout.TypeParts.body)
        let elementType = reserve(SideLayout.typeSize)
        putPointer(to: elementType, at: object + Place.element)
        if let element {
            writeType(element, at: elementType)
        } else {
            put(SideLayout.Label.byte, at: elementType)
        }
        let lengthType = reserve(SideLayout.typeSize)
        putPointer(to: lengthType, at: object + Place.length)
        writeInteger(32, false, [], at: lengthType)
        putAttributes(attributes, arrayAt: object + Place.attributes)
    }

    private mutating func writeFixedArray(
        of element: SideType,
        _ count: UInt32,
        _ attributes: [SideAttribute],
        at offset: Int
    ) {
        put(SideLayout.Label.array, at: offset)
        typealias Place = SideLayout.FixedArray
        let object = reserve(SideLayout.arraySize)
        putPointer(to: object, at: offset + SideLayout.TypeParts.body)
        let elementType = reserve(SideLayout.typeSize)
        putPointer(to: elementType, at: object + Place.element)
        writeType(element, at: elementType)
        put(count, at: object + Place.count)
        putAttributes(attributes, arrayAt: object + Place.attributes)
    }

    private mutating func writeLabels(
        _ labels: [SideEnumerationLabel],
        _ attributes: [SideAttribute],
        at slot: Int
    ) {
        let mappings = reserve(SideLayout.mappingsSize)
        putPointer(to: mappings, at: slot)
        let array = reserve(labels.count * SideLayout.mappingSize)
        putArray(at: mappings + SideLayout.Mappings.list, target: array, count: labels.count)
        for (index, label) in labels.enumerated() {
            let mapping = array + index * SideLayout.mappingSize
            put(label.range, at: mapping)
            putRawString(label.name, at: mapping + SideLayout.Range.meaning)
        }
        putAttributes(attributes, arrayAt: mappings + SideLayout.Mappings.attributes)
    }

    /// The integer that an enumeration or a bitmap is over.
    private mutating func writeElement(_ bits: UInt16, _ isSigned: Bool, at slot: Int) {
        let element = reserve(SideLayout.typeSize)
        putPointer(to: element, at: slot)
        writeInteger(bits, isSigned, [], at: element)
    }

    /// The integer or the bytes that a bitmap is over.
    private mutating func writeBits(_ bits: UInt16, at slot: Int) {
        if SideType.hasInteger(ofBits: bits) { return writeElement(bits, false, at: slot) }
        let element = reserve(SideLayout.typeSize)
        putPointer(to: element, at: slot)
        let byte = SideType(.integer(bits: 8, isSigned: false))
        writeFixedArray(of: byte, UInt32(bits / 8), [], at: element)
    }

    private mutating func writeOptional(
        _ wrapped: SideType,
        _ attributes: [SideAttribute],
        at offset: Int
    ) {
        put(SideLayout.Label.optional, at: offset)
        align(to: 8)
        let object = reserve(SideLayout.optionalSize)
        putPointer(to: object, at: offset + SideLayout.TypeParts.body)
        let element = reserve(SideLayout.typeSize)
        putPointer(to: element, at: object + SideLayout.Optional.wrapped)
        writeType(wrapped, at: element)
        putAttributes(attributes, arrayAt: object + SideLayout.Optional.attributes)
    }

    private mutating func writeVariant(
        _ selector: SideType,
        _ options: [SideVariantOption],
        _ attributes: [SideAttribute],
        at offset: Int
    ) {
        put(SideLayout.Label.variant, at: offset)
        typealias Place = SideLayout.Variant
        let object = reserve(SideLayout.variantSize)
        putPointer(to: object, at: offset + SideLayout.TypeParts.body)
        writeType(selector, at: object + Place.selector)
        let array = reserve(options.count * SideLayout.variantOptionSize)
        putArray(at: object + Place.options, target: array, count: options.count)
        for (index, option) in options.enumerated() {
            let place = array + index * SideLayout.variantOptionSize
            put(option.range, at: place)
            writeType(option.type, at: place + SideLayout.Range.meaning)
        }
        putAttributes(attributes, arrayAt: object + Place.attributes)
    }

    private mutating func putAttributes(_ attributes: [SideAttribute], arrayAt slot: Int) {
        guard !attributes.isEmpty else { return }
        let array = reserve(attributes.count * SideLayout.attributeSize)
        putArray(at: slot, target: array, count: attributes.count)
        for (index, attribute) in attributes.enumerated() {
            let offset = array + index * SideLayout.attributeSize
            let type = offset + SideLayout.Attribute.type
            let value = offset + SideLayout.Attribute.value
            putRawString(attribute.key, at: offset + SideLayout.Attribute.key)
            switch attribute.value {
            case .string(let text):
                put(SideLayout.attributeTypeString, at: type)
                putRawString(text, at: value)
            case .unsigned(let number):
                put(SideLayout.attributeTypeU64, at: type)
                put(number, at: value)
            case .signed(let number):
                put(SideLayout.attributeTypeS64, at: type)
                put(number, at: value)
            case .real(let number):
                put(SideLayout.attributeTypeFloat64, at: type)
                put(number.bitPattern, at: value)
            case .boolean(let isTrue):
                put(SideLayout.attributeTypeBool, at: type)
                bytes[value] = isTrue ? 1 : 0
            }
        }
    }
}

extension SideRecordBuilder {
    private mutating func align(to alignment: Int) {
        while bytes.count % alignment != 0 { bytes.append(0) }
    }

    private mutating func reserve(_ count: Int) -> Int {
        let offset = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: count))
        return offset
    }

    private mutating func put<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
        for index in 0..<(Number.bitWidth / 8) {
            bytes[offset + index] = UInt8(truncatingIfNeeded: number >> (8 * index))
        }
    }

    private mutating func put(_ range: ClosedRange<Int64>, at offset: Int) {
        put(UInt64(bitPattern: range.lowerBound), at: offset + SideLayout.Range.first)
        put(UInt64(bitPattern: range.upperBound), at: offset + SideLayout.Range.last)
    }

    private mutating func putPointer(to target: Int, at slot: Int) {
        put(UInt64(target), at: slot)
        fixups.append(UInt32(slot))
    }

    private mutating func putArray(at slot: Int, target: Int, count: Int) {
        putPointer(to: target, at: slot)
        put(UInt32(count), at: slot + SideLayout.List.count)
    }

    private mutating func putPointer(toText text: String, at slot: Int) {
        if let known = texts[TextBytes(text)] {
            putPointer(to: known, at: slot)
            return
        }
        let offset = bytes.count
        // A NUL would end the text for every reader of the ABI, so it ends here.
        bytes.append(contentsOf: text.utf8.prefix { $0 != 0 })
        bytes.append(0)
        texts[TextBytes(text)] = offset
        putPointer(to: offset, at: slot)
    }

    private mutating func putRawString(_ text: String, at slot: Int) {
        putPointer(toText: text, at: slot)
        bytes[slot + SideLayout.RawString.unitSize] = 1
    }
}
