// SPDX-License-Identifier: Apache-2.0

package import TraceModel

extension FieldProgramCompiler {
    mutating func compile(_ array: ArrayFieldClass, _ index: Int) throws(CTFError) {
        align(tree.nodes[index].fieldClass.alignmentBits)
        let flags: Instruction.Flags = array.element.mayBeEmpty ? [.mayBeEmpty] : []
        let start = program.steps.count
        switch array.length {
        case .fixed(let count): append(.fixedArray, flags: flags, number: count)
        case .field(let location):
            let slot = try slot(of: location, from: index)
            append(.dynamicArray, flags: flags, number: UInt64(slot))
        }
        // The elements after the first begin where one ends, which may be in the middle of a byte:
        // then the element must not rely on where the array begins.
        let before = (isAtByte, program)
        label()
        try compile(tree.nodes[index].children[0])
        if before.0 && !isAtByte {
            program = before.1
            label()
            try compile(tree.nodes[index].children[0])
        }
        let isSimple =
            before.0 && program.steps.count == start + 2 && program.steps[start + 1].isWholeBytes
        if isSimple { program.steps[start].flags.insert(.simpleElements) }
        isAtByte = before.0 && isAtByte
        append(.nextElement, operand: UInt32(start + 1))
        program.steps[start].operand = UInt32(label())
    }

    mutating func compile(_ optional: OptionalFieldClass, _ index: Int) throws(CTFError) {
        forgetSlots(inside: index)
        let slot = try slot(of: optional.selector, from: index)
        let start = program.steps.count
        var flags: Instruction.Flags = []
        if optional.selectorRanges != nil { flags.insert(.hasRanges) }
        append(.optional, flags: flags, number: UInt64(slot))
        if let ranges = optional.selectorRanges {
            let isSigned = isSigned(optional.selector, from: index)
            let number = program.add(ranges, isSigned: isSigned)
            program.steps[start].number |= UInt64(number) << 32
        }
        let before = isAtByte
        try compile(tree.nodes[index].children[0])
        isAtByte = before && isAtByte
        program.steps[start].operand = UInt32(label())
    }

    mutating func compile(_ variant: VariantFieldClass, _ index: Int) throws(CTFError) {
        forgetSlots(inside: index)
        let slot = try slot(of: variant.selector, from: index)
        let table = program.reserveVariant()
        var entries: [DecodingTables.Option] = []
        append(.variant, operand: UInt32(table), number: UInt64(slot))
        let before = isAtByte
        var after = true
        var jumps: [Int] = []
        for (number, option) in variant.options.enumerated() {
            isAtByte = before
            label()
            for range in option.ranges.ranges {
                entries.append(
                    DecodingTables.Option(
                        lower: range.lower,
                        upper: range.upper,
                        option: UInt32(number),
                        step: UInt32(program.steps.count)
                    )
                )
            }
            try compile(tree.nodes[index].children[number])
            after = after && isAtByte
            jumps.append(program.steps.count)
            append(.jump)
        }
        isAtByte = after
        let end = label()
        for jump in jumps { program.steps[jump].operand = UInt32(end) }
        let isSigned = isSigned(variant.selector, from: index)
        program.set(table, entries, isSigned: isSigned)
    }

    /// A value decoded for an earlier record must not select anything in this one.
    private mutating func forgetSlots(inside index: Int) {
        let inside = (index + 1..<tree.nodes[index].end).compactMap { slots[$0] }
        guard !inside.isEmpty else { return }
        append(.forget, operand: UInt32(program.add(forgotten: inside)))
    }

    /// The slot that the field at a location is kept in.
    func slot(of location: FieldLocation, from index: Int) throws(CTFError) -> UInt32 {
        guard let first = try targets(of: location, from: index).first, let slot = slots[first]
        else { throw Self.unresolved("it leads nowhere") }
        return slot
    }

    /// The nodes that a location may lead to.
    func targets(of location: FieldLocation, from index: Int) throws(CTFError) -> [Int] {
        do throws(FieldTree.LocationProblem) {
            return try tree.targets(of: location, from: index)
        } catch {
            throw Self.unresolved("\(error)")
        }
    }

    private func isSigned(_ location: FieldLocation, from index: Int) -> Bool {
        guard let target = try? tree.targets(of: location, from: index).first else { return false }
        return switch tree.nodes[target].fieldClass {
        case .integer(let integer): integer.isSigned
        case .variableLengthInteger(let integer): integer.isSigned
        default: false
        }
    }

    static func unresolved(_ reason: String) -> CTFError {
        CTFError(
            .metadata,
            path: "",
            place: "",
            problem: "the location of a length or selector field \(reason)",
            remedy: "Correct the metadata in the program which wrote it"
        )
    }
}

extension FieldClass {
    /// Whether a field of this class may take no bits at all.
    var mayBeEmpty: Bool {
        switch self {
        case .structure(let structure):
            structure.members.allSatisfy { $0.fieldClass.mayBeEmpty }
        case .array(let array):
            switch array.length {
            case .fixed(let count): count == 0 || array.element.mayBeEmpty
            case .field: true
            }
        case .string(let string): string.lengthBytes != nil
        case .blob: true
        case .optional: true
        case .variant(let variant): variant.options.contains { $0.fieldClass.mayBeEmpty }
        default: false
        }
    }

    /// The locations of all lengths and selectors in the class.
    package func forEachLocation(_ body: (FieldLocation) -> Void) {
        switch self {
        case .string(let string):
            if case .field(let location) = string.lengthBytes { body(location) }
        case .blob(let blob):
            if case .field(let location) = blob.lengthBytes { body(location) }
        case .structure(let structure):
            for member in structure.members { member.fieldClass.forEachLocation(body) }
        case .array(let array):
            if case .field(let location) = array.length { body(location) }
            array.element.forEachLocation(body)
        case .optional(let optional):
            body(optional.selector)
            optional.content.forEachLocation(body)
        case .variant(let variant):
            body(variant.selector)
            for option in variant.options { option.fieldClass.forEachLocation(body) }
        default: break
        }
    }

    /// The location of the length or selector of a field of this class itself.
    var location: FieldLocation? {
        switch self {
        case .string(let string):
            if case .field(let location) = string.lengthBytes { location } else { nil }
        case .blob(let blob):
            if case .field(let location) = blob.lengthBytes { location } else { nil }
        case .array(let array):
            if case .field(let location) = array.length { location } else { nil }
        case .optional(let optional): optional.selector
        case .variant(let variant): variant.selector
        default: nil
        }
    }
}
