// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Reads field classes of a CTF 2 metadata stream.
struct FieldClassReader {
    let aliases: [String: FieldClass]

    /// The class that a member of an object is, written in place or by the name of an alias.
    func fieldClass(_ name: String, of object: JSONReader) throws(MetadataError) -> FieldClass {
        guard let json = object.value(name) else { throw object.error("it is missing", name) }
        if case .string(let alias) = json {
            guard let fieldClass = aliases[alias] else {
                throw object.error("no field class alias \"\(alias)\" comes before this", name)
            }
            return fieldClass
        }
        let reader = try object.reader(json, name)
        return FieldClass(try kind(reader), attributes: reader.value("attributes"))
    }

    private func kind(_ object: JSONReader) throws(MetadataError) -> FieldClass.Kind {
        let type = try object.string("type")
        switch type {
        case "fixed-length-bit-array":
            return .bitArray(try fixedLength(object))
        case "fixed-length-bit-map":
            return .bitMap(try fixedLength(object), flags: try object.mappings("flags"))
        case "fixed-length-boolean":
            return .boolean(try fixedLength(object))
        case "fixed-length-unsigned-integer", "fixed-length-signed-integer":
            let isSigned = type == "fixed-length-signed-integer"
            return .integer(try fixedLength(object), try integer(object, isSigned: isSigned))
        case "fixed-length-floating-point-number":
            let length = try fixedLength(object)
            guard [16, 32, 64, 128].contains(length.bits) else {
                throw object.error("\(length.bits) bits are no IEEE 754 format", "length")
            }
            return .float(length)
        case "variable-length-unsigned-integer", "variable-length-signed-integer":
            let isSigned = type == "variable-length-signed-integer"
            return .variableLengthInteger(try integer(object, isSigned: isSigned))
        case "null-terminated-string", "static-length-string", "dynamic-length-string":
            return .string(try extent(object, type), try encoding(object))
        case "static-length-blob", "dynamic-length-blob":
            let mediaType = try object.optionalString("media-type")
            return .blob(
                try extent(object, type),
                mediaType: mediaType ?? "application/octet-stream",
                roles: try roles(object)
            )
        case "structure":
            return .structure(try structure(object))
        case "static-length-array", "dynamic-length-array":
            return .array(
                try extent(object, type),
                element: try fieldClass("element-field-class", of: object),
                minimumAlignment: try object.alignment("minimum-alignment")
            )
        case "optional":
            return try optional(object)
        case "variant":
            return try variant(object)
        default:
            throw object.error("there is no field class \"\(type)\"", "type")
        }
    }

    private func fixedLength(_ object: JSONReader) throws(MetadataError) -> FixedLength {
        let bits = try object.unsigned("length")
        guard bits > 0 else { throw object.error("a length is above 0", "length") }
        let byteOrder: ByteOrder
        switch try object.string("byte-order") {
        case "little-endian": byteOrder = .little
        case "big-endian": byteOrder = .big
        default:
            throw object.error("it must be little-endian or big-endian", "byte-order")
        }
        var isBitReversed = false
        if let order = try object.optionalString("bit-order") {
            guard order == "first-to-last" || order == "last-to-first" else {
                throw object.error("it must be first-to-last or last-to-first", "bit-order")
            }
            isBitReversed = (order == "last-to-first") == (byteOrder == .little)
        }
        return FixedLength(
            bits: bits,
            byteOrder: byteOrder,
            isBitReversed: isBitReversed,
            alignment: try object.alignment("alignment")
        )
    }

    private func integer(
        _ object: JSONReader,
        isSigned: Bool
    ) throws(MetadataError) -> IntegerProperties {
        let base = try object.unsigned("preferred-display-base", default: 10)
        guard [2, 8, 10, 16].contains(base) else {
            throw object.error("it must be 2, 8, 10 or 16", "preferred-display-base")
        }
        return IntegerProperties(
            isSigned: isSigned,
            displayBase: UInt8(base),
            mappings: try object.mappings("mappings"),
            roles: try roles(object)
        )
    }

