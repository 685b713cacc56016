// SPDX-License-Identifier: Apache-2.0

#if Macros
internal import SideDescription
internal import SwiftSyntax
internal import SwiftSyntaxBuilder
internal import SwiftSyntaxMacros

/// `#event`: an event that is described where it happens.
struct EventMacro: ExpressionMacro {
    private static let namespace = "_PlumeEvent"

    static func expansion(
        of node: some FreestandingMacroExpansionSyntax,
        in context: some MacroExpansionContext
    ) throws -> ExprSyntax {
        if GenericContext.isGeneric(context) { throw MacroProblem.isGeneric.at(node) }
        // Filtering the list itself would make a new tree, whose nodes have no place in the source.
        let unlabeled = Array(node.arguments).filter { $0.label == nil }.map(\.expression)
        guard unlabeled.count >= 2 else {
            throw MacroProblem.notALiteral("provider and name").at(node)
        }
        let provider = try LiteralReader.name(unlabeled[0], "the provider")
        let name = try LiteralReader.name(unlabeled[1], "the name")
        let level = try node.arguments.first { $0.label?.text == "level" }.map {
            try LiteralReader.level($0.expression)
        }
        var fields: [SideField] = []
        var types: [String] = []
        var values: [String] = []
        if unlabeled.count > 2 {
            for element in try elements(unlabeled[2]) {
                let (field, type) = try field(element)
                if fields.contains(where: { $0.name == field.name }) {
                    throw MacroProblem.duplicateField(field.name).at(element.key)
                }
                fields.append(field)
                types.append(type)
                values.append(element.value.trimmedDescription)
            }
        }
        guard fields.count <= MacroProblem.maximumFields else {
            throw MacroProblem.tooManyFields(fields.count).at(unlabeled[2])
        }
        let description = SideEventDescription(
            provider: provider,
            name: name,
            logLevel: level ?? .info,
            fields: fields
        )
        MacroProblem.warn(of: description, at: node, in: context)
        let declaration = EventNamespace.declaration(
            name: namespace,
            access: .internal,
            description: description,
            types: types,
            probe: EventProbe(provider: provider, name: name, at: node, in: context)
        )
        return """
            {
                \(declaration)
                if \(raw: namespace).isEnabled {
                    \(raw: namespace).emit(\(raw: values.joined(separator: ", ")))
                }
            }()
            """
    }

    private static func elements(_ expression: ExprSyntax) throws -> [DictionaryElementSyntax] {
        guard let dictionary = expression.as(DictionaryExprSyntax.self) else {
            throw MacroProblem.notALiteral("the list of fields").at(expression)
        }
        guard case .elements(let elements) = dictionary.content else { return [] }
        try EffectFinder.check(elements)
        return Array(elements)
    }

    private static func field(
        _ element: DictionaryElementSyntax
    ) throws -> (SideField, type: String) {
        let name = try LiteralReader.name(element.key, "the name of a field")
        guard let type = WrittenType.of(element.value) else {
            throw MacroProblem.untypedField(name).at(element.value)
        }
        guard let sideType = FieldTypeReader.fieldType(type) else {
            throw MacroProblem.unsupportedType(type.trimmedDescription).at(type)
        }
        return (SideField(name, sideType), type.trimmedDescription)
    }
}
#endif
