// SPDX-License-Identifier: Apache-2.0

#if Macros
internal import SwiftSyntax
internal import SwiftSyntaxBuilder
internal import SwiftSyntaxMacros

/// Writes what the calls of a refused tracepoint find, so that they are not complained of as well.
enum RefusedNamespace {
    static func declarations(
        for declaration: some DeclSyntaxProtocol,
        access: (FunctionDeclSyntax) -> EventNamespace.Access,
        in context: some MacroExpansionContext
    ) -> [DeclSyntax] {
        // A protocol holds no types.
        guard let function = declaration.as(FunctionDeclSyntax.self),
            case .identifier = function.name.tokenKind,
            context.lexicalContext.first?.is(ProtocolDeclSyntax.self) != true
        else { return [] }
        let access = access(function)
        let parameters = function.signature.parameterClause.parameters.enumerated().map {
            let ellipsis = $1.ellipsis?.text ?? ""
            return "_ field\($0): \($1.type.trimmedDescription)\(ellipsis)"
        }
        let generics = function.genericParameterClause?.trimmedDescription ?? ""
        let conditions = function.genericWhereClause.map { "\($0.trimmedDescription) " } ?? ""
        return [
            """
            \(raw: access.modifier)enum \(raw: TracepointMacro.namespace(of: function.name)) {
                \(raw: access.memberModifier)nonisolated static var isEnabled: Bool { false }
                \(raw: access.memberModifier)nonisolated static func emit\(raw: generics)(
                    \(raw: parameters.joined(separator: ", "))
                ) \(raw: conditions){}
            }
            """
        ]
    }
}
#endif
