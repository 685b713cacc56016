// SPDX-License-Identifier: Apache-2.0

/// Reads the record of an event from bytes that may be hostile: out of an ELF file, or from a peer.
public struct SideRecordParser {
    static let maximumDepth = 32
    static let maximumCount = 4_096
    /// No record has room for more elements, so more would never be written.
    static let maximumElementCount: UInt32 = 1 << 20
    static let maximumTextBytes = 4_096
    static let maximumParts = 65_536

    private let bytes: [UInt8]
    /// What may still be described; it bounds the work on a record whose parts refer to each other.
    private var budget = maximumParts

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The description that a record holds.
    ///
    /// - Parameter record: exactly one record, with offsets where its pointers are.
    /// - Returns: the description.
    /// - Throws: what is wrong with it and where.
    public static func parse(_ record: [UInt8]) throws(SideRecordError) -> SideEventDescription {
        var parser = SideRecordParser(record)
        return try parser.description()
    }

    /// The full name of the event that a record describes, whatever else is in it.
    ///
    /// - Parameter record: exactly one record.
    /// - Returns: the name; nil when there is none.
    public static func name(of record: [UInt8]) -> String? {
        let parser = SideRecordParser(record)
        let base = SideLayout.descriptionOffset
        guard let provider = try? parser.text(at: base + SideLayout.Description.provider),
            let name = try? parser.text(at: base + SideLayout.Description.name)
        else { return nil }
        return "\(provider):\(name)"
    }

    /// The records of a whole ELF section, each cut out; zero words between them are skipped.
    public static func records(inSection section: [UInt8]) throws(SideRecordError) -> [[UInt8]] {
        let reader = SideRecordParser(section)
        var records: [[UInt8]] = []
        var offset = 0
        while offset + SideLayout.descriptionOffset <= section.count {
            let magic: UInt64 = try reader.number(at: offset)
            if magic == 0 {
                offset += 8
                continue
            }
            let size = Int(try reader.number(at: offset + SideLayout.sizeOffset) as UInt32)
            guard magic == SideLayout.magic, size >= SideLayout.descriptionOffset, size % 8 == 0,
                size <= section.count - offset
            else { throw SideRecordError("no record begins here", at: offset) }
            var record = Array(section[offset..<(offset + size)])
            // What a linker put into the accessor's place is of no use outside the program.
            for index in 0..<8 { record[SideLayout.stateAccessorOffset + index] = 0 }
            records.append(record)
            offset += size
        }
        return records
    }

    private mutating func description() throws(SideRecordError) -> SideEventDescription {
        let magic: UInt64 = try number(at: 0)
        let version: UInt16 = try number(at: SideLayout.versionOffset)
        guard magic == SideLayout.magic else { throw SideRecordError("not a record", at: 0) }
        guard version == SideLayout.recordVersion else {
            throw SideRecordError(
                "version \(version), this program reads \(SideLayout.recordVersion):"
                    + " use the same version of Plume on both sides",
                at: SideLayout.versionOffset
            )
        }
        typealias Place = SideLayout.Description
        let base = SideLayout.descriptionOffset
        let level: UInt32 = try number(at: base + Place.logLevel)
        guard let logLevel = LogLevel(rawValue: level) else {
            throw SideRecordError("log level \(level) does not exist", at: base + Place.logLevel)
        }
        let provider = try text(at: base + Place.provider)
        let name = try text(at: base + Place.name)
        guard !provider.isEmpty, !name.isEmpty else {
            throw SideRecordError("provider or name is empty", at: base + Place.provider)
        }
        return SideEventDescription(
            provider: provider,
            name: name,
            logLevel: logLevel,
            fields: try fields(arrayAt: base + Place.fields, depth: 0),
            attributes: try attributes(arrayAt: base + Place.attributes)
        )
    }

