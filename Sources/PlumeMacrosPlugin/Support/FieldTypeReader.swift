// SPDX-License-Identifier: Apache-2.0

#if Macros
internal import SideDescription
internal import SwiftSyntax

/// Reads the type of a field from its syntax, all that a macro knows of it.
enum FieldTypeReader {
    /// What stands for a type of the program's own, which describes itself when the program runs.
    ///
    /// No type that is known by its name is a structure.
    static let own = SideType(.structure([]))

    static func isOwn(_ type: SideType) -> Bool { type.kind == own.kind }

    /// The description of values of a type, or ``own``; nil when it is none that a field can have.
    static func fieldType(_ type: TypeSyntax) -> SideType? {
        sideType(type) ?? (isMadeOfNames(type) ? own : nil)
    }

    /// The description of values of a type that is known by its name.
    static func sideType(_ type: TypeSyntax) -> SideType? {
        if let optional = type.as(OptionalTypeSyntax.self) {
            return sideType(optional.wrappedType).map { SideType(.optional($0)) }
        }
        if let array = type.as(ArrayTypeSyntax.self) {
            return sideType(array.element).map { SideType(.array($0)) }
        }
        if let dictionary = type.as(DictionaryTypeSyntax.self) {
            guard let key = sideType(dictionary.key), let value = sideType(dictionary.value) else {
                return nil
            }
            let pair = [SideField("key", key), SideField("value", value)]
            return SideType(.array(SideType(.structure(pair))))
        }
        let name = type.trimmedDescription
        if let scalar = scalar(name) { return scalar }
        switch name.hasPrefix("Swift.") ? String(name.dropFirst(6)) : name {
        case "String", "Substring", "StaticString": return SideType(.string)
        case "Bytes", "Plume.Bytes": return SideType(.bytes(mediaType: "application/octet-stream"))
        default: return nil
        }
    }

    /// Whether a type is a name, or optionals, arrays and dictionaries of names.
    private static func isMadeOfNames(_ type: TypeSyntax) -> Bool {
        if let optional = type.as(OptionalTypeSyntax.self) {
            return isMadeOfNames(optional.wrappedType)
        }
        if let array = type.as(ArrayTypeSyntax.self) { return isMadeOfNames(array.element) }
        if let dictionary = type.as(DictionaryTypeSyntax.self) {
            return isMadeOfNames(dictionary.key) && isMadeOfNames(dictionary.value)
        }
        if let name = type.as(IdentifierTypeSyntax.self) {
            // `Self` would be another type where the description stands.
            return !["Any", "AnyObject", "Never", "Self", "Void"].contains(name.name.text)
        }
        return type.is(MemberTypeSyntax.self)
    }

    private static func scalar(_ name: String) -> SideType? {
        switch name.hasPrefix("Swift.") ? String(name.dropFirst(6)) : name {
        case "Bool": return SideType(.bool)
        case "Float": return SideType(.float(bits: 32))
        case "Double": return SideType(.float(bits: 64))
        case "Int": return SideType(.integer(bits: 64, isSigned: true))
        case "UInt": return SideType(.integer(bits: 64, isSigned: false))
        case let other:
            let isSigned = !other.hasPrefix("U")
            let digits = other.dropFirst(isSigned ? 3 : 4)
            guard other.hasPrefix(isSigned ? "Int" : "UInt"), let bits = UInt16(digits),
                [8, 16, 32, 64, 128].contains(bits)
            else { return nil }
            return SideType(.integer(bits: bits, isSigned: isSigned))
        }
    }
}
#endif
