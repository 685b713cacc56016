// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension FieldClass {
    /// The field class as an object of a CTF 2 metadata stream.
    func json() -> JSONValue {
        var members = kind.members()
        if let attributes { members.append(JSONMember("attributes", attributes)) }
        return .object(members)
    }
}

extension FieldClass.Kind {
    fileprivate func members() -> [JSONMember] {
        switch self {
        case .bitArray(let length):
            return type("fixed-length-bit-array") + length.members()
        case .bitMap(let length, let flags):
            return type("fixed-length-bit-map") + length.members()
                + [JSONMember("flags", flags.json())]
        case .boolean(let length):
            return type("fixed-length-boolean") + length.members()
        case .integer(let length, let properties):
            let name = properties.isSigned ? "signed" : "unsigned"
            return type("fixed-length-\(name)-integer") + length.members() + properties.members()
        case .float(let length):
            return type("fixed-length-floating-point-number") + length.members()
        case .variableLengthInteger(let properties):
            let name = properties.isSigned ? "signed" : "unsigned"
            return type("variable-length-\(name)-integer") + properties.members()
        case .string(let extent, let encoding):
            let rest =
                encoding == .utf8 ? [] : [JSONMember("encoding", .string(encoding.rawValue))]
            return type(extent.name("null-terminated-string", "string")) + extent.members() + rest
        case .blob(let extent, let mediaType, let roles):
            return type(extent.name("", "blob")) + extent.members()
                + [JSONMember("media-type", .string(mediaType))] + roles.members()
        case .structure(let structure):
            return type("structure") + structure.members()
        case .array(let extent, let element, let minimumAlignment):
            return type(extent.name("", "array")) + extent.members()
                + [JSONMember("element-field-class", element.json())]
                + alignment(minimumAlignment, "minimum-alignment")
        case .optional(let wrapped, let selector):
            return type("optional")
                + [
                    JSONMember("field-class", wrapped.json()),
                    JSONMember("selector-field-location", selector.location.json()),
                ]
                + (selector.ranges.map { [JSONMember("selector-field-ranges", $0.json())] } ?? [])
        case .variant(let options, let location):
            return type("variant")
                + [
                    JSONMember("selector-field-location", location.json()),
                    JSONMember("options", .array(options.map { $0.json() })),
                ]
        }
    }
}

private func type(_ name: String) -> [JSONMember] { [JSONMember("type", .string(name))] }

private func alignment(_ bits: UInt64, _ name: String) -> [JSONMember] {
    bits == 1 ? [] : [JSONMember(name, .integer(Int128(bits)))]
}

extension FixedLength {
    fileprivate func members() -> [JSONMember] {
        let order = byteOrder == .little ? "little-endian" : "big-endian"
        var members = [
            JSONMember("length", .integer(Int128(bits))), JSONMember("byte-order", .string(order)),
        ]
        if isBitReversed {
            let order = byteOrder == .little ? "last-to-first" : "first-to-last"
            members.append(JSONMember("bit-order", .string(order)))
        }
        return members + CTFMetadata.alignment(alignment, "alignment")
    }
}

extension IntegerProperties {
    fileprivate func members() -> [JSONMember] {
        var members: [JSONMember] = []
        if displayBase != 10 {
            members.append(JSONMember("preferred-display-base", .integer(Int128(displayBase))))
        }
        if !mappings.isEmpty { members.append(JSONMember("mappings", mappings.json())) }
        return members + roles.members()
    }
}

extension [Role] {
    fileprivate func members() -> [JSONMember] {
        isEmpty ? [] : [JSONMember("roles", .array(map { .string($0.rawValue) }))]
    }
}

extension [Mapping] {
    fileprivate func json() -> JSONValue {
        .object(map { JSONMember($0.name, $0.ranges.json()) })
    }
}

extension [ClosedRange<Int128>] {
    fileprivate func json() -> JSONValue {
        .array(map { .array([.integer($0.lowerBound), .integer($0.upperBound)]) })
    }
}

extension Extent {
    fileprivate func name(_ terminated: String, _ noun: String) -> String {
        switch self {
        case .terminated: terminated
        case .fixed: "static-length-\(noun)"
        case .dynamic: "dynamic-length-\(noun)"
        }
    }

    fileprivate func members() -> [JSONMember] {
        switch self {
        case .terminated: []
        case .fixed(let length): [JSONMember("length", .integer(Int128(length)))]
        case .dynamic(let location): [JSONMember("length-field-location", location.json())]
        }
    }
}

extension StructureClass {
    fileprivate func members() -> [JSONMember] {
        let classes = members.map { member in
            JSONValue.object([
                "name": .string(member.name), "field-class": member.fieldClass.json(),
            ])
        }
        return [JSONMember("member-classes", .array(classes))]
            + alignment(minimumAlignment, "minimum-alignment")
    }
}

extension VariantOption {
    fileprivate func json() -> JSONValue {
        let name = name.map { [JSONMember("name", .string($0))] } ?? []
        return .object(
            name + [
                JSONMember("selector-field-ranges", ranges.json()),
                JSONMember("field-class", fieldClass.json()),
            ]
        )
    }
}

extension FieldLocation {
    fileprivate func json() -> JSONValue {
        let origin = origin.map { [JSONMember("origin", .string($0.rawValue))] } ?? []
        let path = path.map { $0.map { JSONValue.string($0) } ?? .null }
        return .object(origin + [JSONMember("path", .array(path))])
    }
}
