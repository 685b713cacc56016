// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension CTF2Converter {
    private static let layoutWords: Set<Word> = [
        .type, .length, .byteOrder, .bitOrder, .alignment,
    ]
    private static let bitMapWords = layoutWords.union([.flags])
    private static let signedWords = layoutWords.union([.preferredDisplayBase, .mappings])
    private static let unsignedWords = signedWords.union([.roles])
    private static let variableSignedWords: Set<Word> = [
        .type, .preferredDisplayBase, .mappings,
    ]
    private static let variableUnsignedWords = variableSignedWords.union([.roles])

    /// A field class which has no class inside it.
    mutating func leaf(_ node: Int, _ type: Word) throws(CTFError) -> ConvertedClass {
        switch type {
        case .fixedLengthBitArray:
            try allow(Self.layoutWords, in: node)
            let layout = try layout(node)
            let bits = BitArrayFieldClass(layout, attributes: try attributes(node))
            return ConvertedClass(fieldClass: .bitArray(bits))
        case .fixedLengthBitMap: return ConvertedClass(fieldClass: .bitMap(try bitMap(node)))
        case .fixedLengthBoolean:
            try allow(Self.layoutWords, in: node)
            let layout = try layout(node)
            let boolean = BooleanFieldClass(layout, attributes: try attributes(node))
            return ConvertedClass(fieldClass: .boolean(boolean))
        case .fixedLengthFloatingPointNumber:
            return ConvertedClass(fieldClass: .floatingPoint(try floatingPoint(node)))
        case .fixedLengthUnsignedInteger: return try integer(node, isSigned: false)
        case .fixedLengthSignedInteger: return try integer(node, isSigned: true)
        case .variableLengthUnsignedInteger: return try variableLength(node, isSigned: false)
        case .variableLengthSignedInteger: return try variableLength(node, isSigned: true)
        case .nullTerminatedString, .staticLengthString, .dynamicLengthString:
            return try string(node, type: type)
        case .staticLengthBLOB: return try blob(node, isDynamic: false)
        case .dynamicLengthBLOB: return try blob(node, isDynamic: true)
        default: return try draftEnumeration(node, type)
        }
    }

    /// An enumeration class of the draft dialect, which is an integer class with mappings.
    private mutating func draftEnumeration(
        _ node: Int,
        _ type: Word
    ) throws(CTFError) -> ConvertedClass {
        switch type {
        case .fixedLengthUnsignedEnumeration, .fixedLengthSignedEnumeration:
            isDraft = true
            return try integer(node, isSigned: type == .fixedLengthSignedEnumeration)
        case .variableLengthUnsignedEnumeration, .variableLengthSignedEnumeration:
            isDraft = true
            return try variableLength(
                node,
                isSigned: type == .variableLengthSignedEnumeration
            )
        default:
            throw error(node, "\"\(type.rawValue)\" is not a field class type", Remedy.version)
        }
    }

    private mutating func bitMap(_ node: Int) throws(CTFError) -> BitMapFieldClass {
        try allow(Self.bitMapWords, in: node)
        let layout = try layout(node)
        let flags = try mappings(node, .flags)
        guard !flags.isEmpty else {
            throw error(
                node,
                "a bit map has no flag",
                "Add a \"flags\" property with at least one"
            )
        }
        return BitMapFieldClass(layout, flags: flags, attributes: try attributes(node))
    }

    private mutating func floatingPoint(_ node: Int) throws(CTFError) -> FloatingPointFieldClass {
        try allow(Self.layoutWords, in: node)
        let layout = try layout(node)
        let length = layout.lengthBits
        guard [16, 32, 64, 128].contains(length) || (length > 128 && length % 32 == 0) else {
            throw error(
                node,
                "a floating-point number has \(length) bits",
                "It must have 16, 32, 64, 128, or a larger multiple of 32"
            )
        }
        return FloatingPointFieldClass(layout, attributes: try attributes(node))
    }

    private mutating func integer(
        _ node: Int,
        isSigned: Bool
    ) throws(CTFError) -> ConvertedClass {
        try allow(isSigned ? Self.signedWords : Self.unsignedWords, in: node)
        let integer = IntegerFieldClass(
            try layout(node),
            isSigned: isSigned,
            base: try displayBase(node),
            mappings: try mappings(node, isSigned: isSigned),
            roles: isSigned ? [] : try roles(node),
            attributes: try attributes(node)
        )
        return ConvertedClass(fieldClass: .integer(integer))
    }

    private mutating func variableLength(
        _ node: Int,
        isSigned: Bool
    ) throws(CTFError) -> ConvertedClass {
        try allow(isSigned ? Self.variableSignedWords : Self.variableUnsignedWords, in: node)
        let integer = VariableLengthIntegerFieldClass(
            isSigned: isSigned,
            base: try displayBase(node),
            mappings: try mappings(node, isSigned: isSigned),
            roles: isSigned ? [] : try roles(node),
            attributes: try attributes(node)
        )
        return ConvertedClass(fieldClass: .variableLengthInteger(integer))
    }

    private mutating func string(_ node: Int, type: Word) throws(CTFError) -> ConvertedClass {
        var lengthBytes: FieldLength?
        switch type {
        case .staticLengthString:
            try allow([.type, .encoding, .length], in: node)
            lengthBytes = try length(node, isDynamic: false)
        case .dynamicLengthString:
            try allow([.type, .encoding, .lengthFieldLocation], in: node)
            lengthBytes = try length(node, isDynamic: true)
        default: try allow([.type, .encoding], in: node)
        }
        let name = try word(node, .encoding, "an encoding") ?? .utf8
        guard let encoding = TextEncoding.byWord[name] else {
            throw error(node, "\"\(name.rawValue)\" is not an encoding", Remedy.property)
        }
        let string = StringFieldClass(
            lengthBytes: lengthBytes,
            encoding: encoding,
            attributes: try attributes(node)
        )
        return ConvertedClass(
            fieldClass: .string(string),
            canHaveBits: lengthBytes != .fixed(0),
            hasLocations: type == .dynamicLengthString
        )
    }

    private mutating func blob(_ node: Int, isDynamic: Bool) throws(CTFError) -> ConvertedClass {
        try allow(
            isDynamic
                ? [.type, .lengthFieldLocation, .mediaType] : [.type, .length, .mediaType, .roles],
            in: node
        )
        let blob = BLOBFieldClass(
            lengthBytes: try length(node, isDynamic: isDynamic),
            mediaType: try string(node, .mediaType) ?? BLOBFieldClass.defaultMediaType,
            roles: isDynamic ? [] : try roles(node),
            attributes: try attributes(node)
        )
        return ConvertedClass(
            fieldClass: .blob(blob),
            canHaveBits: blob.lengthBytes != .fixed(0),
            hasLocations: isDynamic
        )
    }
}
