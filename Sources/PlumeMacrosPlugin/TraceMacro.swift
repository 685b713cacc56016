// SPDX-License-Identifier: Apache-2.0

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
            (unsafe EventEmission.isEnabled(&\(raw: namespace).state) \
            ? \(raw: namespace).emit(\(raw: arguments.joined(separator: ", "))) : ())
            """
    }

    /// The peer of the called tracepoint, in the same place.
    private static func namespace(_ called: ExprSyntax) -> String? {
        if let name = called.as(DeclReferenceExprSyntax.self) {
            return TracepointMacro.prefix + name.baseName.text
        }
        guard let member = called.as(MemberAccessExprSyntax.self), let base = member.base else {
            return nil
        }
        return
            "\(base.trimmedDescription).\(TracepointMacro.prefix)\(member.declName.baseName.text)"
    }
}

/// Looks for `try` and `await` where the code may not run at all.
final class EffectFinder: SyntaxVisitor {
    private var found: TokenSyntax?

    static func check(_ node: some SyntaxProtocol) throws {
        let finder = EffectFinder(viewMode: .sourceAccurate)
        finder.walk(node)
        if let found = finder.found {
            throw MacroProblem.effectInArguments(found.text).at(found)
        }
    }

    override func visit(_ node: TryExprSyntax) -> SyntaxVisitorContinueKind {
        found = found ?? node.tryKeyword
        return .skipChildren
    }

    override func visit(_ node: AwaitExprSyntax) -> SyntaxVisitorContinueKind {
        found = found ?? node.awaitKeyword
        return .skipChildren
    }
}
