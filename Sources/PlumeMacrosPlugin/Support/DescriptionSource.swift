// SPDX-License-Identifier: Apache-2.0

#if Macros
internal import SideDescription
internal import SwiftSyntax
internal import SwiftSyntaxBuilder

/// Descriptions as the source text of expressions that make them.
enum DescriptionSource {
    /// A field whose type the program writes as `type`.
    static func field(_ field: SideField, ofType type: String) -> String {
        if FieldTypeReader.isOwn(field.type) {
            return "SideField.member(\(literal(field.name)), (\(type)).self"
                + "\(attributes(field.type.attributes)))"
        }
        return "SideField(\(literal(field.name)), \(self.type(field.type)))"
    }

    /// A text as a string literal.
    static func literal(_ text: String) -> String {
        StringLiteralExprSyntax(content: text).description
    }

    private static func type(_ type: SideType) -> String {
        "SideType(\(kind(type.kind))\(attributes(type.attributes)))"
    }

    private static func kind(_ kind: SideType.Kind) -> String {
        switch kind {
        case .bytes(let mediaType): ".bytes(mediaType: \(literal(mediaType)))"
        case .array(let element): ".array(\(type(element)))"
        case .optional(let wrapped): ".optional(\(type(wrapped)))"
        case .structure(let members): ".structure([\(members.map(member).joined(separator: ", "))])"
        case .enumeration(let bits, let isSigned, let labels):
            ".enumeration(bits: \(bits), isSigned: \(isSigned),"
                + " labels: [\(labels.map(label).joined(separator: ", "))])"
        // What is left has no text in it: its description is its source.
        default: ".\(kind)"
        }
    }

    private static func member(_ member: SideField) -> String {
        "SideField(\(literal(member.name)), \(type(member.type)))"
    }

    private static func label(_ label: SideEnumerationLabel) -> String {
        let (first, last) = (label.range.lowerBound, label.range.upperBound)
        return "SideEnumerationLabel(\(literal(label.name)), (\(first))...(\(last)))"
    }

    private static func attributes(_ attributes: [SideAttribute]) -> String {
        if attributes.isEmpty { return "" }
        let texts = attributes.map { attribute in
            let value =
                switch attribute.value {
                case .string(let text): ".string(\(literal(text)))"
                default: ".\(attribute.value)"
                }
            return "SideAttribute(\(literal(attribute.key)), \(value))"
        }
        return ", attributes: [\(texts.joined(separator: ", "))]"
    }
}
#endif
