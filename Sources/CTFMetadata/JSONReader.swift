// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Reads the members of one JSON object, with the way to it for messages.
struct JSONReader {
    private let json: JSONValue
    private let fragment: Int
    private let path: String

    init(_ json: JSONValue, fragment: Int, path: String = "$") throws(MetadataError) {
        self.json = json
        self.fragment = fragment
        self.path = path
        guard case .object = json else {
            throw MetadataError("an object should be here", fragment: fragment, at: path)
        }
    }

    func error(_ reason: String, _ member: String) -> MetadataError {
        MetadataError(reason, fragment: fragment, at: "\(path).\(member)")
    }

    func value(_ name: String) -> JSONValue? { json[name] }

    /// A reader of a value that is somewhere under this object.
    func reader(_ value: JSONValue, _ place: String) throws(MetadataError) -> JSONReader {
        try JSONReader(value, fragment: fragment, path: "\(path).\(place)")
    }

    func object(_ name: String) throws(MetadataError) -> JSONReader {
        try reader(try required(name), name)
    }

    func array(_ name: String) throws(MetadataError) -> [JSONValue] {
        guard case .array(let elements) = try required(name) else {
            throw error("it must be an array", name)
        }
        return elements
    }

    func string(_ name: String) throws(MetadataError) -> String {
        guard case .string(let text) = try required(name) else {
            throw error("it must be a text", name)
        }
        return text
    }

    func optionalString(_ name: String) throws(MetadataError) -> String? {
        value(name) == nil ? nil : try string(name)
    }

    func integer(_ name: String) throws(MetadataError) -> Int128 {
        guard case .integer(let number) = try required(name) else {
            throw error("it must be a whole number", name)
        }
        return number
    }

    func integer(_ name: String, default number: Int64) throws(MetadataError) -> Int64 {
        guard value(name) != nil else { return number }
        guard let number = Int64(exactly: try integer(name)) else {
            throw error("it must fit 64 bits", name)
        }
        return number
    }

    func unsigned(_ name: String) throws(MetadataError) -> UInt64 {
        guard let number = UInt64(exactly: try integer(name)) else {
            throw error("it must be a number from 0 to 2^64-1", name)
        }
        return number
    }

    func unsigned(_ name: String, default number: UInt64) throws(MetadataError) -> UInt64 {
        value(name) == nil ? number : try unsigned(name)
    }

    func optionalUnsigned(_ name: String) throws(MetadataError) -> UInt64? {
        value(name) == nil ? nil : try unsigned(name)
    }

    func identity() throws(MetadataError) -> Identity {
        Identity(
            namespace: try optionalString("namespace"),
            name: try optionalString("name"),
            uid: try optionalString("uid")
        )
    }

    /// A power of two; 1 when it is not given.
    func alignment(_ name: String) throws(MetadataError) -> UInt64 {
        let alignment = try unsigned(name, default: 1)
        guard alignment.nonzeroBitCount == 1, alignment <= 1 << 32 else {
            throw error("an alignment is a power of two", name)
        }
        return alignment
    }

    func ranges(_ name: String) throws(MetadataError) -> [ClosedRange<Int128>] {
        try ranges(try required(name), name)
    }

    func ranges(
        _ json: JSONValue,
        _ place: String
    ) throws(MetadataError) -> [ClosedRange<Int128>] {
        guard case .array(let elements) = json, !elements.isEmpty else {
            throw error("ranges are an array of at least one pair", place)
        }
        var ranges: [ClosedRange<Int128>] = []
        for element in elements {
            guard case .array(let pair) = element, pair.count == 2,
                case .integer(let low) = pair[0], case .integer(let high) = pair[1], low <= high
            else { throw error("a range is two whole numbers, the lower first", place) }
            ranges.append(low...high)
        }
        return ranges
    }

    /// The names and ranges of an object such as `mappings`.
    func mappings(_ name: String) throws(MetadataError) -> [Mapping] {
        guard let json = value(name) else { return [] }
        guard case .object(let members) = json else { throw error("it must be an object", name) }
        var mappings: [Mapping] = []
        for member in members {
            mappings.append(
                Mapping(member.name, try ranges(member.value, "\(name).\(member.name)"))
            )
        }
        return mappings
    }

    private func required(_ name: String) throws(MetadataError) -> JSONValue {
        guard let value = value(name) else { throw error("it is missing", name) }
        return value
    }
}
