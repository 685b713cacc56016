// SPDX-License-Identifier: Apache-2.0

/// A value that an operand of a filter has in a record.
package enum FilterValue: Hashable, Sendable {
    /// An integer; booleans and enumerations are integers, too.
    case integer(Int128)
    /// A number with a fraction.
    case floating(Double)
    /// A text, up to its first NUL.
    case text([UInt8])
}

/// What a filter says of records that are values already, as those of traces are.
///
/// Programs evaluate a filter on the bytes of their own records; ``LinkedFilter`` does that.
package struct FilterMeaning: Sendable {
    /// What each node of the tree is; nil for what is missing.
    private enum Value {
        case known(FilterValue)
        /// A text of the expression with stars.
        case pattern([UInt8])
    }

    private let nodes: [FilterNode]

    /// The operands of the expression, with their nodes.
    package let operands: [(node: Int, operand: FilterOperand)]

    /// Takes the tree of a program.
    package init(_ program: FilterProgram) {
        nodes = program.nodes
        operands = program.nodes.enumerated().compactMap { index, node in
            if case .operand(let operand) = node { return (index, operand) }
            return nil
        }
    }

    /// Whether a record matches.
    ///
    /// Each node stands after its operands, so that nothing recurses; and looking at what a left
    /// side has decided already changes nothing.
    ///
    /// - Parameter value: the value of the operand at a node; nil when it is missing.
    /// - Returns: false also when something that matters is missing.
    package func matches(_ value: (_ node: Int) -> FilterValue?) -> Bool {
        var values: [Value?] = []
        values.reserveCapacity(nodes.count)
        for (index, node) in nodes.enumerated() {
            switch node {
            case .integer(let number): values.append(.known(.integer(Int128(number))))
            case .floating(let number): values.append(.known(.floating(number)))
            case .text(let text):
                values.append(text.isPattern ? .pattern(text.bytes) : .known(.text(text.bytes)))
            case .operand: values.append(value(index).map { .known($0) })
            case .unary(let sign, let operand): values.append(Self.apply(sign, values[operand]))
            case .binary(let sign, let left, let right):
                values.append(Self.apply(sign, values[left], values[right]))
            }
        }
        return Self.truth(values.last ?? nil) ?? false
    }

    private static func narrow(_ value: Int128) -> Int64? { Int64(exactly: value) }

    private static func truth(_ value: Value?) -> Bool? {
        switch value {
        case .known(.integer(let number)): narrow(number).map { $0 != 0 }
        case .known(.floating(let number)): number != 0
        default: nil
        }
    }

    private static func boolean(_ value: Bool) -> Value { .known(.integer(value ? 1 : 0)) }

    private static func integer(_ value: Int64?) -> Value? {
        value.map { .known(.integer(Int128($0))) }
    }

    private static func apply(_ sign: UnaryOperator, _ operand: Value?) -> Value? {
        switch (sign, operand) {
        case (.not, _): truth(operand).map { boolean(!$0) }
        case (.plus, .known(.floating)): operand
        case (.minus, .known(.floating(let number))): .known(.floating(-number))
        case (.plus, .known(.integer(let number))): integer(narrow(number))
        case (.minus, .known(.integer(let number))): integer(narrow(number).map { 0 &- $0 })
        case (.complement, .known(.integer(let number))): integer(narrow(number).map { ~$0 })
        default: nil
        }
    }

    private static func apply(_ sign: BinaryOperator, _ left: Value?, _ right: Value?) -> Value? {
        switch sign {
        case .logicalAnd:
            guard let first = truth(left) else { return nil }
            return first ? truth(right).map { boolean($0) } : boolean(false)
        case .logicalOr:
            guard let first = truth(left) else { return nil }
            return first ? boolean(true) : truth(right).map { boolean($0) }
        default: break
        }
        switch (left, right) {
        case (.known(.text(let first)), .known(.text(let second))):
            return equality(sign, first == second)
        case (.known(.text(let text)), .pattern(let pattern)),
            (.pattern(let pattern), .known(.text(let text))):
            return equality(sign, TextMatcher.matches(text.span, pattern.span))
        case (.known(.integer(let first)), .known(.integer(let second))):
            if sign.isComparison { return boolean(IntegerArithmetic.compare(sign, first, second)) }
            guard let first = narrow(first), let second = narrow(second) else { return nil }
            return integer(IntegerArithmetic.apply(sign, first, second))
        case (.known(.floating(let first)), .known(.floating(let second))):
            return calculate(sign, first, second)
        case (.known(.floating(let first)), .known(.integer(let second))):
            return narrow(second).flatMap { calculate(sign, first, Double($0)) }
        case (.known(.integer(let first)), .known(.floating(let second))):
            return narrow(first).flatMap { calculate(sign, Double($0), second) }
        default: return nil
        }
    }

    private static func equality(_ sign: BinaryOperator, _ isEqual: Bool) -> Value? {
        sign.isEquality ? boolean(isEqual == (sign == .equal)) : nil
    }

    private static func calculate(
        _ sign: BinaryOperator,
        _ left: Double,
        _ right: Double
    ) -> Value? {
        if sign.isComparison { return boolean(IntegerArithmetic.compare(sign, left, right)) }
        return FloatingArithmetic.apply(sign, left, right).map { .known(.floating($0)) }
    }
}
