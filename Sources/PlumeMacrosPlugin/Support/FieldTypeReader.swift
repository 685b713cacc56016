// SPDX-License-Identifier: Apache-2.0

internal import SideDescription
internal import SwiftSyntax

/// Reads the type of a field from its syntax, all that a macro knows of it.
enum FieldTypeReader {
    /// The description of values of a type; nil when it is none that a field can have.
    static func sideType(_ type: TypeSyntax) -> SideType? {
        if let optional = type.as(OptionalTypeSyntax.self) {
            guard let wrapped = sideType(optional.wrappedType), !isOptional(wrapped) else {
                return nil
            }
            return SideType(.optional(wrapped))
        }
        if let array = type.as(ArrayTypeSyntax.self) {
            return scalar(array.element.trimmedDescription).map { SideType(.array($0)) }
        }
        let name = type.trimmedDescription
        if let scalar = scalar(name) { return scalar }
        switch name.hasPrefix("Swift.") ? String(name.dropFirst(6)) : name {
        case "String", "StaticString": return SideType(.string)
        case "Bytes", "Plume.Bytes": return SideType(.bytes(mediaType: "application/octet-stream"))
        default: return nil
        }
    }

    private static func isOptional(_ type: SideType) -> Bool {
        if case .optional = type.kind { return true }
        return false
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
