// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension MetadataConverter {
    /// The properties that all fixed-length bit fields have.
    static let layoutNames: Set<String> = [
        "type", "length", "byte-order", "bit-order", "alignment",
    ]
    /// The properties that all integers have.
    static let integerNames: Set<String> = ["type", "preferred-display-base", "mappings"]
    /// The greatest alignment, in bits; a packet is never so large.
    static let alignmentLimit = 1 << 40
    /// The most bits that one fixed-length field may have.
    static let lengthLimit = 1 << 20

    func layout(_ object: Properties) throws(CTFError) -> BitLayout {
        guard let length = try integer(object, "length", 1...Self.lengthLimit) else {
            throw missing("length")
        }
        let byteOrder: ByteOrder
        switch try requiredString(object, "byte-order") {
        case "little-endian": byteOrder = .littleEndian
        case "big-endian": byteOrder = .bigEndian
        case let word: throw error("\"\(word)\" is not a byte order", Remedy.property)
        }
        let bitOrder: BitOrder?
        switch try string(object, "bit-order") {
        case nil: bitOrder = nil
        case "first-to-last": bitOrder = .firstToLast
        case "last-to-first": bitOrder = .lastToFirst
        case .some(let word): throw error("\"\(word)\" is not a bit order", Remedy.property)
        }
        return BitLayout(
            lengthBits: length,
            byteOrder: byteOrder,
            bitOrder: bitOrder,
            alignmentBits: try alignment(object, "alignment")
        )
    }

    func alignment(_ object: Properties, _ name: String) throws(CTFError) -> Int {
        let alignment = try integer(object, name, 1...Self.alignmentLimit) ?? 1
        guard alignment & (alignment - 1) == 0 else {
            throw error("\"\(name)\" is \(alignment)", "It must be a power of two")
        }
        return alignment
    }

    mutating func bitArray(_ object: Properties) throws(CTFError) -> BitArrayFieldClass {
        try allow(Self.layoutNames, in: object)
        return BitArrayFieldClass(try layout(object), attributes: try attributes(object))
    }

    mutating func bitMap(_ object: Properties) throws(CTFError) -> BitMapFieldClass {
        try allow(Self.layoutNames.union(["flags"]), in: object)
        let layout = try layout(object)
        let flags = try mappings(object, "flags")
        guard !flags.isEmpty else {
            throw error("a bit map has no flag", "Add a \"flags\" property with at least one")
        }
        return BitMapFieldClass(layout, flags: flags, attributes: try attributes(object))
    }

    mutating func boolean(_ object: Properties) throws(CTFError) -> BooleanFieldClass {
        try allow(Self.layoutNames, in: object)
        return BooleanFieldClass(try layout(object), attributes: try attributes(object))
    }

    mutating func floatingPoint(
        _ object: Properties
    ) throws(CTFError) -> FloatingPointFieldClass {
        try allow(Self.layoutNames, in: object)
        let layout = try layout(object)
        let length = layout.lengthBits
        guard [16, 32, 64, 128].contains(length) || (length > 128 && length % 32 == 0) else {
            throw error(
                "a floating-point number has \(length) bits",
                "It must have 16, 32, 64, 128, or a larger multiple of 32"
            )
        }
        return FloatingPointFieldClass(layout, attributes: try attributes(object))
    }

    mutating func integer(
        _ object: Properties,
        isSigned: Bool
    ) throws(CTFError) -> IntegerFieldClass {
        let names = Self.layoutNames.union(Self.integerNames)
        try allow(isSigned ? names : names.union(["roles"]), in: object)
        return IntegerFieldClass(
            try layout(object),
            isSigned: isSigned,
            base: try displayBase(object),
            mappings: try mappings(object, isSigned: isSigned),
            roles: try roles(object),
            attributes: try attributes(object)
        )
    }

    mutating func variableLength(
        _ object: Properties,
        isSigned: Bool
    ) throws(CTFError) -> VariableLengthIntegerFieldClass {
        let names = Self.integerNames
        try allow(isSigned ? names : names.union(["roles"]), in: object)
        return VariableLengthIntegerFieldClass(
            isSigned: isSigned,
            base: try displayBase(object),
            mappings: try mappings(object, isSigned: isSigned),
            roles: try roles(object),
            attributes: try attributes(object)
        )
    }

    private mutating func mappings(
        _ object: Properties,
        isSigned: Bool
    ) throws(CTFError) -> [Mapping] {
        let mappings = try mappings(object, "mappings")
        if isSigned { return mappings }
        for mapping in mappings where mapping.ranges.ranges.contains(where: { $0.lower < 0 }) {
            throw error(
                "the mapping \"\(mapping.name)\" of an unsigned integer has a negative range",
                Remedy.property
            )
        }
        return mappings
    }

    private func displayBase(_ object: Properties) throws(CTFError) -> DisplayBase {
        let number = try integer(object, "preferred-display-base", 2...16) ?? 10
        guard let base = DisplayBase(rawValue: number) else {
            throw error("\(number) is not a display base", "It must be 2, 8, 10 or 16")
        }
        return base
    }

    func roles(_ object: Properties) throws(CTFError) -> [FieldRole] {
        guard let value = object["roles"] else { return [] }
        guard case .array(let elements) = value else { throw mismatch("roles", "an array", value) }
        var roles: [FieldRole] = []
        for element in elements {
            guard case .string(let name) = element else {
                throw mismatch("roles", "an array of strings", element)
            }
            guard let role = FieldRole(formatName: name) else {
                throw error("\"\(name)\" is not a role", Remedy.version)
            }
            roles.append(role)
        }
        return roles
    }
}
