// SPDX-License-Identifier: Apache-2.0

#if Macros
internal import SideDescription
internal import SwiftSyntax

/// Reads the names that `.labels([…])` gives to the values of an integer.
enum FieldLabels {
    /// The labels; nil when there are none or too many.
    static func read(
        _ expression: ExprSyntax,
        bits: UInt16,
        isSigned: Bool,
        field: String
    ) throws -> [SideEnumerationLabel]? {
        guard let dictionary = expression.as(DictionaryExprSyntax.self) else {
            throw MacroProblem.notALiteral("the list of labels").at(expression)
        }
        guard case .elements(let elements) = dictionary.content,
            elements.count <= MacroProblem.maximumLabels
        else { return nil }
        var names: Set<String> = []
        return try elements.map { element in
            let name = try LiteralReader.text(element.key, "a label")
            guard let value = LiteralReader.integer(element.value) else {
                throw MacroProblem.notALiteral("the value of a label").at(element.value)
            }
            guard !name.isEmpty, names.insert(name).inserted,
                range(bits: bits, isSigned: isSigned).contains(value)
            else { throw MacroProblem.badLabel(name, field).at(element) }
            return SideEnumerationLabel(name, value...value)
        }
    }

    /// The values of an integer type that a label can be for: it is written as an `Int64`.
    private static func range(bits: UInt16, isSigned: Bool) -> ClosedRange<Int64> {
        if bits == 64 { return (isSigned ? Int64.min : 0)...Int64.max }
        let count = Int64(1) << bits
        return isSigned ? (-count / 2)...(count / 2 - 1) : 0...(count - 1)
    }
}
#endif
