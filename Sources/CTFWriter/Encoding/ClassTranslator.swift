// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Translates root structures to classes which begin and end at whole bytes, little-endian, and to
/// the steps that encode their fields.
///
/// What a field means is kept; where its bits lie is not. A length or selector which lies in a
/// field that is not written, such as one of an event record header, becomes a field before the one
/// that needs it.
struct ClassTranslator {
    /// The deepest nesting of classes that is translated.
    static let nestingLimit = 256

    /// The format to translate to.
    let format: MetadataFormat
    /// The format of the metadata that the classes come from.
    let sourceFormat: MetadataFormat
    /// The root structures, with those which the one to translate may refer to.
    var tree: FieldTree
    /// The steps.
    var builder: EncodingTablesBuilder
    /// The slots to keep the values of fields in, which tell lengths of strings.
    var lengthFields: [Int: [Int]] = [:]
    /// Where each field that is written stands: the names from its root structure on.
    var paths: [Int: [String]] = [:]
    private var depth = 0

    init(
        format: MetadataFormat,
        sourceFormat: MetadataFormat,
        tree: FieldTree,
        builder: EncodingTablesBuilder
    ) {
        self.format = format
        self.sourceFormat = sourceFormat
        self.tree = tree
        self.builder = builder
    }

    /// Translates a root structure; nil when there is none.
    mutating func root(_ scope: FieldScope) throws(CTFError) -> StructureFieldClass? {
        guard let index = tree.roots[scope],
            case .structure(let structure) = tree.nodes[index].fieldClass
        else { return nil }
        return try self.structure(index, structure, [])
    }

    /// Translates a field class whose lengths and selectors are given.
    mutating func translate(
        _ index: Int,
        _ path: [String],
        _ companion: FieldLocation?
    ) throws(CTFError) -> FieldClass {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.nestingLimit else {
            throw limit(index, "fields are nested more than \(Self.nestingLimit) deep")
        }
        paths[index] = path
        let translated: FieldClass
        switch tree.nodes[index].fieldClass {
        case .bitArray(let bits): translated = bitArray(bits)
        case .bitMap(let map): translated = bitMap(map)
        case .boolean(let boolean): translated = self.boolean(boolean)
        case .integer(let integer): translated = self.integer(integer)
        case .variableLengthInteger(let integer): translated = variableLength(integer)
        case .floatingPoint(let number): translated = floatingPoint(number)
        case .string(let string): translated = try self.string(index, string, companion)
        case .blob(let blob): translated = try self.blob(index, blob, companion)
        case .structure(let structure):
            translated = .structure(try self.structure(index, structure, path))
        case .array(let array): translated = try self.array(index, array, path, companion)
        case .optional(let optional):
            translated = try self.optional(index, optional, path, companion)
        case .variant(let variant):
            translated = try self.variant(index, variant, path, companion)
        }
        // A step for padding keeps the value of the last item.
        for slot in lengthFields[index] ?? [] {
            builder.append(.store, operand: slot)
            builder.slotCount = max(builder.slotCount, slot + 1)
        }
        return translated
    }

    /// Why a class cannot be translated.
    func limit(_ index: Int, _ problem: String) -> CTFError {
        var names: [String] = []
        var place: Int? = index
        while let node = place {
            if let name = tree.nodes[node].name { names.append(name) }
            place = tree.nodes[node].parent
        }
        return CTFError(
            .unsupported,
            path: "",
            place: names.reversed().joined(separator: "."),
            problem: problem,
            remedy: "Leave out the events that have such a field"
        )
    }
}

extension ClassTranslator {
    /// The layout of some bits in the output.
    static func layout(_ lengthBits: Int) -> BitLayout {
        BitLayout(lengthBits: lengthBits, byteOrder: .littleEndian, alignmentBits: 8)
    }

    private mutating func appendBits(_ layout: BitLayout, isSigned: Bool) {
        if layout.lengthBits > 64 {
            builder.appendWide(.wide, layout, isSigned: isSigned)
        } else {
            builder.append(.integer, operand: layout.lengthBits.wholeBytes)
        }
        builder.appendPadding(after: layout.lengthBits)
    }

    private mutating func bitArray(_ bits: BitArrayFieldClass) -> FieldClass {
        appendBits(bits.layout, isSigned: false)
        let layout = Self.layout(bits.layout.lengthBits)
        if format == .ctf1 { return .integer(IntegerFieldClass(layout, base: .hexadecimal)) }
        return .bitArray(BitArrayFieldClass(layout, attributes: bits.attributes))
    }

    private mutating func bitMap(_ map: BitMapFieldClass) -> FieldClass {
        appendBits(map.layout, isSigned: false)
        let layout = Self.layout(map.layout.lengthBits)
        if format == .ctf1 { return .integer(IntegerFieldClass(layout, base: .hexadecimal)) }
        return .bitMap(BitMapFieldClass(layout, flags: map.flags, attributes: map.attributes))
    }

    private mutating func boolean(_ boolean: BooleanFieldClass) -> FieldClass {
        if boolean.layout.lengthBits > 64 {
            builder.appendWide(.wideBoolean, boolean.layout, isSigned: false)
        } else {
            builder.append(.integer, operand: 1)
        }
        if format == .ctf1 { return .integer(IntegerFieldClass(Self.layout(8))) }
        return .boolean(BooleanFieldClass(Self.layout(8), attributes: boolean.attributes))
    }

    private mutating func integer(_ integer: IntegerFieldClass) -> FieldClass {
        appendBits(integer.layout, isSigned: integer.isSigned)
        return .integer(
            IntegerFieldClass(
                Self.layout(integer.layout.lengthBits),
                isSigned: integer.isSigned,
                base: integer.base,
                mappings: integer.mappings,
                attributes: integer.attributes
            )
        )
    }

    private mutating func variableLength(_ integer: VariableLengthIntegerFieldClass) -> FieldClass {
        if format == .ctf1 {
            builder.append(.variableLengthWord)
            return .integer(
                IntegerFieldClass(
                    Self.layout(64),
                    isSigned: integer.isSigned,
                    base: integer.base,
                    mappings: integer.mappings
                )
            )
        }
        builder.append(.variableLength, isSigned: integer.isSigned)
        return .variableLengthInteger(
            VariableLengthIntegerFieldClass(
                isSigned: integer.isSigned,
                base: integer.base,
                mappings: integer.mappings,
                attributes: integer.attributes
            )
        )
    }

    private mutating func floatingPoint(_ number: FloatingPointFieldClass) -> FieldClass {
        if format == .ctf1 && number.layout.lengthBits == 16 {
            builder.append(.halfAsSingle)
            return .floatingPoint(FloatingPointFieldClass(Self.layout(32)))
        }
        appendBits(number.layout, isSigned: false)
        return .floatingPoint(
            FloatingPointFieldClass(
                Self.layout(number.layout.lengthBits),
                attributes: number.attributes
            )
        )
    }
}