    private mutating func fields(
        arrayAt slot: Int,
        depth: Int
    ) throws(SideRecordError) -> [SideField] {
        guard depth < Self.maximumDepth else {
            throw SideRecordError("structures nest deeper than \(Self.maximumDepth)", at: slot)
        }
        let (array, count) = try list(at: slot)
        var fields: [SideField] = []
        var names: SortedMap<TextBytes, Bool> = [:]
        for index in 0..<count {
            let offset = array + index * SideLayout.fieldSize
            let name = try text(at: offset + SideLayout.Field.name)
            guard names[TextBytes(name)] == nil else {
                throw SideRecordError("two fields are called \"\(name)\"", at: offset)
            }
            names[TextBytes(name)] = true
            let place = offset + SideLayout.Field.type
            fields.append(SideField(name, try type(at: place, depth: depth + 1)))
        }
        return fields
    }
}

extension SideRecordParser {
    private mutating func type(at offset: Int, depth: Int) throws(SideRecordError) -> SideType {
        budget -= 1
        guard depth < Self.maximumDepth, budget > 0 else {
            throw SideRecordError("types nest too deep or are too many", at: offset)
        }
        let label: UInt16 = try number(at: offset + SideLayout.TypeParts.label)
        let body = offset + SideLayout.TypeParts.body
        switch label {
        case SideLayout.Label.bool:
            return SideType(
                .bool,
                attributes: try attributes(arrayAt: body + SideLayout.Number.attributes)
            )
        case SideLayout.Label.unsigned8...(SideLayout.Label.signed8 + 4):
            return try integer(label, at: body)
        case SideLayout.Label.float16...(SideLayout.Label.float16 + 3):
            let bits = UInt16(16) << (label - SideLayout.Label.float16)
            return SideType(
                .float(bits: bits),
                attributes: try attributes(arrayAt: body + SideLayout.Number.attributes)
            )
        case SideLayout.Label.stringUTF8:
            return SideType(
                .string,
                attributes: try attributes(arrayAt: body + SideLayout.Text.attributes)
            )
        case SideLayout.Label.vla:
            return try array(at: body, depth: depth)
        case SideLayout.Label.array:
            return try fixedArray(at: body, depth: depth)
        case SideLayout.Label.optional:
            let object = try target(at: body)
            let place = try target(at: object + SideLayout.Optional.wrapped)
            return SideType(
                .optional(try type(at: place, depth: depth + 1)),
                attributes: try attributes(arrayAt: object + SideLayout.Optional.attributes)
            )
        case SideLayout.Label.enumeration:
            return try enumeration(at: body)
        case SideLayout.Label.bitmap:
            return try bitmap(at: body)
        case SideLayout.Label.structure:
            let object = try target(at: body)
            return SideType(
                .structure(try fields(arrayAt: object + SideLayout.Structure.fields, depth: depth)),
                attributes: try attributes(arrayAt: object + SideLayout.Structure.attributes)
            )
        case SideLayout.Label.variant:
            return try variant(at: body, depth: depth)
        default:
            throw SideRecordError("type label \(label) is not known", at: offset)
        }
    }

    private mutating func integer(
        _ label: UInt16,
        at body: Int
    ) throws(SideRecordError) -> SideType {
        let isSigned = label >= SideLayout.Label.signed8
        let step = label - (isSigned ? SideLayout.Label.signed8 : SideLayout.Label.unsigned8)
        return SideType(
            .integer(bits: 8 << step, isSigned: isSigned),
            attributes: try attributes(arrayAt: body + SideLayout.Number.attributes)
        )
    }

    private mutating func array(at body: Int, depth: Int) throws(SideRecordError) -> SideType {
        let object = try target(at: body)
        let element = try target(at: object + SideLayout.VariableArray.element)
        var attributes = try attributes(arrayAt: object + SideLayout.VariableArray.attributes)
        let label: UInt16 = try number(at: element + SideLayout.TypeParts.label)
        guard label == SideLayout.Label.byte else {
            return SideType(.array(try type(at: element, depth: depth + 1)), attributes: attributes)
        }
        var mediaType = "application/octet-stream"
        if let index = attributes.firstIndex(where: { $0.key == SideAttribute.mediaTypeKey }),
            case .string(let text) = attributes.remove(at: index).value
        {
            mediaType = text
        }
        return SideType(.bytes(mediaType: mediaType), attributes: attributes)
    }

