// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension MetadataConverter {
    mutating func string(
        _ object: Properties,
        type: String
    ) throws(CTFError) -> StringFieldClass {
        let length: FieldLength?
        switch type {
        case "static-length-string":
            try allow(["type", "encoding", "length"], in: object)
            length = try self.length(object, isDynamic: false)
        case "dynamic-length-string":
            try allow(["type", "encoding", "length-field-location"], in: object)
            length = try self.length(object, isDynamic: true)
        default:
            try allow(["type", "encoding"], in: object)
            length = nil
        }
        let name = try string(object, "encoding") ?? TextEncoding.utf8.formatName
        guard let encoding = TextEncoding(formatName: name) else {
            throw error("\"\(name)\" is not an encoding", Remedy.property)
        }
        return StringFieldClass(
            lengthBytes: length,
            encoding: encoding,
            attributes: try attributes(object)
        )
    }

    mutating func blob(_ object: Properties, isDynamic: Bool) throws(CTFError) -> BLOBFieldClass {
        try allow(
            isDynamic
                ? ["type", "length-field-location", "media-type"]
                : ["type", "length", "media-type", "roles"],
            in: object
        )
        return BLOBFieldClass(
            lengthBytes: try length(object, isDynamic: isDynamic),
            mediaType: try string(object, "media-type") ?? BLOBFieldClass.defaultMediaType,
            roles: try roles(object),
            attributes: try attributes(object)
        )
    }

    private mutating func length(
        _ object: Properties,
        isDynamic: Bool
    ) throws(CTFError) -> FieldLength {
        if isDynamic { return .field(try location(object, "length-field-location")) }
        guard let length = try integer(object, "length", UInt64.min...UInt64.max) else {
            throw missing("length")
        }
        return .fixed(length)
    }

    mutating func structure(_ object: Properties) throws(CTFError) -> StructureFieldClass {
        try allow(["type", "member-classes", "minimum-alignment"], in: object)
        var members: [StructureFieldClass.Member] = []
        if let value = object["member-classes"] {
            guard case .array(let elements) = value else {
                throw mismatch("member-classes", "an array", value)
            }
            var names: Set<String> = []
            for (index, element) in elements.enumerated() {
                let member = try inside(".member-classes[\(index)]") {
                    converter throws(CTFError) in
                    try converter.member(element)
                }
                guard names.insert(member.name).inserted else {
                    throw error("two members have the name \"\(member.name)\"", "Rename one")
                }
                members.append(member)
            }
        }
        return StructureFieldClass(
            members,
            minimumAlignmentBits: try alignment(object, "minimum-alignment"),
            attributes: try attributes(object)
        )
    }

    private mutating func member(
        _ value: JSONValue
    ) throws(CTFError) -> StructureFieldClass.Member {
        let object = try Properties(value, of: "structure member", in: self)
        try allow(["name", "field-class"], in: object)
        return StructureFieldClass.Member(
            try requiredString(object, "name"),
            try fieldClass(object, "field-class"),
            attributes: try attributes(object)
        )
    }

    mutating func array(
        _ object: Properties,
        isDynamic: Bool
    ) throws(CTFError) -> ArrayFieldClass {
        try allow(
            [
                "type", isDynamic ? "length-field-location" : "length", "element-field-class",
                "minimum-alignment",
            ],
            in: object
        )
        return ArrayFieldClass(
            length: try length(object, isDynamic: isDynamic),
            element: try fieldClass(object, "element-field-class"),
            minimumAlignmentBits: try alignment(object, "minimum-alignment"),
            attributes: try attributes(object)
        )
    }

    mutating func optional(_ object: Properties) throws(CTFError) -> OptionalFieldClass {
        try allow(
            ["type", "field-class", "selector-field-location", "selector-field-ranges"],
            in: object
        )
        return OptionalFieldClass(
            try fieldClass(object, "field-class"),
            selector: try location(object, "selector-field-location"),
            selectorRanges: try rangeSet(object, "selector-field-ranges"),
            attributes: try attributes(object)
        )
    }

    mutating func variant(_ object: Properties) throws(CTFError) -> VariantFieldClass {
        try allow(["type", "options", "selector-field-location"], in: object)
        guard case .array(let elements) = try required(object, "options"), !elements.isEmpty else {
            throw error("\"options\" must be an array with one or more options", Remedy.property)
        }
        var options: [VariantFieldClass.Option] = []
        var names: Set<String> = []
        for (index, element) in elements.enumerated() {
            let option = try inside(".options[\(index)]") { converter throws(CTFError) in
                try converter.option(element)
            }
            if let name = option.name, !names.insert(name).inserted {
                throw error("two options have the name \"\(name)\"", "Rename one")
            }
            options.append(option)
        }
        try checkDisjoint(options)
        return VariantFieldClass(
            options,
            selector: try location(object, "selector-field-location"),
            attributes: try attributes(object)
        )
    }

    /// Refuses options that share a selector value.
    ///
    /// Going through the ranges in the order of their lower bounds, a range can only intersect an
    /// earlier one if it begins before the greatest upper bound so far.
    private func checkDisjoint(_ options: [VariantFieldClass.Option]) throws(CTFError) {
        var ranges: [(range: IntegerRange, option: Int)] = []
        for (index, option) in options.enumerated() {
            for range in option.ranges.ranges { ranges.append((range, index)) }
        }
        ranges.sort { $0.range.lower < $1.range.lower }
        guard var last = ranges.first else { return }
        for next in ranges.dropFirst() {
            if next.range.lower <= last.range.upper && next.option != last.option {
                throw error(
                    "the ranges of the options \(last.option) and \(next.option) intersect",
                    Remedy.property
                )
            }
            if next.range.upper > last.range.upper { last = next }
        }
    }

    private mutating func option(_ value: JSONValue) throws(CTFError) -> VariantFieldClass.Option {
        let object = try Properties(value, of: "variant option", in: self)
        try allow(["name", "field-class", "selector-field-ranges"], in: object)
        guard let ranges = try rangeSet(object, "selector-field-ranges") else {
            throw missing("selector-field-ranges")
        }
        return VariantFieldClass.Option(
            name: try string(object, "name"),
            try fieldClass(object, "field-class"),
            ranges: ranges,
            attributes: try attributes(object)
        )
    }
}
