// SPDX-License-Identifier: Apache-2.0

#if Macros
internal import SwiftSyntax
internal import SwiftSyntaxMacros

/// Tells whether static data is impossible where a macro is used.
///
/// An extension of a generic type looks like any other, so there the compiler has the last word.
enum GenericContext {
    static func isGeneric(_ context: some MacroExpansionContext) -> Bool {
        context.lexicalContext.contains { isGeneric($0) }
    }

    static func isGeneric(_ node: some SyntaxProtocol) -> Bool {
        if node.is(ProtocolDeclSyntax.self) { return true }
        if let generic = node.asProtocol((any WithGenericParametersSyntax).self),
            generic.genericParameterClause != nil || generic.genericWhereClause != nil
        {
            return true
        }
        if let extended = node.as(ExtensionDeclSyntax.self) {
            return extended.genericWhereClause != nil
        }
        return parameters(of: node)?.tokens(viewMode: .sourceAccurate)
            .contains { $0.tokenKind == .keyword(.some) } ?? false
    }

    /// Parameters may be generic without a clause: `some Collection`.
    private static func parameters(of node: some SyntaxProtocol) -> FunctionParameterClauseSyntax? {
        if let function = node.as(FunctionDeclSyntax.self) {
            return function.signature.parameterClause
        }
        if let initializer = node.as(InitializerDeclSyntax.self) {
            return initializer.signature.parameterClause
        }
        return node.as(SubscriptDeclSyntax.self)?.parameterClause
    }
}
#endif