    private mutating func fixedArray(
        at body: Int,
        depth: Int
    ) throws(SideRecordError) -> SideType {
        typealias Place = SideLayout.FixedArray
        let object = try target(at: body)
        let count: UInt32 = try number(at: object + Place.count)
        guard count <= Self.maximumElementCount else {
            throw SideRecordError("\(count) elements are too many", at: object + Place.count)
        }
        return SideType(
            .fixedArray(
                try type(at: try target(at: object + Place.element), depth: depth + 1),
                count: count
            ),
            attributes: try attributes(arrayAt: object + Place.attributes)
        )
    }

    private mutating func enumeration(at body: Int) throws(SideRecordError) -> SideType {
        let (labels, attributes) = try labels(at: body + SideLayout.Labelled.mappings)
        let (bits, isSigned) = try element(at: body + SideLayout.Labelled.element)
        return SideType(
            .enumeration(bits: bits, isSigned: isSigned, labels: labels),
            attributes: attributes
        )
    }

    private mutating func bitmap(at body: Int) throws(SideRecordError) -> SideType {
        let (labels, attributes) = try labels(at: body + SideLayout.Labelled.mappings)
        let bits = try bits(at: body + SideLayout.Labelled.element)
        let isInside = labels.allSatisfy { $0.range.lowerBound >= 0 && $0.range.upperBound < bits }
        guard isInside else {
            throw SideRecordError("a label is for bits that are none", at: body)
        }
        return SideType(.bitmap(bits: bits, labels: labels), attributes: attributes)
    }

    private mutating func labels(
        at slot: Int
    ) throws(SideRecordError) -> ([SideEnumerationLabel], [SideAttribute]) {
        let mappings = try target(at: slot)
        let (array, count) = try list(at: mappings + SideLayout.Mappings.list)
        var labels: [SideEnumerationLabel] = []
        for index in 0..<count {
            let mapping = array + index * SideLayout.mappingSize
            let name = try text(at: mapping + SideLayout.Range.meaning)
            labels.append(SideEnumerationLabel(name, try range(at: mapping)))
        }
        return (labels, try attributes(arrayAt: mappings + SideLayout.Mappings.attributes))
    }

    private func range(at offset: Int) throws(SideRecordError) -> ClosedRange<Int64> {
        let begin = Int64(bitPattern: try number(at: offset + SideLayout.Range.first))
        let end = Int64(bitPattern: try number(at: offset + SideLayout.Range.last))
        guard begin <= end else {
            throw SideRecordError("the range of a label is upside down", at: offset)
        }
        return begin...end
    }

    /// The integer that an enumeration or a bitmap is over.
    private mutating func element(
        at slot: Int
    ) throws(SideRecordError) -> (bits: UInt16, isSigned: Bool) {
        let element = try target(at: slot)
        guard case .integer(let bits, let isSigned) = try type(at: element, depth: 0).kind else {
            throw SideRecordError("an enumeration is not over an integer", at: element)
        }
        return (bits, isSigned)
    }

    /// How many bits the integer or the bytes have that a bitmap is over.
    private mutating func bits(at slot: Int) throws(SideRecordError) -> UInt16 {
        let element = try target(at: slot)
        switch try type(at: element, depth: 0).kind {
        case .integer(let bits, _): return bits
        case .fixedArray(let inner, let count):
            let byte = SideType.Kind.integer(bits: 8, isSigned: false)
            guard inner.kind == byte, count > 0, count <= UInt32(SideType.maximumBitmapBits / 8)
            else { fallthrough }
            return UInt16(count) * 8
        default: throw SideRecordError("a bitmap is not over an integer or bytes", at: element)
        }
    }

