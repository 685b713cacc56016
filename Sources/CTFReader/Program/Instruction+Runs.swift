// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension Instruction {
    /// Whether the step reads whole little-endian bytes without padding before them, and does
    /// nothing else with them.
    var isWholeBytes: Bool {
        guard alignmentShift <= 3, number == 0 else { return false }
        return switch operation {
        case .unsigned8, .unsigned16, .unsigned32, .word64, .signed8, .signed16, .signed32: true
        default: false
        }
    }
}

extension FieldProgramCompiler {
    /// Appends the steps of the members of a structure; neighbours that are whole bytes become a
    /// run, which is checked and aligned as one.
    mutating func compileMembers(_ members: [Int]) throws(CTFError) {
        var index = 0
        while index < members.count {
            var end = index
            while end < members.count, isRunMember(members[end]) { end += 1 }
            guard end - index >= 2 else {
                try compile(members[index])
                index += 1
                continue
            }
            align(8)
            let place = program.steps.count
            append(.run, operand: UInt32(end - index))
            var bits: UInt32 = 0
            for member in members[index..<end] {
                let step = program.steps.count
                try compile(member)
                let length = program.steps[step].operand
                program.steps[step].operand = bits / 8
                bits += length
            }
            program.steps[place].number = UInt64(bits)
            index = end
        }
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
        return slots[index] == nil && [8, 16, 32, 64].contains(layout.lengthBits)
            && layout.alignmentBits <= 8 && layout.hasNaturalBitOrder
            && (layout.byteOrder == .littleEndian || layout.lengthBits == 8)
            && (isAtByte || layout.alignmentBits == 8)
    }
}
