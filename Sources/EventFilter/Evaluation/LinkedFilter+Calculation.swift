// SPDX-License-Identifier: Apache-2.0

extension LinkedFilter {
    /// Does an instruction that needs nothing but registers.
    ///
    /// - Returns: false when the result does not exist.
    @inlinable
    @inline(__always)
    static func calculate(
        _ instruction: FilterInstruction,
        _ registers: inout InlineArray<32, Int64>
    ) -> Bool {
        let destination = Int(instruction.destination & 31)
        let left = registers[Int(instruction.left & 31)]
        let right = registers[Int(instruction.right & 31)]
        switch instruction.operation {
        case .constant:
            registers[destination] = instruction.first
        case .extend:
            put(Int128(registers[destination]), at: destination, &registers)
        case .narrow:
            guard let value = Int64(exactly: wide(destination, &registers)) else { return false }
            registers[destination] = value
        case .compareIntegers:
            let isTrue = IntegerArithmetic.compare(instruction.sign, left, right)
            registers[destination] = isTrue ? 1 : 0
        case .compareFloating:
            let isTrue = IntegerArithmetic.compare(
                instruction.sign,
                floating(left),
                floating(right)
            )
            registers[destination] = isTrue ? 1 : 0
        case .compareWide:
            let isTrue = IntegerArithmetic.compare(
                instruction.sign,
                wide(Int(instruction.left & 31), &registers),
                wide(Int(instruction.right & 31), &registers)
            )
            registers[destination] = isTrue ? 1 : 0
        case .integerArithmetic:
            guard let value = IntegerArithmetic.apply(instruction.sign, left, right) else {
                return false
            }
            registers[destination] = value
        case .floatingArithmetic:
            guard
                let value = FloatingArithmetic.apply(
                    instruction.sign,
                    floating(left),
                    floating(right)
                )
            else { return false }
            registers[destination] = bits(value)
        default:
            registers[destination] = change(instruction.operation, registers[destination])
        }
        return true
    }

    /// What an operation with one operand makes of it.
    @inlinable
    static func change(_ operation: FilterInstruction.Operation, _ value: Int64) -> Int64 {
        switch operation {
        case .integerToFloating: bits(Double(value))
        case .negateInteger: 0 &- value
        case .negateFloating: bits(-floating(value))
        case .complement: ~value
        case .notInteger: value == 0 ? 1 : 0
        case .notFloating: floating(value) == 0 ? 1 : 0
        case .isTrueInteger: value != 0 ? 1 : 0
        case .isTrueFloating: floating(value) != 0 ? 1 : 0
        default: value
        }
    }

    @inlinable
    static func floating(_ bits: Int64) -> Double {
        Double(bitPattern: UInt64(bitPattern: bits))
    }

    @inlinable
    static func bits(_ value: Double) -> Int64 {
        Int64(bitPattern: value.bitPattern)
    }

    /// The 128 bits of two registers; a borrowed array would be copied.
    @inlinable
    @inline(__always)
    static func wide(_ index: Int, _ registers: inout InlineArray<32, Int64>) -> Int128 {
        Int128(registers[(index &+ 1) & 31]) << 64
            | Int128(UInt64(bitPattern: registers[index]))
    }

    @inlinable
    static func put(_ value: Int128, at index: Int, _ registers: inout InlineArray<32, Int64>) {
        registers[index] = Int64(truncatingIfNeeded: value)
        registers[(index &+ 1) & 31] = Int64(truncatingIfNeeded: value >> 64)
    }
}
