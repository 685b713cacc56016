// SPDX-License-Identifier: Apache-2.0

#if Macros
internal import SideDescription
internal import SwiftSyntax

/// Applies the `fields:` argument of `@Tracepoint` to the fields.
enum FieldOptions {
    /// What an option needs, for whoever wrote one where it does not fit.
    static func requirement(of option: String) -> String {
        switch option {
        case "unit": "it needs an integer, Float or Double"
        case "base": "it needs an integer, and 2, 8, 10 or 16"
        case "mediaType": "it needs Bytes"
        case "labels":
            "it needs an integer of at most 64 bits, and 1 to"
                + " \(MacroProblem.maximumLabels) labels"
        default: "use unit, base, role, mediaType, labels or all"
        }
    }

    static func apply(_ expression: ExprSyntax, to fields: [SideField]) throws -> [SideField] {
        guard let dictionary = expression.as(DictionaryExprSyntax.self) else {
            throw MacroProblem.notALiteral("the list of options").at(expression)
        }
        var fields = fields
        var seen: Set<String> = []
        guard case .elements(let elements) = dictionary.content else { return fields }
        for element in elements {
            let name = try LiteralReader.text(element.key, "the name of a field")
            guard let index = fields.firstIndex(where: { $0.name == name }) else {
                throw MacroProblem.unknownField(name).at(element.key)
            }
            guard seen.insert(name).inserted else {
                throw MacroProblem.duplicateOption("options", name).at(element.key)
            }
            var type = fields[index].type
            var options: Set<String> = []
            for option in try flattened(element.value) {
                guard options.insert(option.name).inserted else {
                    throw MacroProblem.duplicateOption(option.name, name).at(option.syntax)
                }
                type = try apply(option, to: type, of: name)
            }
            fields[index] = SideField(name, type)
        }
        return fields
    }

    /// One option as it is written.
    private struct Option {
        let name: String
        let syntax: FunctionCallExprSyntax
    }

    /// The options of a field, those inside `.all(…)` one by one.
    ///
    /// Labels come last: they make another type of the integer that the others are about.
    private static func flattened(_ expression: ExprSyntax) throws -> [Option] {
        guard let call = expression.as(FunctionCallExprSyntax.self),
            let member = call.calledExpression.as(MemberAccessExprSyntax.self)
        else { throw MacroProblem.notALiteral("an option").at(expression) }
        let name = member.declName.baseName.text
        guard name == "all" else { return [Option(name: name, syntax: call)] }
        let options = try call.arguments.flatMap { try flattened($0.expression) }
        return options.filter { $0.name != "labels" } + options.filter { $0.name == "labels" }
    }

    private static func apply(
        _ option: Option,
        to type: SideType,
        of field: String
    ) throws -> SideType {
        // An optional's options are about its value.
        if case .optional(let wrapped) = type.kind {
            return SideType(
                .optional(try apply(option, to: wrapped, of: field)),
                attributes: type.attributes
            )
        }
        guard let argument = option.syntax.arguments.first?.expression,
            let changed = try changed(type, option.name, argument, field)
        else { throw MacroProblem.badOption(option.name, field).at(option.syntax) }
        return changed
    }

    private static func changed(
        _ type: SideType,
        _ option: String,
        _ argument: ExprSyntax,
        _ field: String
    ) throws -> SideType? {
        var type = type
        switch (option, type.kind) {
        // Of the program's own types only the compiler knows which are numbers.
        case ("unit", .integer), ("unit", .float), ("unit", FieldTypeReader.own.kind):
            let unit = try LiteralReader.text(argument, "a unit")
            type.attributes.append(SideAttribute(SideAttribute.unitKey, .string(unit)))
        case ("role", _):
            let role = try LiteralReader.text(argument, "a role")
            type.attributes.append(SideAttribute(SideAttribute.roleKey, .string(role)))
        case ("base", .integer), ("base", FieldTypeReader.own.kind):
            guard let base = LiteralReader.integer(argument), [2, 8, 10, 16].contains(base) else {
                return nil
            }
            type.attributes.append(
                SideAttribute(SideAttribute.baseKey, .unsigned(UInt64(base)))
            )
        case ("mediaType", .bytes):
            type.kind = .bytes(mediaType: try LiteralReader.text(argument, "a media type"))
        case ("labels", .integer(let bits, let isSigned)) where bits <= 64:
            guard
                let labels = try FieldLabels.read(
                    argument,
                    bits: bits,
                    isSigned: isSigned,
                    field: field
                )
            else { return nil }
            type.kind = .enumeration(bits: bits, isSigned: isSigned, labels: labels)
        default:
            return nil
        }
        return type
    }
}
#endif
