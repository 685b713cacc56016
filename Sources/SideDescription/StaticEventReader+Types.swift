// SPDX-License-Identifier: Apache-2.0

// The types of fields, as the tracer in a program would record them.
extension StaticEventReader {
    mutating func type(at address: UInt64, depth: Int) throws(StaticEventError) -> SideType {
        try spend(64)
        // Distances within a type are added without a check.
        guard depth < Self.maximumDepth, address <= UInt64.max - 256 else {
            throw StaticEventError(reason: "its types nest too deep")
        }
        let label = UInt16(try number(address, SideLayout.TypeParts.label, 2))
        let body = address + UInt64(SideLayout.TypeParts.body)
        switch label {
        case 0: return SideType(.structure([]), attributes: try attributes(body, 0))
        case 1: return SideType(.bool, attributes: try attributes(body, 0))
        case 2...11: return try integer(body)
        case 12: return try byte(body)
        case 13: return try pointerType(body)
        case 14...17: return try float(body)
        case 18...20: return try textType(body)
        case 21: return try structure(pointer(body, 0), depth: depth)
        case 22: return try variant(pointer(body, 0), depth: depth)
        case 23:
            let object = try pointer(body, 0)
            let place = try pointer(object, SideLayout.Optional.wrapped)
            return SideType(
                .optional(try type(at: place, depth: depth + 1)),
                attributes: try attributes(object, SideLayout.Optional.attributes)
            )
        case 24: return try array(pointer(body, 0), depth: depth)
        case 25:
            return try elements(
                pointer(body, 0),
                attributes: SideLayout.VariableArray.attributes,
                depth: depth
            )
        case 26:
            return try elements(
                pointer(body, 0),
                attributes: SideLayout.VisitedArray.attributes,
                depth: depth
            )
        case 27, 39: return try enumeration(body, depth: depth)
        case 28: return try bitmap(body, depth: depth)
        case 29: return Self.dynamic
        case 30: return SideType(.bool, attributes: try attributes(body, 11))
        case 31: return try integer(body + 11)
        case 32: return try byte(body + 9)
        case 33: return try pointerType(body + 11)
        case 34: return try float(body + 9)
        case 35: return try textType(body + 9)
        case 36: return try structure(pointer(body, 0), depth: depth)
        case 37: return try array(body + 9, depth: depth)
        case 38:
            return try elements(
                body + 9,
                attributes: SideLayout.VariableArray.attributes,
                depth: depth
            )
        default: throw StaticEventError(reason: "type label \(label) is not known")
        }
    }

    private mutating func integer(_ body: UInt64) throws(StaticEventError) -> SideType {
        let bits = UInt16(try bytes(body, of: [1, 2, 4, 8, 16])) * 8
        let isSigned = try number(body, SideLayout.Number.isSigned, 1) != 0
        return SideType(
            .integer(bits: bits, isSigned: isSigned),
            attributes: try attributes(body, 0)
        )
    }

    private mutating func byte(_ body: UInt64) throws(StaticEventError) -> SideType {
        SideType(
            .integer(bits: 8, isSigned: false),
            attributes: [Self.hexadecimal] + (try attributes(body, 0))
        )
    }

    private mutating func pointerType(_ body: UInt64) throws(StaticEventError) -> SideType {
        let bits = UInt16(try bytes(body, of: [4, 8, 16])) * 8
        return SideType(
            .integer(bits: bits, isSigned: false),
            attributes: [Self.hexadecimal] + (try attributes(body, 0))
        )
    }

    private mutating func float(_ body: UInt64) throws(StaticEventError) -> SideType {
        let bits = UInt16(try bytes(body, of: [2, 4, 8, 16])) * 8
        return SideType(.float(bits: bits), attributes: try attributes(body, 0))
    }

    private mutating func textType(_ body: UInt64) throws(StaticEventError) -> SideType {
        var attributes = try attributes(body, 0)
        let unitBytes = try number(body, SideLayout.Text.unitSize, 1)
        if unitBytes > 1 {
            let encoding = SideAttribute.Value.string("utf-\(unitBytes * 8)")
            attributes.append(SideAttribute(SideAttribute.encodingKey, encoding))
        }
        return SideType(.string, attributes: attributes)
    }

