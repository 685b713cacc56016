// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension TSDLResolver {
    /// Resolves a type as it is written.
    mutating func resolve(_ syntax: TSDLTypeSyntax) throws(CTFError) -> TSDLType {
        switch syntax {
        case .named(let name): return try named(name)
        case .integer(let attributes, let offset):
            return .integer(try integer(attributes, offset))
        case .floatingPoint(let attributes, let offset):
            return .floatingPoint(try floatingPoint(attributes, offset))
        case .string(let attributes, _):
            for attribute in try distinct(attributes) where attribute.key.text == "encoding" {
                _ = try isText(attribute)
            }
            return .string
        case .structure(let structure): return try self.structure(structure)
        case .variant(let variant): return try self.variant(variant)
        case .enumeration(let enumeration): return try self.enumeration(enumeration)
        }
    }

    /// The type of what a declarator names.
    ///
    /// Pointers exist only as aliases of other types.
    mutating func type(
        _ base: TSDLType?,
        _ syntax: TSDLTypeSyntax,
        _ declarator: TSDLDeclarator
    ) throws(CTFError) -> TSDLType {
        var type = base
        if declarator.pointers > 0 {
            guard case .named(let name) = syntax else {
                throw error(
                    declarator.name.offset,
                    "a pointer to a type which has no name cannot be recorded",
                    TSDLRemedy.syntax
                )
            }
            let stars = String(repeating: " *", count: declarator.pointers)
            type = try named(TSDLName(text: name.text + stars, offset: name.offset))
        }
        guard let type else {
            throw error(syntax.offset, "the type is not declared", TSDLRemedy.declareBefore)
        }
        return try array(of: type, declarator.lengths, declarator.name.offset)
    }

    /// The base type of declarators; nil when they are pointers, whose base may be unknown.
    mutating func base(
        _ syntax: TSDLTypeSyntax,
        of declarators: [TSDLDeclarator]
    ) throws(CTFError) -> TSDLType? {
        if case .named = syntax, declarators.allSatisfy({ $0.pointers > 0 }) { return nil }
        return try resolve(syntax)
    }

    /// Wraps a type in arrays, the last brackets innermost as in C.
    func array(
        of element: TSDLType,
        _ lengths: [TSDLLength],
        _ offset: Int
    ) throws(CTFError) -> TSDLType {
        var type = element
        for length in lengths.reversed() {
            var size = TSDLSize()
            guard size.add(type, textBytes: source.bytes.count) else { throw tooLarge(offset) }
            type = .array(TSDLArray(length: try self.length(length), element: type, size: size))
        }
        return type
    }

    func tooLarge(_ offset: Int) -> CTFError {
        error(
            offset,
            "the type consists of too many types, or they are nested more"
                + " than \(TSDLSize.depthLimit) deep",
            TSDLRemedy.smaller
        )
    }

    private func length(_ length: TSDLLength) throws(CTFError) -> TSDLArray.Length {
        switch length {
        case .constant(let value, let offset):
            guard let count = UInt64(exactly: value) else {
                throw error(offset, "an array cannot have \(value) elements", TSDLRemedy.value)
            }
            return .fixed(count)
        case .reference(let reference):
            if reference.names.first == "env" {
                return .fixed(try environmentLength(reference))
            }
            let binding = try bind(reference, "the length")
            try checkKind(binding, isTag: false)
            return .field(binding)
        }
    }

    /// The length which an entry of the environment gives.
    private func environmentLength(_ reference: TSDLReference) throws(CTFError) -> UInt64 {
        let key = reference.names.dropFirst().joined(separator: ".")
        guard reference.names.count == 2,
            let entry = environmentValues[key]
        else {
            throw error(
                reference.offset,
                "the environment has no entry \"\(key)\" before this place",
                "Declare the entry in an env block before the array"
            )
        }
        guard case .integer(let value) = entry, let count = UInt64(exactly: value) else {
            throw error(
                reference.offset,
                "the environment entry \"\(key)\" is not a length",
                "Make it an integer which is not negative"
            )
        }
        return count
    }
}
