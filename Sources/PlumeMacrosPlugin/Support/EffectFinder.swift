// SPDX-License-Identifier: Apache-2.0

#if Macros
internal import SwiftSyntax

/// Looks for `try` and `await` where the code may not run at all.
///
/// What a closure does inside is its own affair, and `try?` and `try!` have no effect outside.
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
        if node.questionOrExclamationMark != nil { return .visitChildren }
        found = found ?? node.tryKeyword
        return .skipChildren
    }

    override func visit(_ node: AwaitExprSyntax) -> SyntaxVisitorContinueKind {
        found = found ?? node.awaitKeyword
        return .skipChildren
    }

    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
#endif
