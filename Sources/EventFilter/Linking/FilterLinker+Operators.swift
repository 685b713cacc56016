// SPDX-License-Identifier: Apache-2.0

extension FilterLinker {
    /// What an operator makes of its operand; constants are calculated at once.
    static func linked(_ sign: UnaryOperator, _ operand: LinkedNode) -> LinkedNode {
        if operand.kind == .missing || operand.kind == .text { return .missing }
        if sign.needsInteger && operand.kind == .floating { return .missing }
        if let value = operand.integerConstant {
            switch sign {
            case .plus: return .integer(value)
            case .minus: return .integer(0 &- value)
            case .not: return .truth(value == 0)
            case .complement: return .integer(~value)
            }
        }
        if let value = operand.floatingConstant {
            switch sign {
            case .minus: return .floating(-value)
            case .not: return .truth(value == 0)
            case .plus, .complement: return .floating(value)
            }
        }
        let isFloating = operand.kind == .floating && sign != .not
        return LinkedNode(
            kind: isFloating ? .floating : .integer,
            isTruth: sign == .not,
            registers: operand.registers
        )
    }

    /// What an operator makes of its operands; constants are calculated at once.
    static func linked(
        _ sign: BinaryOperator,
        _ left: LinkedNode,
        _ right: LinkedNode
    ) -> LinkedNode {
        if sign.isLogical {
            // What is missing on one side matters only when that side is asked.
            let registers = max(left.registers, right.registers)
            return LinkedNode(kind: .integer, isTruth: true, registers: registers)
        }
        if left.kind == .missing || right.kind == .missing { return .missing }
        if left.kind == .text || right.kind == .text {
            let isComparison = sign.isEquality && left.kind == right.kind
            return isComparison ? LinkedNode(kind: .integer, isTruth: true) : .missing
        }
        let isFloating = left.kind == .floating || right.kind == .floating
        if isFloating && sign.needsIntegers { return .missing }
        if let left = left.integerConstant, let right = right.integerConstant {
            return folded(sign, left, right)
        }
        if let left = left.floatingConstant, let right = right.floatingConstant {
            return folded(sign, left, right)
        }
        let width = Self.width(sign, left, right)
        let least = max(min(left.registers, right.registers), width)
        let most = max(left.registers, right.registers, width)
        let registers = max(most, least + width)
        if registers > LinkedFilter.registerCount { return .missing }
        return LinkedNode(
            kind: isFloating && !sign.isComparison ? .floating : .integer,
            isTruth: sign.isComparison,
            registers: registers
        )
    }

    /// How many registers each operand takes: two when integers of 128 bits are compared.
    static func width(_ sign: BinaryOperator, _ left: LinkedNode, _ right: LinkedNode) -> Int {
        let isWide = left.kind == .wide || right.kind == .wide
        let isFloating = left.kind == .floating || right.kind == .floating
        return sign.isComparison && isWide && !isFloating ? 2 : 1
    }

    private static func folded(_ sign: BinaryOperator, _ left: Int64, _ right: Int64) -> LinkedNode
    {
        if sign.isComparison { return .truth(IntegerArithmetic.compare(sign, left, right)) }
        return IntegerArithmetic.apply(sign, left, right).map { .integer($0) } ?? .missing
    }

    private static func folded(
        _ sign: BinaryOperator,
        _ left: Double,
        _ right: Double
    ) -> LinkedNode {
        if sign.isComparison { return .truth(IntegerArithmetic.compare(sign, left, right)) }
        return FloatingArithmetic.apply(sign, left, right).map { .floating($0) } ?? .missing
    }
}
