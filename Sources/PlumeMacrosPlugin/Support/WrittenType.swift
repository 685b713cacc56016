// SPDX-License-Identifier: Apache-2.0

#if Macros
internal import SwiftSyntax
internal import SwiftSyntaxBuilder

/// The type that an expression names in its own text: `x as T`, `T(x)`, or a literal's.
enum WrittenType {
    static func of(_ expression: ExprSyntax) -> TypeSyntax? {
        if let cast = expression.as(AsExprSyntax.self) {
            // `as?` makes an optional of the type, which is better written out.
            return cast.questionOrExclamationMark?.tokenKind == .postfixQuestionMark
                ? nil : cast.type
        }
        if let sequence = expression.as(SequenceExprSyntax.self) {
            return ofSequence(sequence.elements)
        }
        if let tuple = expression.as(TupleExprSyntax.self), tuple.elements.count == 1 {
            return tuple.elements.first.flatMap { of($0.expression) }
        }
        if let prefix = expression.as(PrefixOperatorExprSyntax.self) {
            return ofNumber(prefix.expression)
        }
        if let call = expression.as(FunctionCallExprSyntax.self) { return ofCall(call) }
        if expression.is(StringLiteralExprSyntax.self) { return "String" }
        if expression.is(BooleanLiteralExprSyntax.self) { return "Bool" }
        return ofNumber(expression)
    }

    /// Where operators are not folded yet, `x as T` is a sequence that ends so.
    private static func ofSequence(_ elements: ExprListSyntax) -> TypeSyntax? {
        guard let cast = elements.dropLast().last?.as(UnresolvedAsExprSyntax.self),
            cast.questionOrExclamationMark?.tokenKind != .postfixQuestionMark
        else { return nil }
        return elements.last?.as(TypeExprSyntax.self)?.type
    }

    /// A conversion such as `UInt64(x)` or `[UInt8](x)`; what any other call returns is not seen.
    private static func ofCall(_ call: FunctionCallExprSyntax) -> TypeSyntax? {
        // This conversion gives an optional.
        if call.arguments.first?.label?.text == "exactly" { return nil }
        let type: TypeSyntax = "\(raw: call.calledExpression.trimmedDescription)"
        return FieldTypeReader.sideType(type) == nil ? nil : type
    }

    private static func ofNumber(_ expression: ExprSyntax) -> TypeSyntax? {
        if expression.is(IntegerLiteralExprSyntax.self) { return "Int" }
        return expression.is(FloatLiteralExprSyntax.self) ? "Double" : nil
    }
}
#endif
