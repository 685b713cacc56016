// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import TraceModel

/// Everything that encoding the records of one data stream class needs.
struct EncodingTables: Sendable {
    /// A range of steps.
    struct Program: BitwiseCopyable, Hashable, Sendable {
        let start: UInt32
        let end: UInt32
    }

    let steps: ConstantArray<EncodingStep>
    let jumps: ConstantArray<UInt32>
    /// The layouts from which numbers of more than 64 bits were decoded.
    let layouts: [BitLayout]
    let slotCount: Int
}

/// Collects the steps of the programs of one data stream class.
struct EncodingTablesBuilder {
    var steps: [EncodingStep] = []
    var jumps: [UInt32] = []
    var layouts: [BitLayout] = []
    var slotCount = 0

    /// Appends a step which tells how many of the last bits belong to no field.
    mutating func appendPadding(after lengthBits: Int) {
        guard lengthBits % 8 != 0 else { return }
        append(.pad, operand: 8 - lengthBits % 8)
    }

    /// Appends a step for a field that begins at a whole byte and may take no bits.
    mutating func appendAlignment() { append(.pad, operand: 0) }

    /// The index of the next step.
    var next: UInt32 { UInt32(steps.count) }

    mutating func append(
        _ operation: EncodingStep.Operation,
        isSigned: Bool = false,
        operand: Int = 0,
        number: UInt64 = 0
    ) {
        steps.append(
            EncodingStep(
                operation: operation,
                isSigned: isSigned,
                operand: UInt32(truncatingIfNeeded: operand),
                number: number
            )
        )
    }

    mutating func appendWide(
        _ operation: EncodingStep.Operation,
        _ layout: BitLayout,
        isSigned: Bool
    ) {
        append(
            operation,
            isSigned: isSigned,
            operand: layout.lengthBits.wholeBytes,
            number: UInt64(layouts.count)
        )
        layouts.append(layout)
    }

    /// Lets the step at an index go on behind what was appended since.
    mutating func close(_ step: UInt32) { steps[Int(step)].operand = next }

    /// What was appended since an index was the next one.
    func program(since start: UInt32) -> EncodingTables.Program {
        EncodingTables.Program(start: start, end: next)
    }

    /// The tables; they stay for the life of the process.
    func tables() -> EncodingTables {
        EncodingTables(
            steps: ConstantArray(steps),
            jumps: ConstantArray(jumps),
            layouts: layouts,
            slotCount: slotCount
        )
    }
}

extension Int {
    /// How many bytes hold so many bits.
    var wholeBytes: Int { self / 8 + (self % 8 == 0 ? 0 : 1) }
}
