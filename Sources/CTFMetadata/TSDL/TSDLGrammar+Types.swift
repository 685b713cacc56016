// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension TSDLGrammar {
    /// Reads a type without what a declarator adds to it.
    mutating func type() throws(CTFError) -> TSDLTypeSyntax {
        try skipConst()
        let offset = token.offset
        let type: TSDLTypeSyntax
        switch token.kind {
        case .name(let text):
            try advance()
            type = .named(TSDLName(text: text, offset: offset))
        case .keyword("integer"):
            try advance()
            type = .integer(try attributes(), offset: offset)
        case .keyword("floating_point"):
            try advance()
            type = .floatingPoint(try attributes(), offset: offset)
        case .keyword("string"):
            try advance()
            type = .string(token.isMark("{") ? try attributes() : [], offset: offset)
        case .keyword("struct"):
            type = .structure(
                try nested { grammar throws(CTFError) in try grammar.structure() }
            )
        case .keyword("variant"):
            type = .variant(try nested { grammar throws(CTFError) in try grammar.variant() })
        case .keyword("enum"):
            type = .enumeration(
                try nested { grammar throws(CTFError) in try grammar.enumeration() }
            )
        case .keyword(let word) where TSDLToken.basicTypeWords.contains(word):
            type = .named(try basicTypeName())
        default: throw unexpected("a type")
        }
        try skipConst()
        return type
    }

    private mutating func skipConst() throws(CTFError) {
        while token.isKeyword("const") { try advance() }
    }

    /// Reads the words of a C type such as "unsigned long".
    private mutating func basicTypeName() throws(CTFError) -> TSDLName {
        let offset = token.offset
        var words: [String] = []
        while case .keyword(let word) = token.kind {
            if TSDLToken.basicTypeWords.contains(word) {
                words.append(word)
            } else if word != "const" {
                break
            }
            try advance()
        }
        return TSDLName(text: words.joined(separator: " "), offset: offset)
    }

    private mutating func optionalName() throws(CTFError) -> TSDLName? {
        guard case .name = token.kind else { return nil }
        return try identifier("a name")
    }

    private mutating func structure() throws(CTFError) -> TSDLStructureSyntax {
        let offset = token.offset
        try advance()
        let name = try optionalName()
        guard name == nil || token.isMark("{") else {
            return TSDLStructureSyntax(offset: offset, name: name, body: nil, alignment: nil)
        }
        let body = try members()
        var alignment: TSDLValue?
        if token.isKeyword("align") {
            try advance()
            try expect("(")
            guard case .integer = token.kind else { throw unexpected("a positive integer") }
            alignment = try value()
            try expect(")")
        }
        return TSDLStructureSyntax(offset: offset, name: name, body: body, alignment: alignment)
    }

    private mutating func variant() throws(CTFError) -> TSDLVariantSyntax {
        let offset = token.offset
        try advance()
        let name = try optionalName()
        var tag: TSDLReference?
        if token.isMark("<") {
            try advance()
            tag = try reference()
            try expect(">")
        }
        guard name == nil || token.isMark("{") else {
            return TSDLVariantSyntax(offset: offset, name: name, tag: tag, body: nil)
        }
        return TSDLVariantSyntax(offset: offset, name: name, tag: tag, body: try members())
    }

    private mutating func members() throws(CTFError) -> [TSDLMemberSyntax] {
        try expect("{")
        var members: [TSDLMemberSyntax] = []
        try skipSemicolons()
        while !token.isMark("}") {
            members.append(try member())
            try skipSemicolons()
        }
        try advance()
        return members
    }

    private mutating func member() throws(CTFError) -> TSDLMemberSyntax {
        if token.isKeyword("typealias") || token.isKeyword("typedef") {
            return .declaration(try declaration())
        }
        let type = try type()
        if token.isMark(";") {
            switch type {
            case .structure, .variant, .enumeration:
                try advance()
                return .declaration(.type(type))
            default: break
            }
        }
        return .fields(type, try declarators(areFields: true))
    }

    private mutating func enumeration() throws(CTFError) -> TSDLEnumerationSyntax {
        let offset = token.offset
        try advance()
        let name = try optionalName()
        var container: TSDLTypeSyntax?
        if token.isMark(":") {
            try advance()
            container = try type()
        }
        guard name == nil || container != nil || token.isMark("{") else {
            return TSDLEnumerationSyntax(offset: offset, name: name, container: nil, body: nil)
        }
        try expect("{")
        var entries: [TSDLEnumerationSyntax.Entry] = []
        repeat {
            entries.append(try entry())
            guard token.isMark(",") else { break }
            try advance()
        } while !token.isMark("}")
        try expect("}")
        return TSDLEnumerationSyntax(
            offset: offset,
            name: name,
            container: container,
            body: entries
        )
    }

    private mutating func entry() throws(CTFError) -> TSDLEnumerationSyntax.Entry {
        let offset = token.offset
        let label: String
        if case .string(let text) = token.kind {
            label = text
            try advance()
        } else {
            label = try anyWord("a label")
        }
        var lower: TSDLValue?
        var upper: TSDLValue?
        if token.isMark("=") {
            try advance()
            let lowerOffset = token.offset
            lower = TSDLValue(kind: .integer(try signedInteger()), offset: lowerOffset)
            if token.isMark("...") {
                try advance()
                let upperOffset = token.offset
                upper = TSDLValue(kind: .integer(try signedInteger()), offset: upperOffset)
            }
        }
        return TSDLEnumerationSyntax.Entry(
            label: label,
            offset: offset,
            lower: lower,
            upper: upper
        )
    }
}