    private func roles(_ object: JSONReader) throws(MetadataError) -> [Role] {
        guard object.value("roles") != nil else { return [] }
        var roles: [Role] = []
        for element in try object.array("roles") {
            guard case .string(let name) = element, let role = Role(rawValue: name) else {
                throw object.error("there is no such role", "roles")
            }
            roles.append(role)
        }
        return roles
    }

    private func encoding(_ object: JSONReader) throws(MetadataError) -> StringEncoding {
        guard let name = try object.optionalString("encoding") else { return .utf8 }
        guard let encoding = StringEncoding(rawValue: name) else {
            throw object.error("there is no encoding \"\(name)\"", "encoding")
        }
        return encoding
    }

    private func extent(_ object: JSONReader, _ type: String) throws(MetadataError) -> Extent {
        if type.hasPrefix("static") { return .fixed(try object.unsigned("length")) }
        if type.hasPrefix("null") { return .terminated }
        return .dynamic(try location("length-field-location", of: object))
    }

    private func location(
        _ name: String,
        of object: JSONReader
    ) throws(MetadataError) -> FieldLocation {
        let reader = try object.object(name)
        var origin: FieldLocation.Origin?
        if let text = try reader.optionalString("origin") {
            origin = FieldLocation.Origin(rawValue: text)
            if origin == nil { throw reader.error("there is no origin \"\(text)\"", "origin") }
        }
        var path: [String?] = []
        for element in try reader.array("path") {
            switch element {
            case .string(let name): path.append(name)
            case .null: path.append(nil)
            default: throw reader.error("a path is made of texts and nulls", "path")
            }
        }
        guard case .some(.some) = path.last else {
            throw reader.error("a path ends with a name", "path")
        }
        return FieldLocation(origin: origin, path: path)
    }

    private func structure(_ object: JSONReader) throws(MetadataError) -> StructureClass {
        var members: [StructureMember] = []
        var names: Set<String> = []
        if object.value("member-classes") != nil {
            for (index, element) in try object.array("member-classes").enumerated() {
                let reader = try object.reader(element, "member-classes[\(index)]")
                let name = try reader.string("name")
                guard names.insert(name).inserted else {
                    throw reader.error("a second member \"\(name)\"", "name")
                }
                members.append(
                    StructureMember(name, try fieldClass("field-class", of: reader))
                )
            }
        }
        return StructureClass(
            members,
            minimumAlignment: try object.alignment("minimum-alignment")
        )
    }

    private func optional(_ object: JSONReader) throws(MetadataError) -> FieldClass.Kind {
        let ranges =
            object.value("selector-field-ranges") == nil
            ? nil : try object.ranges("selector-field-ranges")
        let selector = Selector(
            try location("selector-field-location", of: object),
            ranges: ranges
        )
        return .optional(try fieldClass("field-class", of: object), selector)
    }

    private func variant(_ object: JSONReader) throws(MetadataError) -> FieldClass.Kind {
        var options: [VariantOption] = []
        var taken: [ClosedRange<Int128>] = []
        for (index, element) in try object.array("options").enumerated() {
            let reader = try object.reader(element, "options[\(index)]")
            let ranges = try reader.ranges("selector-field-ranges")
            guard !ranges.contains(where: { range in taken.contains { $0.overlaps(range) } }) else {
                throw reader.error(
                    "a value would select two options",
                    "selector-field-ranges"
                )
            }
            taken += ranges
            options.append(
                VariantOption(
                    name: try reader.optionalString("name"),
                    ranges: ranges,
                    fieldClass: try fieldClass("field-class", of: reader)
                )
            )
        }
        guard !options.isEmpty else { throw object.error("at least one is needed", "options") }
        return .variant(options, try location("selector-field-location", of: object))
    }
}