    private mutating func variant(at body: Int, depth: Int) throws(SideRecordError) -> SideType {
        typealias Place = SideLayout.Variant
        let object = try target(at: body)
        let selector = try type(at: object + Place.selector, depth: depth + 1)
        switch selector.kind {
        case .integer(let bits, _) where bits <= 64: break
        case .enumeration(let bits, _, _) where bits <= 64: break
        default: throw SideRecordError("a selector is no integer", at: object + Place.selector)
        }
        let (array, count) = try list(at: object + Place.options)
        guard count > 0 else { throw SideRecordError("a variant has no options", at: object) }
        var options: [SideVariantOption] = []
        for index in 0..<count {
            let place = array + index * SideLayout.variantOptionSize
            let range = try range(at: place)
            guard !options.contains(where: { $0.range.overlaps(range) }) else {
                throw SideRecordError("two options have the same selector", at: place)
            }
            let type = try type(at: place + SideLayout.Range.meaning, depth: depth + 1)
            options.append(SideVariantOption(range, type))
        }
        return SideType(
            .variant(selector: selector, options: options),
            attributes: try attributes(arrayAt: object + Place.attributes)
        )
    }

    private mutating func attributes(
        arrayAt slot: Int
    ) throws(SideRecordError) -> [SideAttribute] {
        let (array, count) = try list(at: slot)
        var attributes: [SideAttribute] = []
        for index in 0..<count {
            budget -= 1
            let offset = array + index * SideLayout.attributeSize
            let key = try text(at: offset + SideLayout.Attribute.key)
            let kind: UInt32 = try number(at: offset + SideLayout.Attribute.type)
            let value = offset + SideLayout.Attribute.value
            switch kind {
            case SideLayout.attributeTypeString:
                attributes.append(SideAttribute(key, .string(try text(at: value))))
            case SideLayout.attributeTypeU64:
                attributes.append(SideAttribute(key, .unsigned(try number(at: value))))
            case SideLayout.attributeTypeS64:
                let bits: UInt64 = try number(at: value)
                attributes.append(SideAttribute(key, .signed(Int64(bitPattern: bits))))
            case SideLayout.attributeTypeFloat64:
                let bits: UInt64 = try number(at: value)
                attributes.append(SideAttribute(key, .real(Double(bitPattern: bits))))
            case SideLayout.attributeTypeBool:
                let byte: UInt8 = try number(at: value)
                attributes.append(SideAttribute(key, .boolean(byte != 0)))
            default:
                // An attribute is never needed to read a value, so an unknown kind is passed over.
                continue
            }
        }
        return attributes
    }
}

extension SideRecordParser {
    private func number<Number: FixedWidthInteger>(
        at offset: Int
    ) throws(SideRecordError) -> Number {
        let count = Number.bitWidth / 8
        guard offset >= 0, offset <= bytes.count - count else {
            throw SideRecordError("the record ends before this", at: offset)
        }
        var number: Number = 0
        for index in 0..<count { number |= Number(bytes[offset + index]) << (8 * index) }
        return number
    }

    private func target(at slot: Int) throws(SideRecordError) -> Int {
        let offset: UInt64 = try number(at: slot)
        guard offset >= UInt64(SideLayout.descriptionOffset), offset < UInt64(bytes.count) else {
            throw SideRecordError("a pointer leaves the record", at: slot)
        }
        return Int(offset)
    }

    private func list(at slot: Int) throws(SideRecordError) -> (offset: Int, count: Int) {
        let count: UInt32 = try number(at: slot + SideLayout.List.count)
        guard count > 0 else { return (0, 0) }
        guard count <= UInt32(Self.maximumCount) else {
            throw SideRecordError("\(count) elements are too many", at: slot)
        }
        return (try target(at: slot), Int(count))
    }

    private func text(at slot: Int) throws(SideRecordError) -> String {
        let begin = try target(at: slot)
        let limit = min(bytes.count, begin + Self.maximumTextBytes)
        guard let end = bytes[begin..<limit].firstIndex(of: 0) else {
            throw SideRecordError("a text has no end", at: begin)
        }
        return String(decoding: bytes[begin..<end], as: UTF8.self)
    }
}
