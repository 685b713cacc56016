// SPDX-License-Identifier: Apache-2.0

/// One node of an expression's tree.
///
/// The nodes of a tree stand in one array, each after its operands, the root last. So neither a
/// long chain of `||` nor a hostile program makes anything recurse.
package enum FilterNode: Hashable, Sendable {
    /// A number without a point; literals from 2^63 up stand for negative numbers, as in C.
    case integer(Int64)
    /// A number with a point or an exponent.
    case floating(Double)
    /// A text, perhaps with stars.
    case text(FilterText)
    /// What the record or its surroundings say.
    case operand(FilterOperand)
    /// An operator and the index of its operand.
    case unary(UnaryOperator, Int)
    /// An operator and the indices of its operands.
    case binary(BinaryOperator, Int, Int)
}

/// A text of an expression: the bytes that it asks for.
package struct FilterText: Hashable, Sendable {
    /// The byte that stands for any run of bytes; no text contains a NUL, so it is free.
    package static let star: UInt8 = 0

    /// The bytes, with ``star`` where any run of bytes may be, but never two in a row.
    package var bytes: [UInt8] = []

    /// Whether it asks for more than one text.
    package var isPattern: Bool { bytes.contains(Self.star) }

    /// Appends a star unless there is one already.
    mutating func appendStar() {
        if bytes.last != Self.star { bytes.append(Self.star) }
    }
}

/// An operand whose value is known only when an event happens.
package struct FilterOperand: Hashable, Sendable {
    /// Where the value is looked for.
    package enum Root: Hashable, Sendable {
        /// A field of the event, by name.
        case field(String)
        /// `$ctx.name`
        case context(ContextID)
        /// `$app.provider:type`, without `$app.`
        case application(String)
    }

    /// A step into a field.
    package enum Step: Hashable, Sendable {
        /// `.name`
        case member(String)
        /// `[index]`
        case element(UInt32)
    }

    /// Where the value is looked for.
    package var root: Root
    /// The way from there.
    package var steps: [Step] = []
}
