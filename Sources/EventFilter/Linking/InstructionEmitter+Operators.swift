// SPDX-License-Identifier: Apache-2.0

extension InstructionEmitter {
    /// Emits a node that is an operator with its operands.
    mutating func calculate(_ index: Int, _ register: Int) {
        switch tree[index] {
        case .unary(let sign, let operand):
            calculate(sign, operand, register)
        case .binary(let sign, let left, let right):
            if sign.isLogical {
                calculate(logical: sign, left, right, register)
            } else if nodes[left].kind == .text {
                compareTexts(sign, left, right, register)
            } else if let range = fieldRange(sign, left, right) {
                tasks.append(.append(placed(range, register)))
            } else {
                calculate(sign, left, right, register)
            }
        case .integer, .floating, .text, .operand:
            break
        }
    }

    private mutating func calculate(_ sign: UnaryOperator, _ operand: Int, _ register: Int) {
        let isFloating = nodes[operand].kind == .floating
        switch sign {
        case .plus: break
        case .minus:
            let operation = isFloating ? FilterInstruction.Operation.negateFloating : .negateInteger
            tasks.append(.append(change(operation, register)))
        case .not:
            let operation = isFloating ? FilterInstruction.Operation.notFloating : .notInteger
            tasks.append(.append(change(operation, register)))
        case .complement:
            tasks.append(.append(change(.complement, register)))
        }
        let form = isFloating ? Form.floating : .integer
        tasks.append(.evaluate(node: operand, register: register, form))
    }

    /// Asks the right side only when the left does not decide.
    private mutating func calculate(
        logical sign: BinaryOperator,
        _ left: Int,
        _ right: Int,
        _ register: Int
    ) {
        let jump = change(sign == .logicalAnd ? .jumpIfFalse : .jumpIfTrue, register)
        tasks += [
            .closeJump,
            .evaluate(node: right, register: register, .truth),
            .openJump(jump),
            .evaluate(node: left, register: register, .truth),
        ]
    }

    private mutating func compareTexts(
        _ sign: BinaryOperator,
        _ left: Int,
        _ right: Int,
        _ register: Int
    ) {
        guard case .text(let first) = nodes[left].source,
            case .text(let second) = nodes[right].source
        else { return }
        var instruction = change(.compareTexts, register)
        instruction.isNegated = sign == .notEqual
        // The pattern is expected on the right.
        var isPattern = false
        if case .text(let text) = tree[left] { isPattern = text.isPattern }
        instruction.target = isPattern ? second : first
        instruction.offset = isPattern ? first : second
        tasks.append(.append(instruction))
    }

    /// Calculates the operand that needs more registers first.
    private mutating func calculate(
        _ sign: BinaryOperator,
        _ left: Int,
        _ right: Int,
        _ register: Int
    ) {
        let width = FilterLinker.width(sign, nodes[left], nodes[right])
        let isFloating = nodes[left].kind == .floating || nodes[right].kind == .floating
        let form: Form = width == 2 ? .wide : isFloating ? .floating : .integer
        let isLeftFirst = nodes[left].registers >= nodes[right].registers
        let leftRegister = isLeftFirst ? register : register + width
        let rightRegister = isLeftFirst ? register + width : register
        let operation: FilterInstruction.Operation =
            switch (sign.isComparison, form) {
            case (true, .wide): .compareWide
            case (true, .floating): .compareFloating
            case (true, _): .compareIntegers
            case (false, .floating): .floatingArithmetic
            case (false, _): .integerArithmetic
            }
        var instruction = change(operation, register)
        instruction.sign = sign
        instruction.left = UInt8(leftRegister)
        instruction.right = UInt8(rightRegister)
        tasks.append(.append(instruction))
        let operands: [Task] = [
            .evaluate(node: right, register: rightRegister, form),
            .evaluate(node: left, register: leftRegister, form),
        ]
        tasks += isLeftFirst ? operands : operands.reversed()
    }

    /// The comparison of an integer field with a constant as one instruction.
    private func fieldRange(_ sign: BinaryOperator, _ left: Int, _ right: Int) -> FilterInstruction?
    {
        guard sign.isComparison else { return nil }
        if let constant = nodes[left].integerConstant {
            return fieldRange(sign.mirrored, nodes[right], constant)
        }
        return nodes[right].integerConstant.flatMap { fieldRange(sign, nodes[left], $0) }
    }

    func fieldRange(
        _ sign: BinaryOperator,
        _ field: LinkedNode,
        _ constant: Int64
    ) -> FilterInstruction? {
        guard field.kind == .integer, case .field(let location, let form, nil) = field.source
        else { return nil }
        var instruction = FilterInstruction(operation: .fieldInRange)
        instruction.form = form
        instruction.target = Int32(clamping: location.stop)
        instruction.offset = Int32(clamping: location.offset)
        instruction.first = .min
        instruction.second = .max
        switch sign {
        case .equal, .notEqual:
            instruction.first = constant
            instruction.second = constant
            instruction.isNegated = sign == .notEqual
        case .less, .greaterOrEqual:
            instruction.first = constant
            instruction.isNegated = sign == .less
        default:
            instruction.second = constant
            instruction.isNegated = sign == .greater
        }
        return instruction
    }
}
