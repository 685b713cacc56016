// SPDX-License-Identifier: Apache-2.0

#if Macros
internal import SwiftSyntax
internal import SwiftSyntaxBuilder
internal import SwiftSyntaxMacros

/// `#trace`: a tracepoint's call with arguments that are evaluated only when it is on.
struct TraceMacro: ExpressionMacro {
    static func expansion(
        of node: some FreestandingMacroExpansionSyntax,
        in context: some MacroExpansionContext
    ) throws -> ExprSyntax {
        guard node.arguments.count == 1,
            let call = node.arguments.first?.expression.as(FunctionCallExprSyntax.self),
            call.trailingClosure == nil, let namespace = namespace(call.calledExpression)
        else { throw MacroProblem.notACall.at(node) }
        try EffectFinder.check(call.arguments)
        let arguments = call.arguments.map { $0.expression.trimmedDescription }
        return """
            (\(raw: namespace).isEnabled \
            ? \(raw: namespace).emit(\(raw: arguments.joined(separator: ", "))) : ())
            """
    }

    /// The peer of the called tracepoint, in the same place.
    private static func namespace(_ called: ExprSyntax) -> String? {
        if let name = called.as(DeclReferenceExprSyntax.self) {
            return TracepointMacro.namespace(of: name.baseName)
        }
        guard let member = called.as(MemberAccessExprSyntax.self), let base = member.base else {
            return nil
        }
        // A tracepoint is static, so `self` can only be a type here, and types are members of
        // `Self`.
        let place = base.trimmedDescription == "self" ? "Self" : base.trimmedDescription
        return "\(place).\(TracepointMacro.namespace(of: member.declName.baseName))"
    }
}
#endif
