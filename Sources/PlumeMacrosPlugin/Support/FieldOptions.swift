// SPDX-License-Identifier: Apache-2.0

internal import SideDescription
internal import SwiftSyntax

/// Applies the `fields:` argument of `@Tracepoint` to the fields.
enum FieldOptions {
    static func apply(_ expression: ExprSyntax, to fields: [SideField]) throws -> [SideField] {
        guard let dictionary = expression.as(DictionaryExprSyntax.self) else {
            throw MacroProblem.notALiteral("the options of fields").at(expression)
        }
        var fields = fields
        guard case .elements(let elements) = dictionary.content else { return fields }
        for element in elements {
            let name = try LiteralReader.text(element.key, "the name of a field")
            guard let index = fields.firstIndex(where: { $0.name == name }) else {
                throw MacroProblem.unknownField(name).at(element.key)
            }
            fields[index] = SideField(
                name,
                try apply(element.value, to: fields[index].type, of: name)
            )
        }
        return fields
    }

    private static func apply(
        _ option: ExprSyntax,
        to type: SideType,
        of field: String
    ) throws -> SideType {
        guard let call = option.as(FunctionCallExprSyntax.self),
            let member = call.calledExpression.as(MemberAccessExprSyntax.self)
        else { throw MacroProblem.notALiteral("an option").at(option) }
        let name = member.declName.baseName.text
        if name == "all" {
            return try call.arguments.reduce(type) { try apply($1.expression, to: $0, of: field) }
        }
        // An optional's options are about its value.
        if case .optional(let wrapped) = type.kind {
            return SideType(
                .optional(try apply(option, to: wrapped, of: field)),
                attributes: type.attributes
            )
        }
        guard let argument = call.arguments.first?.expression,
            let changed = try changed(type, name, argument)
        else { throw MacroProblem.badOption(name, field).at(option) }
        return changed
    }

    private static func changed(
        _ type: SideType,
        _ option: String,
        _ argument: ExprSyntax
    ) throws -> SideType? {
        var type = type
        switch (option, type.kind) {
        case ("unit", .integer), ("unit", .float):
            let unit = try LiteralReader.text(argument, "a unit")
            type.attributes.append(SideAttribute(SideAttribute.unitKey, .string(unit)))
        case ("role", _):
            let role = try LiteralReader.text(argument, "a role")
            type.attributes.append(SideAttribute(SideAttribute.roleKey, .string(role)))
        case ("base", .integer):
            guard let base = LiteralReader.integer(argument), [2, 8, 10, 16].contains(base) else {
                return nil
            }
            type.attributes.append(
                SideAttribute(SideAttribute.baseKey, .unsigned(UInt64(base)))
            )
        case ("mediaType", .bytes):
            type.kind = .bytes(mediaType: try LiteralReader.text(argument, "a media type"))
        case ("labels", .integer(let bits, let isSigned)) where bits <= 64:
            type.kind = .enumeration(
                bits: bits,
                isSigned: isSigned,
                labels: try labels(argument)
            )
        default:
            return nil
        }
        return type
    }

    private static func labels(_ expression: ExprSyntax) throws -> [SideEnumerationLabel] {
        guard let dictionary = expression.as(DictionaryExprSyntax.self),
            case .elements(let elements) = dictionary.content
        else { throw MacroProblem.notALiteral("labels").at(expression) }
        return try elements.map { element in
            let name = try LiteralReader.text(element.key, "a label")
            guard let value = LiteralReader.integer(element.value) else {
                throw MacroProblem.notALiteral("the value of a label").at(element.value)
            }
            return SideEnumerationLabel(name, value...value)
        }
    }
}
