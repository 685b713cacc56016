// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension TSDLGrammar {
    /// Whether the next token begins a declaration within a block.
    var isDeclaration: Bool {
        guard case .keyword(let word) = token.kind else { return false }
        return ["typealias", "typedef", "struct", "variant", "enum"].contains(word)
    }

    /// Reads a declaration, its semicolon included.
    mutating func declaration() throws(CTFError) -> TSDLDeclaration {
        let offset = token.offset
        switch token.kind {
        case .keyword("typealias"):
            try advance()
            let type = try type()
            let lengths = try lengths()
            try expect(":=")
            let name = try aliasName()
            try expect(";")
            return .alias(type, lengths: lengths, name: name)
        case .keyword("typedef"):
            try advance()
            return .typedef(try type(), try declarators())
        default:
            guard isDeclaration else { throw unexpected("a block or a declaration") }
            let type = try type()
            try endOfTypeDeclaration(offset)
            return .type(type)
        }
    }

    /// Reads the semicolon after a structure, variant or enumeration which names itself.
    ///
    /// Texts without it are common enough, and clear as long as another item follows.
    private mutating func endOfTypeDeclaration(_ offset: Int) throws(CTFError) {
        if token.isMark(";") {
            try advance()
            return
        }
        if case .name = token.kind {
            throw source.error(
                offset,
                "a field is declared outside of a structure",
                "Begin with \"typedef\" to name a type, or move it into a structure"
            )
        }
        guard isDeclaration || isBlock else { throw unexpected("\";\"") }
    }

    /// Reads the new name of an alias: an identifier, or words of C types, and stars.
    private mutating func aliasName() throws(CTFError) -> TSDLName {
        let offset = token.offset
        var words: [String] = []
        while true {
            switch token.kind {
            case .name(let word):
                words.append(word)
            case .keyword(let word) where TSDLToken.basicTypeWords.contains(word):
                words.append(word)
            case .keyword("const"): break
            case .keyword(let word):
                throw source.error(
                    token.offset,
                    "the reserved word \"\(word)\" cannot be the name of a type",
                    "Choose another name"
                )
            case .mark("*") where !words.isEmpty:
                words.append("*")
            default:
                guard !words.isEmpty else { throw unexpected("the name of a type") }
                return TSDLName(text: words.joined(separator: " "), offset: offset)
            }
            try advance()
        }
    }

    /// Reads the names that a type is given to, the semicolon included.
    ///
    /// The names of fields may be words of C types, those of types may not.
    mutating func declarators(areFields: Bool = false) throws(CTFError) -> [TSDLDeclarator] {
        var declarators: [TSDLDeclarator] = []
        while true {
            var pointers = 0
            while token.isMark("*") || token.isKeyword("const") {
                if token.isMark("*") { pointers += 1 }
                try advance()
            }
            let name = try declaredName(areFields: areFields)
            declarators.append(
                TSDLDeclarator(pointers: pointers, name: name, lengths: try lengths())
            )
            guard token.isMark(",") else { break }
            try advance()
        }
        try expect(";")
        return declarators
    }

    private mutating func declaredName(areFields: Bool) throws(CTFError) -> TSDLName {
        if areFields, case .keyword(let word) = token.kind, TSDLToken.basicTypeWords.contains(word)
        {
            let offset = token.offset
            try advance()
            return TSDLName(text: word, offset: offset)
        }
        return try identifier("a name")
    }

    private mutating func lengths() throws(CTFError) -> [TSDLLength] {
        var lengths: [TSDLLength] = []
        while token.isMark("[") {
            try advance()
            let offset = token.offset
            switch token.kind {
            case .integer, .mark("-"), .mark("+"):
                lengths.append(.constant(try signedInteger(), offset: offset))
            default: lengths.append(.reference(try reference()))
            }
            guard lengths.count <= Self.nestingLimit else {
                throw source.error(
                    offset,
                    "arrays are nested more than \(Self.nestingLimit) deep",
                    TSDLRemedy.smaller
                )
            }
            try expect("]")
        }
        return lengths
    }

    /// Reads the dotted name of a field; names of scopes may be reserved words.
    mutating func reference() throws(CTFError) -> TSDLReference {
        let offset = token.offset
        var names = [try anyWord("the name of a field")]
        while token.isMark(".") {
            try advance()
            names.append(try anyWord("the name of a field"))
        }
        return TSDLReference(names: names, offset: offset)
    }
}
