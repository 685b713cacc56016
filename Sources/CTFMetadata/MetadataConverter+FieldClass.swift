// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension MetadataConverter {
    /// A root structure property, if it is there.
    mutating func rootClass(
        _ object: Properties,
        _ name: String
    ) throws(CTFError) -> StructureFieldClass? {
        guard let value = object[name] else { return nil }
        return try inside(".\(name)") { converter throws(CTFError) in
            guard case .structure(let structure) = try converter.fieldClass(value) else {
                throw converter.error("the class is no structure", Remedy.property)
            }
            return structure
        }
    }

    /// A field class property which must be there.
    mutating func fieldClass(
        _ object: Properties,
        _ name: String
    ) throws(CTFError) -> FieldClass {
        let value = try required(object, name)
        return try inside(".\(name)") { converter throws(CTFError) in
            try converter.fieldClass(value)
        }
    }

    /// A field class, given in place or by the name of an alias.
    mutating func fieldClass(_ value: JSONValue) throws(CTFError) -> FieldClass {
        if case .string(let name) = value {
            guard let alias = aliases[name] else {
                throw error(
                    "there is no field class alias \"\(name)\" before",
                    "Put the field-class-alias fragment before this one"
                )
            }
            try count(nodes: alias.nodes, depth: alias.depth)
            return alias.fieldClass
        }
        let object = try Properties(value, of: "field class", in: self)
        let type = try requiredString(object, "type")
        try count(nodes: 1, depth: 1)
        depth += 1
        let fieldClass = try fieldClass(object, type: type)
        depth -= 1
        return fieldClass
    }

    private mutating func count(nodes: Int, depth: Int) throws(CTFError) {
        self.nodes += nodes
        deepest = max(deepest, self.depth + depth)
        guard self.nodes <= Self.nodeLimit else {
            throw error("a fragment has more than \(Self.nodeLimit) field classes", Remedy.smaller)
        }
        guard deepest <= Self.depthLimit else {
            throw error(
                "field classes are nested more than \(Self.depthLimit) deep",
                Remedy.smaller
            )
        }
    }

    private mutating func fieldClass(
        _ object: Properties,
        type: String
    ) throws(CTFError) -> FieldClass {
        switch type {
        case "fixed-length-bit-array": return .bitArray(try bitArray(object))
        case "fixed-length-bit-map": return .bitMap(try bitMap(object))
        case "fixed-length-boolean": return .boolean(try boolean(object))
        case "fixed-length-unsigned-integer":
            return .integer(try integer(object, isSigned: false))
        case "fixed-length-signed-integer":
            return .integer(try integer(object, isSigned: true))
        case "fixed-length-floating-point-number":
            return .floatingPoint(try floatingPoint(object))
        case "variable-length-unsigned-integer":
            return .variableLengthInteger(try variableLength(object, isSigned: false))
        case "variable-length-signed-integer":
            return .variableLengthInteger(try variableLength(object, isSigned: true))
        case "null-terminated-string", "static-length-string", "dynamic-length-string":
            return .string(try string(object, type: type))
        case "static-length-blob": return .blob(try blob(object, isDynamic: false))
        case "dynamic-length-blob": return .blob(try blob(object, isDynamic: true))
        case "structure": return .structure(try structure(object))
        case "static-length-array": return .array(try array(object, isDynamic: false))
        case "dynamic-length-array": return .array(try array(object, isDynamic: true))
        case "optional": return .optional(try optional(object))
        case "variant": return .variant(try variant(object))
        default: throw error("\"\(type)\" is not a field class type", Remedy.version)
        }
    }
}
