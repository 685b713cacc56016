// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Builds the syntax tree of a TSDL text, one item of the file at a time.
struct TSDLGrammar {
    /// How deeply types may be written inside each other.
    static let nestingLimit = 320

    /// The words that begin a block.
    private static let blocks: Set<String> = [
        "trace", "stream", "event", "clock", "env", "callsite",
    ]

    let source: TSDLSource
    private var lexer: TSDLLexer
    /// The next token.
    private(set) var token = TSDLToken(kind: .end, offset: 0)
    private var nesting = 0

    init(_ source: TSDLSource) throws(CTFError) {
        self.source = source
        lexer = TSDLLexer(source)
        token = try lexer.next()
    }

    /// The next item of the file; nil at its end.
    mutating func nextItem() throws(CTFError) -> TSDLRootItem? {
        try skipSemicolons()
        if token.kind == .end { return nil }
        if isBlock, case .keyword(let word) = token.kind {
            let name = TSDLName(text: word, offset: token.offset)
            try advance()
            try expect("{")
            var items: [TSDLItem] = []
            try skipSemicolons()
            while !token.isMark("}") {
                items.append(try item())
                try skipSemicolons()
            }
            try advance()
            try expect(";")
            return .block(name, items)
        }
        return .declaration(try declaration())
    }

    /// Whether the next token begins a block.
    var isBlock: Bool {
        guard case .keyword(let word) = token.kind else { return false }
        return Self.blocks.contains(word)
    }

    private mutating func item() throws(CTFError) -> TSDLItem {
        if isDeclaration { return .declaration(try declaration()) }
        let key = try dottedKey()
        if token.isMark(":=") {
            try advance()
            let type = try type()
            try expect(";")
            return .type(key, type)
        }
        try expect("=")
        let value = try value()
        try expect(";")
        return .attribute(TSDLAttribute(key: key, value: value))
    }

    private mutating func dottedKey() throws(CTFError) -> TSDLName {
        let offset = token.offset
        var text = try anyWord("the name of an attribute")
        while token.isMark(".") {
            try advance()
            text += "." + (try anyWord("the name of an attribute"))
        }
        return TSDLName(text: text, offset: offset)
    }

    /// Reads the attributes of a type, the braces included.
    mutating func attributes() throws(CTFError) -> [TSDLAttribute] {
        try expect("{")
        var attributes: [TSDLAttribute] = []
        try skipSemicolons()
        while !token.isMark("}") {
            let key = try dottedKey()
            try expect("=")
            attributes.append(TSDLAttribute(key: key, value: try value()))
            try expect(";")
            try skipSemicolons()
        }
        try advance()
        return attributes
    }

    /// Reads the value of an attribute.
    mutating func value() throws(CTFError) -> TSDLValue {
        let offset = token.offset
        switch token.kind {
        case .string(let text):
            try advance()
            return TSDLValue(kind: .string(text), offset: offset)
        case .name, .keyword:
            var names = [try anyWord("a value")]
            while token.isMark(".") {
                try advance()
                names.append(try anyWord("a name"))
            }
            // An encoding may be written "utf-8", which is three tokens.
            if names.count == 1, token.isMark("-") {
                try advance()
                guard case .integer(let number) = token.kind else {
                    throw unexpected("a number")
                }
                try advance()
                names[0] += "-\(number)"
            }
            return TSDLValue(kind: .path(names), offset: offset)
        default:
            return TSDLValue(kind: .integer(try signedInteger()), offset: offset)
        }
    }

    /// Reads an integer with an optional sign.
    mutating func signedInteger() throws(CTFError) -> Int128 {
        var isNegative = false
        if token.isMark("-") || token.isMark("+") {
            isNegative = token.isMark("-")
            try advance()
        }
        guard case .integer(let magnitude) = token.kind else {
            throw unexpected("an integer, a string or a name")
        }
        try advance()
        return isNegative ? -Int128(magnitude) : Int128(magnitude)
    }
}

extension TSDLGrammar {
    mutating func advance() throws(CTFError) {
        token = try lexer.next()
    }

    mutating func expect(_ mark: String) throws(CTFError) {
        guard token.isMark(mark) else { throw unexpected("\"\(mark)\"") }
        try advance()
    }

    mutating func skipSemicolons() throws(CTFError) {
        while token.isMark(";") { try advance() }
    }

    /// Reads an identifier or a reserved word.
    mutating func anyWord(_ wanted: String) throws(CTFError) -> String {
        switch token.kind {
        case .name(let text), .keyword(let text):
            try advance()
            return text
        default: throw unexpected(wanted)
        }
    }

    /// Reads an identifier.
    mutating func identifier(_ wanted: String) throws(CTFError) -> TSDLName {
        guard case .name(let text) = token.kind else { throw unexpected(wanted) }
        let name = TSDLName(text: text, offset: token.offset)
        try advance()
        return name
    }

    func unexpected(_ wanted: String) -> CTFError {
        source.error(
            token.offset,
            "\(wanted) is expected here, not \(token.shown)",
            TSDLRemedy.syntax
        )
    }

    /// Runs a part of the grammar which may contain itself.
    mutating func nested<Result>(
        _ body: (inout TSDLGrammar) throws(CTFError) -> Result
    ) throws(CTFError) -> Result {
        guard nesting < Self.nestingLimit else {
            throw source.error(
                token.offset,
                "types are nested more than \(Self.nestingLimit) deep",
                TSDLRemedy.smaller
            )
        }
        nesting += 1
        let result = try body(&self)
        nesting -= 1
        return result
    }
}
