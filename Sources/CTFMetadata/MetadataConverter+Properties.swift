// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// The members of a JSON object that a converter reads by name.
struct Properties {
    let members: [JSONValue.Member]

    /// Takes an object; any other value is an error.
    init(
        _ value: JSONValue,
        of what: String,
        in converter: MetadataConverter
    ) throws(CTFError) {
        guard case .object(let members) = value else {
            throw converter.error(
                "a \(what) must be an object, not \(value.kind)",
                Remedy.property
            )
        }
        self.members = members
    }

    subscript(name: String) -> JSONValue? {
        for member in members where member.name == name { return member.value }
        return nil
    }
}

extension MetadataConverter {
    /// An error at the current place.
    func error(_ problem: String, _ remedy: String) -> CTFError {
        var place = fragment > 0 ? "fragment \(fragment)" : ""
        if !path.isEmpty { place += ", $" + path.joined() }
        return CTFError(.metadata, path: "", place: place, problem: problem, remedy: remedy)
    }

    /// Runs a closure one step further down the path.
    ///
    /// The path is not restored after an error, which carries it already.
    mutating func inside<Result>(
        _ step: String,
        _ body: (inout MetadataConverter) throws(CTFError) -> Result
    ) throws(CTFError) -> Result {
        path.append(step)
        let result = try body(&self)
        path.removeLast()
        return result
    }

    /// Refuses properties that the format does not have, and extensions.
    mutating func allow(_ names: Set<String>, in object: Properties) throws(CTFError) {
        for member in object.members where !names.contains(member.name) {
            switch member.name {
            case "attributes": continue
            case "extensions":
                try inside(".extensions") { converter throws(CTFError) in
                    try converter.refuseExtensions(member.value)
                }
            default:
                throw error(
                    "the property \"\(member.name)\" is not known",
                    "Remove the property, or put it under \"attributes\""
                )
            }
        }
    }

    private func refuseExtensions(_ value: JSONValue) throws(CTFError) {
        for space in try Properties(value, of: "set of extensions", in: self).members {
            for member in try Properties(space.value, of: "namespace", in: self).members {
                let problem =
                    "the extension \"\(member.name)\" of \"\(space.name)\" is not supported"
                let remedy = "Read the trace with a program that supports the extension"
                let place = error(problem, remedy).place
                throw CTFError(
                    .unsupported,
                    path: "",
                    place: place,
                    problem: problem,
                    remedy: remedy
                )
            }
        }
    }

    /// A string property, if it is there.
    func string(_ object: Properties, _ name: String) throws(CTFError) -> String? {
        switch object[name] {
        case nil: return nil
        case .string(let text): return text
        case .some(let value): throw mismatch(name, "a string", value)
        }
    }

    /// A string property which must be there.
    func requiredString(_ object: Properties, _ name: String) throws(CTFError) -> String {
        guard let text = try string(object, name) else { throw missing(name) }
        return text
    }

    /// An integer property within bounds, if it is there.
    func integer<Number: FixedWidthInteger>(
        _ object: Properties,
        _ name: String,
        _ bounds: ClosedRange<Number>
    ) throws(CTFError) -> Number? {
        switch object[name] {
        case nil: return nil
        case .integer(let value):
            guard let number = Number(exactly: value), bounds.contains(number) else {
                throw error(
                    "\"\(name)\" is \(value)",
                    "It must be from \(bounds.lowerBound) to \(bounds.upperBound)"
                )
            }
            return number
        case .some(let value): throw mismatch(name, "an integer", value)
        }
    }

    /// A property which must be there.
    func required(_ object: Properties, _ name: String) throws(CTFError) -> JSONValue {
        guard let value = object[name] else { throw missing(name) }
        return value
    }

    /// The error about a property which is not there.
    func missing(_ name: String) -> CTFError {
        error("the property \"\(name)\" is missing", Remedy.property)
    }

    /// The error about a property of the wrong kind.
    func mismatch(_ name: String, _ expected: String, _ value: JSONValue) -> CTFError {
        error("\"\(name)\" must be \(expected), not \(value.kind)", Remedy.property)
    }

    /// The attributes of a fragment, class, member or option.
    func attributes(_ object: Properties) throws(CTFError) -> Attributes {
        guard let value = object["attributes"] else { return [:] }
        guard case .object(let members) = value else {
            throw mismatch("attributes", "an object", value)
        }
        return attributes(members)
    }

    private func attributes(_ members: [JSONValue.Member]) -> Attributes {
        Attributes(members.map { Attributes.Entry(name: $0.name, value: attribute($0.value)) })
    }

    private func attribute(_ value: JSONValue) -> AttributeValue {
        switch value {
        case .null: .null
        case .boolean(let boolean): .boolean(boolean)
        case .integer(let integer): .integer(integer)
        case .real(let real): .real(real)
        case .string(let string): .string(string)
        case .array(let elements): .array(elements.map { attribute($0) })
        case .object(let members): .object(attributes(members))
        }
    }
}
