// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension MetadataConverter {
    /// A property which names range sets; empty when it is not there.
    mutating func mappings(_ object: Properties, _ name: String) throws(CTFError) -> [Mapping] {
        guard let value = object[name] else { return [] }
        guard case .object(let members) = value else { throw mismatch(name, "an object", value) }
        return try inside(".\(name)") { converter throws(CTFError) in
            var mappings: [Mapping] = []
            for member in members {
                let ranges = try converter.inside(".\(member.name)") {
                    converter throws(CTFError) in
                    try converter.rangeSet(member.value)
                }
                mappings.append(Mapping(name: member.name, ranges: ranges))
            }
            return mappings
        }
    }

    /// A range set property, if it is there.
    mutating func rangeSet(
        _ object: Properties,
        _ name: String
    ) throws(CTFError) -> IntegerRangeSet? {
        guard let value = object[name] else { return nil }
        return try inside(".\(name)") { converter throws(CTFError) in
            try converter.rangeSet(value)
        }
    }

    private func rangeSet(_ value: JSONValue) throws(CTFError) -> IntegerRangeSet {
        guard case .array(let elements) = value, !elements.isEmpty else {
            throw error("a range set must be an array with one or more ranges", Remedy.property)
        }
        var ranges: [IntegerRange] = []
        for element in elements {
            guard case .array(let bounds) = element, bounds.count == 2,
                case .integer(let lower) = bounds[0], case .integer(let upper) = bounds[1]
            else {
                throw error("a range must be an array of two integers", Remedy.property)
            }
            guard let range = IntegerRange(lower: lower, upper: upper) else {
                throw error("the range from \(lower) to \(upper) is empty", Remedy.property)
            }
            ranges.append(range)
        }
        return IntegerRangeSet(ranges)
    }

    /// A field location property which must be there.
    mutating func location(
        _ object: Properties,
        _ name: String
    ) throws(CTFError) -> FieldLocation {
        let value = try required(object, name)
        return try inside(".\(name)") { converter throws(CTFError) in
            try converter.location(value)
        }
    }

    private mutating func location(_ value: JSONValue) throws(CTFError) -> FieldLocation {
        let object = try Properties(value, of: "field location", in: self)
        try allow(["origin", "path"], in: object)
        var origin: FieldScope?
        if let name = try string(object, "origin") {
            origin = FieldScope(formatName: name)
            if origin == nil { throw error("\"\(name)\" is not an origin", Remedy.property) }
        }
        guard case .array(let elements) = try required(object, "path") else {
            throw error("\"path\" is no array", Remedy.property)
        }
        var steps: [FieldLocation.Step] = []
        for element in elements {
            switch element {
            case .string(let name): steps.append(.member(name))
            case .null: steps.append(.parent)
            default: throw mismatch("path", "an array of strings and nulls", element)
            }
        }
        guard case .member = steps.last else {
            throw error("\"path\" does not end with a member's name", Remedy.property)
        }
        return FieldLocation(origin: origin, path: steps)
    }
}
