// SPDX-License-Identifier: Apache-2.0

/// A word, constant or mark of TSDL text, and where it begins.
struct TSDLToken {
    /// What a token is.
    enum Kind: Equatable {
        /// An identifier.
        case name(String)
        /// A reserved word.
        case keyword(String)
        /// An integer constant without its sign.
        case integer(UInt64)
        /// A literal string, up to its first null character.
        case string(String)
        /// An operator or a bracket.
        case mark(String)
        /// The end of the text.
        case end
    }

    /// What the token is.
    let kind: Kind
    /// The index of its first byte in the text.
    let offset: Int
}

extension TSDLToken {
    /// The words that name nothing but what the format gives them.
    static let keywords: Set<String> = [
        "align", "callsite", "char", "clock", "const", "double", "enum", "env", "event", "float",
        "floating_point", "int", "integer", "long", "short", "signed", "stream", "string",
        "struct", "trace", "typealias", "typedef", "unsigned", "variant", "void", "_Bool",
        "_Complex", "_Imaginary",
    ]

    /// The words that together make the names of the types of C.
    static let basicTypeWords: Set<String> = [
        "char", "double", "float", "int", "long", "short", "signed", "unsigned", "void", "_Bool",
        "_Complex", "_Imaginary",
    ]

    /// The token as a message shows it.
    var shown: String {
        switch kind {
        case .name(let text), .keyword(let text), .mark(let text): "\"\(text)\""
        case .integer(let value): "\(value)"
        case .string: "a string"
        case .end: "the end of the text"
        }
    }

    /// Whether the token is the operator or bracket.
    func isMark(_ text: String) -> Bool { kind == .mark(text) }

    /// Whether the token is the reserved word.
    func isKeyword(_ text: String) -> Bool { kind == .keyword(text) }
}