    private mutating func structure(
        _ object: UInt64,
        depth: Int
    ) throws(StaticEventError) -> SideType {
        SideType(
            .structure(try fields(object, SideLayout.Structure.fields, depth: depth)),
            attributes: try attributes(object, SideLayout.Structure.attributes)
        )
    }

    private mutating func array(
        _ object: UInt64,
        depth: Int
    ) throws(StaticEventError) -> SideType {
        let place = try pointer(object, SideLayout.FixedArray.element)
        let element = try type(at: place, depth: depth + 1)
        let count = UInt32(try number(object, SideLayout.FixedArray.count, 4))
        return SideType(
            .fixedArray(element, count: count),
            attributes: try attributes(object, SideLayout.FixedArray.attributes)
        )
    }

    /// A row of elements whose count the program says; bytes have a type of their own.
    private mutating func elements(
        _ object: UInt64,
        attributes distance: Int,
        depth: Int
    ) throws(StaticEventError) -> SideType {
        let place = try pointer(object, SideLayout.VariableArray.element)
        let element = try type(at: place, depth: depth + 1)
        var attributes = try attributes(object, distance)
        let label = try number(place, SideLayout.TypeParts.label, 2)
        guard label == 12 || label == 32 else {
            return SideType(.array(element), attributes: attributes)
        }
        var mediaType = "application/octet-stream"
        if let index = attributes.firstIndex(where: { $0.key == SideAttribute.mediaTypeKey }),
            case .string(let text) = attributes.remove(at: index).value
        {
            mediaType = text
        }
        return SideType(.bytes(mediaType: mediaType), attributes: attributes)
    }

    private mutating func variant(
        _ object: UInt64,
        depth: Int
    ) throws(StaticEventError) -> SideType {
        typealias Place = SideLayout.Variant
        let selector = try type(at: object &+ UInt64(Place.selector), depth: depth + 1)
        var options: [SideVariantOption] = []
        for option in try list(object, Place.options, stride: SideLayout.variantOptionSize) {
            guard let range = try range(option) else {
                throw StaticEventError(reason: "an option's range is upside down")
            }
            let place = option + UInt64(SideLayout.Range.meaning)
            options.append(SideVariantOption(range, try type(at: place, depth: depth + 1)))
        }
        return SideType(
            .variant(selector: selector, options: options),
            attributes: try attributes(object, Place.attributes)
        )
    }

    private mutating func enumeration(
        _ body: UInt64,
        depth: Int
    ) throws(StaticEventError) -> SideType {
        let place = try pointer(body, SideLayout.Labelled.element)
        let element = try type(at: place, depth: depth + 1)
        let (labels, attributes) = try labels(
            optionalPointer(body, SideLayout.Labelled.mappings)
        )
        guard case .integer(let bits, let isSigned) = element.kind else {
            throw StaticEventError(reason: "an enumeration is not over an integer")
        }
        return SideType(
            .enumeration(bits: bits, isSigned: isSigned, labels: labels),
            attributes: attributes
        )
    }

    private mutating func bitmap(
        _ body: UInt64,
        depth: Int
    ) throws(StaticEventError) -> SideType {
        let place = try pointer(body, SideLayout.Labelled.element)
        let element = try type(at: place, depth: depth + 1)
        let (labels, attributes) = try labels(
            optionalPointer(body, SideLayout.Labelled.mappings)
        )
        guard case .integer(let bits, _) = element.kind, bits <= 64 else {
            return SideType(element.kind, attributes: element.attributes + attributes)
        }
        return SideType(.bitmap(bits: bits, labels: labels), attributes: attributes)
    }

    /// The size of a number in bytes, which must be one of some.
    private func bytes(_ body: UInt64, of sizes: [UInt64]) throws(StaticEventError) -> UInt64 {
        let bytes = try number(body, SideLayout.Number.byteCount, 2)
        guard sizes.contains(bytes) else {
            throw StaticEventError(reason: "a number has \(bytes) bytes")
        }
        return bytes
    }

    private static var hexadecimal: SideAttribute {
        SideAttribute(SideAttribute.baseKey, .unsigned(16))
    }
}
