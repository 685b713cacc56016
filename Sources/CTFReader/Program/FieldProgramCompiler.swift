// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Turns field classes into the steps of a decoding program.
struct FieldProgramCompiler {
    let tree: FieldTree
    let rules: CompilationRules
    /// The slots of the nodes which lengths and selectors refer to.
    let slots: [Int: UInt32]
    /// Receives the steps and tables.
    var program: DecodingTablesBuilder
    /// Whether the position is known to be a whole byte at this step.
    var isAtByte = false
    /// The whole bytes that the next field may follow.
    var openRun = OpenRun()

    /// Appends the steps of a node and of all nodes inside it.
    mutating func compile(_ index: Int) throws(CTFError) {
        let node = tree.nodes[index]
        switch node.fieldClass {
        case .bitArray(let bits): compile(bits.layout, [], index)
        case .bitMap(let map): compile(map.layout, [], index)
        case .boolean(let boolean): compile(boolean.layout, [.boolean], index)
        case .floatingPoint(let number): compile(number.layout, [], index)
        case .integer(let integer):
            compile(
                integer.layout,
                integer.isSigned ? [.signed] : [],
                index,
                roles: integer.roles
            )
        case .variableLengthInteger(let integer):
            isAtByte = true
            append(.variableLength, shift: 3, flags: integer.isSigned ? [.signed] : [])
            setEffects(index, integer.roles)
        case .string(let string): try compile(string, index)
        case .blob(let blob): try compile(blob, index)
        case .structure(let structure): try compile(structure, index)
        case .array(let array): try compile(array, index)
        case .optional(let optional): try compile(optional, index)
        case .variant(let variant): try compile(variant, index)
        }
    }

    mutating func append(
        _ operation: Instruction.Operation,
        shift: UInt8 = 0,
        flags: Instruction.Flags = [],
        operand: UInt32 = 0,
        number: UInt64 = 0
    ) {
        program.steps.append(
            Instruction(
                operation: operation,
                alignmentShift: shift,
                flags: flags,
                unusedBits: operation.isLittle ? UInt8(64 - operand) : 0,
                operand: operand,
                number: number
            )
        )
    }

    private mutating func compile(
        _ layout: BitLayout,
        _ given: Instruction.Flags,
        _ index: Int,
        roles: [FieldRole] = []
    ) {
        let shift = UInt8(layout.alignmentBits.trailingZeroBitCount)
        if shift >= 3 { isAtByte = true }
        var flags = given
        if layout.byteOrder == .bigEndian { flags.insert(.bigEndian) }
        if !layout.hasNaturalBitOrder { flags.insert(.reversed) }
        let isWhole = isAtByte && layout.lengthBits % 8 == 0 && layout.hasNaturalBitOrder
        isAtByte = isAtByte && layout.lengthBits % 8 == 0
        let operation: Instruction.Operation
        if layout.lengthBits > 64 {
            operation = .wideBits
        } else if isWhole {
            // One byte has no byte order, and the rule about mixed orders does not concern it.
            let isBig = layout.byteOrder == .bigEndian && layout.lengthBits > 8
            operation = isBig ? .bigBytes : .little
        } else if rules.isLittleEndianOnly && layout.lengthBits <= 56
            && layout.hasNaturalBitOrder
        {
            operation = .little
        } else {
            operation = .bits
        }
        append(
            operation == .little && flags.contains(.boolean) ? .littleBoolean : operation,
            shift: shift,
            flags: flags,
            operand: UInt32(layout.lengthBits)
        )
        setEffects(index, roles)
    }

    /// Says what else the last step does with its value; further roles are steps of their own.
    private mutating func setEffects(_ index: Int, _ roles: [FieldRole]) {
        let scope = tree.nodes[index].scope
        let effective = roles.filter { $0.isEffective(in: scope, format: rules.format) }
        let last = program.steps.count - 1
        program.steps[last].number = Instruction.Effects.number(
            slot: slots[index],
            role: effective.first
        )
        for role in effective.dropFirst() {
            append(
                .again,
                operand: program.steps[last].operand,
                number: Instruction.Effects.number(slot: nil, role: role)
            )
        }
    }

    private mutating func compile(
        _ string: StringFieldClass,
        _ index: Int
    ) throws(CTFError) {
        let unit = UInt32(string.encoding.unitBytes)
        isAtByte = true
        switch string.lengthBytes {
        case nil where unit == 1: append(.terminatedBytes, shift: 3)
        case nil: append(.terminatedString, shift: 3, operand: unit)
        case .fixed(let bytes):
            append(.fixedString, shift: 3, operand: unit, number: bytes)
        case .field(let location):
            let slot = try slot(of: location, from: index)
            append(.dynamicString, shift: 3, operand: unit, number: UInt64(slot))
        }
    }

    private mutating func compile(_ blob: BLOBFieldClass, _ index: Int) throws(CTFError) {
        isAtByte = true
        switch blob.lengthBytes {
        case .fixed(let bytes): append(.fixedBlob, shift: 3, number: bytes)
        case .field(let location):
            append(.dynamicBlob, shift: 3, number: UInt64(try slot(of: location, from: index)))
        }
        let scope = tree.nodes[index].scope
        let role = FieldRole.metadataStreamUUID
        if blob.roles.contains(role) && role.isEffective(in: scope) { append(.checkUUID) }
    }

    private mutating func compile(
        _ structure: StructureFieldClass,
        _ index: Int
    ) throws(CTFError) {
        align(tree.nodes[index].fieldClass.alignmentBits)
        try compileMembers(tree.nodes[index].children)
    }

    mutating func align(_ alignmentBits: Int) {
        // A byte that is known to begin here needs no step.
        guard alignmentBits > 1, alignmentBits > 8 || !isAtByte else { return }
        if alignmentBits >= 8 { isAtByte = true }
        append(.align, shift: UInt8(alignmentBits.trailingZeroBitCount))
    }
}
