// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// What the compiler knows about the last steps, so that whole bytes in a row become one run.
struct OpenRun {
    /// Steps from here on are reached only from the step before them.
    var fence = 0
    /// The last step, if it is whole bytes that could begin a run.
    var single: Int?
    /// The run that the last step belongs to.
    var run: Int?
}

extension Instruction {
    /// Whether the step reads whole little-endian bytes without padding before them, and does
    /// nothing else with them.
    var isWholeBytes: Bool {
        operation == .little && operand % 8 == 0 && alignmentShift <= 3 && number == 0
    }
}

extension FieldProgramCompiler {
    /// Marks the place of the next step as one where others go to.
    ///
    /// - Returns: the index of the next step.
    @discardableResult
    mutating func label() -> Int {
        openRun = OpenRun(fence: program.steps.count)
        return program.steps.count
    }

    /// Appends the steps of the members of a structure.
    ///
    /// Whole bytes in a row, those of a structure before among them, become a run, which is checked
    /// and aligned as one.
    mutating func compileMembers(_ members: [Int]) throws(CTFError) {
        for member in members {
            guard isRunMember(member) else {
                try compile(member)
                continue
            }
            let step = program.steps.count
            try compile(member)
            let bits = program.steps[step].operand
            if let run = openRun.run, run + 1 + Int(program.steps[run].operand) == step {
                extend(run, bits)
            } else if openRun.single == step - 1 {
                extend(beginRun(at: step - 1), bits)
            } else {
                openRun.single = step
            }
        }
    }

    /// Makes a step the first one of a run.
    ///
    /// - Returns: the place of the run.
    private mutating func beginRun(at step: Int) -> Int {
        let first = program.steps[step]
        var place = step
        var shift = first.alignmentShift
        if step > openRun.fence, program.steps[step - 1].operation == .align {
            // The run aligns the position itself.
            place = step - 1
            shift = max(shift, program.steps[place].alignmentShift)
            program.steps.remove(at: place)
        }
        program.steps.insert(
            Instruction(
                operation: .run,
                alignmentShift: shift,
                operand: 1,
                number: UInt64(first.operand)
            ),
            at: place
        )
        program.steps[place + 1].operand = 0
        openRun.run = place
        openRun.single = nil
        return place
    }

    /// Adds the last step to a run.
    private mutating func extend(_ run: Int, _ bits: UInt32) {
        let last = program.steps.count - 1
        program.steps[last].operand = UInt32(program.steps[run].number / 8)
        program.steps[run].operand += 1
        program.steps[run].number += UInt64(bits)
    }

    /// Whether a field is whole little-endian bytes wherever a byte begins, and nothing but kept.
    private func isRunMember(_ index: Int) -> Bool {
        let node = tree.nodes[index]
        let layout: BitLayout
        switch node.fieldClass {
        case .integer(let integer):
            guard
                !integer.roles.contains(where: {
                    $0.isEffective(in: node.scope, format: rules.format)
                })
            else { return false }
            layout = integer.layout
        case .floatingPoint(let number): layout = number.layout
        case .bitArray(let bits): layout = bits.layout
        default: return false
        }
        return slots[index] == nil && layout.lengthBits % 8 == 0 && layout.lengthBits <= 64
            && layout.alignmentBits <= 8 && layout.hasNaturalBitOrder
            && (layout.byteOrder == .littleEndian || layout.lengthBits == 8)
            && (isAtByte || layout.alignmentBits == 8)
    }
}
