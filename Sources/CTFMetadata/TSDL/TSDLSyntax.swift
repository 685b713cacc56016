// SPDX-License-Identifier: Apache-2.0

/// A name as it stands in the text, and where.
struct TSDLName {
    let text: String
    let offset: Int
}

/// The value of an attribute, and where it stands.
struct TSDLValue {
    /// What the value is.
    enum Kind: Equatable {
        case integer(Int128)
        case string(String)
        /// One name, or several joined by dots.
        case path([String])
    }

    let kind: Kind
    let offset: Int
}

/// An attribute, `key = value;`.
struct TSDLAttribute {
    let key: TSDLName
    let value: TSDLValue
}

/// The dotted name of a field which gives a length or selects an option.
struct TSDLReference {
    let names: [String]
    let offset: Int
}

/// What stands between the brackets of an array.
enum TSDLLength {
    case constant(Int128, offset: Int)
    case reference(TSDLReference)
}

/// What is named, `**name[length]`.
struct TSDLDeclarator {
    let pointers: Int
    let name: TSDLName
    let lengths: [TSDLLength]
}

/// A type as it is written.
indirect enum TSDLTypeSyntax {
    /// The name of an alias, its words joined by single spaces.
    case named(TSDLName)
    case integer([TSDLAttribute], offset: Int)
    case floatingPoint([TSDLAttribute], offset: Int)
    case string([TSDLAttribute], offset: Int)
    case structure(TSDLStructureSyntax)
    case variant(TSDLVariantSyntax)
    case enumeration(TSDLEnumerationSyntax)

    /// The index of the first byte of the type.
    var offset: Int {
        switch self {
        case .named(let name): name.offset
        case .integer(_, let offset), .floatingPoint(_, let offset), .string(_, let offset):
            offset
        case .structure(let structure): structure.offset
        case .variant(let variant): variant.offset
        case .enumeration(let enumeration): enumeration.offset
        }
    }
}

/// A structure, `struct name { … } align(n)`.
struct TSDLStructureSyntax {
    let offset: Int
    let name: TSDLName?
    /// The members; nil when the type is only named.
    let body: [TSDLMemberSyntax]?
    /// The least alignment.
    let alignment: TSDLValue?
}

/// A variant, `variant name <tag> { … }`.
struct TSDLVariantSyntax {
    let offset: Int
    let name: TSDLName?
    let tag: TSDLReference?
    /// The options; nil when the type is only named.
    let body: [TSDLMemberSyntax]?
}

/// An enumeration, `enum name : container { … }`.
struct TSDLEnumerationSyntax {
    /// An entry, `label = lower ... upper`.
    struct Entry {
        let label: String
        let offset: Int
        let lower: TSDLValue?
        let upper: TSDLValue?
    }

    let offset: Int
    let name: TSDLName?
    let container: TSDLTypeSyntax?
    /// The entries; nil when the type is only named.
    let body: [Entry]?
}

/// What a structure or variant body consists of.
enum TSDLMemberSyntax {
    case declaration(TSDLDeclaration)
    case fields(TSDLTypeSyntax, [TSDLDeclarator])
}

/// What gives a type a name.
enum TSDLDeclaration {
    case alias(TSDLTypeSyntax, lengths: [TSDLLength], name: TSDLName)
    case typedef(TSDLTypeSyntax, [TSDLDeclarator])
    /// A structure, variant or enumeration which names itself.
    case type(TSDLTypeSyntax)
}

/// What a block consists of.
enum TSDLItem {
    case attribute(TSDLAttribute)
    case type(TSDLName, TSDLTypeSyntax)
    case declaration(TSDLDeclaration)
}

/// What a file consists of.
enum TSDLRootItem {
    case declaration(TSDLDeclaration)
    /// A block with its keyword.
    case block(TSDLName, [TSDLItem])
}
