// SPDX-License-Identifier: Apache-2.0

#if Macros
internal import SideDescription
internal import SwiftDiagnostics
internal import SwiftSyntax
internal import SwiftSyntaxBuilder
internal import SwiftSyntaxMacros

/// `@Tracepoint`: the body tests the event's enabled word, the peer holds everything else.
struct TracepointMacro {
    /// What the macro knows of a tracepoint after all checks.
    struct Tracepoint {
        let function: FunctionDeclSyntax
        let description: SideEventDescription
        let types: [String]

        var namespace: String { TracepointMacro.namespace(of: function.name) }
    }

    /// The name of the peer of a function.
    static func namespace(of function: TokenSyntax) -> String {
        Identifier.source("_plume_" + Identifier.name(function))
    }

    private static func read(
        _ attribute: AttributeSyntax,
        _ declaration: some SyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> Tracepoint {
        guard let function = declaration.as(FunctionDeclSyntax.self),
            case .identifier = function.name.tokenKind
        else { throw MacroProblem.notAFunction.at(attribute) }
        try check(function, in: context)
        var (fields, types) = try fields(function)
        var provider = ""
        var name = Identifier.name(function.name)
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
        if GenericContext.isGeneric(function) || GenericContext.isGeneric(context) {
            throw MacroProblem.isGeneric.at(function.name)
        }
        if let place = context.lexicalContext.first {
            guard place.asProtocol((any DeclGroupSyntax).self) != nil else {
                throw MacroProblem.isLocal.at(function.name)
            }
            let isOfType = function.modifiers.contains {
                ["static", "class"].contains($0.name.text)
            }
            if !isOfType { throw MacroProblem.isInstanceMethod.at(function.name) }
        }
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
            if (parameter.secondName ?? parameter.firstName).tokenKind == .wildcard {
                throw MacroProblem.unnamedParameter.at(parameter)
            }
            if fields.contains(where: { $0.name == name }) {
                throw MacroProblem.duplicateField(name).at(parameter)
            }
            guard let type = FieldTypeReader.fieldType(parameter.type) else {
                throw MacroProblem.unsupportedType(parameter.type.trimmedDescription)
                    .at(parameter.type)
            }
            fields.append(SideField(name, type))
        }
        return (fields, parameters.map { $0.type.trimmedDescription })
    }

    /// The label that callers write, or the parameter's own name when there is none.
    private static func fieldName(_ parameter: FunctionParameterSyntax) -> String {
        if parameter.firstName.tokenKind == .wildcard, let name = parameter.secondName {
            return Identifier.name(name)
        }
        return Identifier.name(parameter.firstName)
    }
}

extension TracepointMacro: PeerMacro {
    static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        let tracepoint: Tracepoint
        do {
            tracepoint = try read(node, declaration, in: context)
        } catch let error as DiagnosticsError {
            for diagnostic in error.diagnostics { context.diagnose(diagnostic) }
            return RefusedNamespace.declarations(for: declaration, access: access, in: context)
        }
        MacroProblem.warn(of: tracepoint.description, at: node, in: context)
        return [
            EventNamespace.declaration(
                name: tracepoint.namespace,
                access: access(of: tracepoint.function),
                description: tracepoint.description,
                types: tracepoint.types,
                probe: EventProbe(
                    provider: tracepoint.description.provider,
                    name: tracepoint.description.name,
                    at: node,
                    in: context
                )
            )
        ]
    }

    private static func access(of function: FunctionDeclSyntax) -> EventNamespace.Access {
        for modifier in function.modifiers {
            switch modifier.name.text {
            case "public", "open": return .public
            case "package": return .package
            // A private peer could not be reached from the same file's extensions.
            case "private", "fileprivate": return .fileprivate
            default: continue
            }
        }
        return .internal
    }
}

extension TracepointMacro: BodyMacro {
    static func expansion(
        of node: AttributeSyntax,
        providingBodyFor declaration: some DeclSyntaxProtocol & WithOptionalCodeBlockSyntax,
        in context: some MacroExpansionContext
    ) throws -> [CodeBlockItemSyntax] {
        // The peer reports what is wrong; saying it twice would not help, nor would the compiler's
        // complaint about a missing body or result.
        guard let tracepoint = try? read(node, declaration, in: context) else {
            return ["fatalError()"]
        }
        let arguments = tracepoint.function.signature.parameterClause.parameters.map {
            Identifier.source(Identifier.name($0.secondName ?? $0.firstName))
        }
        return [
            """
            if \(raw: tracepoint.namespace).isEnabled {
                \(raw: tracepoint.namespace).emit(\(raw: arguments.joined(separator: ", ")))
            }
            """
        ]
    }
}
#endif
