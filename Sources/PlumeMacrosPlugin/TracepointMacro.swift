// SPDX-License-Identifier: Apache-2.0

internal import SideDescription
internal import SwiftSyntax
internal import SwiftSyntaxBuilder
internal import SwiftSyntaxMacros

/// `@Tracepoint`: the body tests the event's enabled word, the peer holds everything else.
struct TracepointMacro {
    static let prefix = "_plume_"

    /// What the macro knows of a tracepoint after all checks.
    struct Tracepoint {
        let function: FunctionDeclSyntax
        let description: SideEventDescription
        let types: [String]

        var namespace: String { TracepointMacro.prefix + function.name.text }
    }

    private static func read(
        _ attribute: AttributeSyntax,
        _ declaration: some SyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> Tracepoint {
        guard let function = declaration.as(FunctionDeclSyntax.self) else {
            throw MacroProblem.notAFunction.at(attribute)
        }
        try check(function, in: context)
        var (fields, types) = try fields(function)
        var provider = ""
        var name = function.name.text
        var level = LogLevel.info
        for argument in attribute.arguments?.as(LabeledExprListSyntax.self) ?? [] {
            switch argument.label?.text {
            case nil: provider = try LiteralReader.name(argument.expression, "the provider")
            case "name": name = try LiteralReader.name(argument.expression, "the name")
            case "level": level = try LiteralReader.level(argument.expression)
            case "fields": fields = try FieldOptions.apply(argument.expression, to: fields)
            default: break
            }
        }
        return Tracepoint(
            function: function,
            description: SideEventDescription(
                provider: provider,
                name: name,
                logLevel: level,
                fields: fields
            ),
            types: types
        )
    }

    private static func check(
        _ function: FunctionDeclSyntax,
        in context: some MacroExpansionContext
    ) throws {
        if let body = function.body { throw MacroProblem.hasBody.at(body) }
        if let generics = function.genericParameterClause {
            throw MacroProblem.isGeneric.at(generics)
        }
        let isInGeneric = context.lexicalContext.contains { node in
            node.asProtocol((any WithGenericParametersSyntax).self)?.genericParameterClause != nil
        }
        if isInGeneric { throw MacroProblem.isGeneric.at(function.name) }
        if let effects = function.signature.effectSpecifiers {
            throw MacroProblem.hasEffects.at(effects)
        }
        if let result = function.signature.returnClause {
            throw MacroProblem.returnsValue.at(result)
        }
    }

    private static func fields(
        _ function: FunctionDeclSyntax
    ) throws -> (fields: [SideField], types: [String]) {
        let parameters = function.signature.parameterClause.parameters
        guard parameters.count <= MacroProblem.maximumFields else {
            throw MacroProblem.tooManyFields(parameters.count).at(parameters)
        }
        var fields: [SideField] = []
        for parameter in parameters {
            let name = fieldName(parameter)
            if parameter.defaultValue != nil || parameter.ellipsis != nil
                || parameter.type.is(AttributedTypeSyntax.self)
            {
                throw MacroProblem.unsupportedParameter(name).at(parameter)
            }
            if fields.contains(where: { $0.name == name }) {
                throw MacroProblem.duplicateField(name).at(parameter)
            }
            guard let type = FieldTypeReader.sideType(parameter.type) else {
                throw MacroProblem.unsupportedType(parameter.type.trimmedDescription)
                    .at(parameter.type)
            }
            fields.append(SideField(name, type))
        }
        return (fields, parameters.map { $0.type.trimmedDescription })
    }

    /// The label that callers write, or the parameter's own name when there is none.
    private static func fieldName(_ parameter: FunctionParameterSyntax) -> String {
        let label = parameter.firstName.text
        let name = label == "_" ? parameter.secondName?.text ?? label : label
        return name.filter { $0 != "`" }
    }
}

extension TracepointMacro: PeerMacro {
    static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        let tracepoint = try read(node, declaration, in: context)
        let access = tracepoint.function.modifiers.map(\.name.text).first {
            $0 == "private" || $0 == "fileprivate"
        }
        return [
            EventNamespace.declaration(
                name: tracepoint.namespace,
                // A private peer could not be reached from the same file's extensions.
                modifiers: access == nil ? "" : "fileprivate ",
                description: tracepoint.description,
                types: tracepoint.types
            )
        ]
    }
}

extension TracepointMacro: BodyMacro {
    static func expansion(
        of node: AttributeSyntax,
        providingBodyFor declaration: some DeclSyntaxProtocol & WithOptionalCodeBlockSyntax,
        in context: some MacroExpansionContext
    ) throws -> [CodeBlockItemSyntax] {
        // The peer reports what is wrong; saying it twice would not help.
        guard let tracepoint = try? read(node, declaration, in: context) else { return [] }
        let arguments = tracepoint.function.signature.parameterClause.parameters.map {
            ($0.secondName ?? $0.firstName).text
        }
        return [
            """
            if unsafe EventEmission.isEnabled(&\(raw: tracepoint.namespace).state) {
                \(raw: tracepoint.namespace).emit(\(raw: arguments.joined(separator: ", ")))
            }
            """
        ]
    }
}
