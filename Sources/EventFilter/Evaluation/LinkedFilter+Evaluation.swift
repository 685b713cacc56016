// SPDX-License-Identifier: Apache-2.0

extension LinkedFilter {
    /// How many registers there are.
    ///
    /// The operand that needs more registers is calculated first, so one more is needed only where
    /// both need the same: 19 are enough for the longest program.
    @usableFromInline static let registerCount = 32

    /// Runs the instructions; jumps only go forward, so it ends.
    @inlinable
    func evaluate<Contexts: ContextSource>(_ record: Span<UInt8>, _ contexts: Contexts) -> Bool {
        var registers = InlineArray<32, Int64>(repeating: 0)
        var cursor = LayoutCursor()
        let instructions = instructions.span
        var index = 0
        while index < instructions.count {
            let instruction = instructions[index]
            let destination = Int(instruction.destination & 31)
            index &+= 1
            switch instruction.operation {
            case .fieldInRange:
                guard let value = field(instruction, record, &cursor) else { return false }
                let isInside = instruction.first <= value && value <= instruction.second
                registers[destination] = isInside != instruction.isNegated ? 1 : 0
            case .field:
                guard let value = element(instruction, record, &cursor) else { return false }
                registers[destination] = value
            case .wideField:
                guard let value = wideElement(instruction, record, &cursor) else { return false }
                Self.put(value, at: destination, &registers)
            case .context:
                let id = ContextID(rawValue: UInt16(truncatingIfNeeded: instruction.target))
                guard let value = contexts.integer(id) else { return false }
                registers[destination] = value
            case .compareTexts:
                guard let isEqual = compareTexts(instruction, record, &cursor, contexts) else {
                    return false
                }
                registers[destination] = isEqual != instruction.isNegated ? 1 : 0
            case .jumpIfFalse:
                if registers[destination] == 0 { index = Int(instruction.target) }
            case .jumpIfTrue:
                if registers[destination] != 0 { index = Int(instruction.target) }
            case .finish:
                return registers[destination] != 0
            case .fail:
                return false
            default:
                guard Self.calculate(instruction, &registers) else { return false }
            }
        }
        return false
    }

    /// The field of an instruction, which is no element of an array.
    @inlinable
    @inline(__always)
    func field(
        _ instruction: FilterInstruction,
        _ record: Span<UInt8>,
        _ cursor: inout LayoutCursor
    ) -> Int64? {
        guard let offset = cursor.offset(after: Int(instruction.target), of: steps.span, in: record)
        else { return nil }
        return record.load(instruction.form, at: offset &+ Int(instruction.offset))
    }

    @inlinable
    @inline(__always)
    func element(
        _ instruction: FilterInstruction,
        _ record: Span<UInt8>,
        _ cursor: inout LayoutCursor
    ) -> Int64? {
        guard let offset = elementOffset(instruction, record, &cursor) else { return nil }
        return record.load(instruction.form, at: offset)
    }

    @inlinable
    func wideElement(
        _ instruction: FilterInstruction,
        _ record: Span<UInt8>,
        _ cursor: inout LayoutCursor
    ) -> Int128? {
        guard let offset = elementOffset(instruction, record, &cursor),
            let low = record.load(UInt64.self, at: offset),
            let high = record.load(Int64.self, at: offset &+ 8),
            // An unsigned number this large has no place among the signed ones.
            high >= 0 || instruction.form == .signed128
        else { return nil }
        return Int128(high) << 64 | Int128(low)
    }

    @inlinable
    @inline(__always)
    func elementOffset(
        _ instruction: FilterInstruction,
        _ record: Span<UInt8>,
        _ cursor: inout LayoutCursor
    ) -> Int? {
        guard let start = cursor.offset(after: Int(instruction.target), of: steps.span, in: record)
        else { return nil }
        let offset = start &+ Int(instruction.offset)
        let index = Int(instruction.first)
        if index < 0 { return offset }
        guard let count = record.load(UInt32.self, at: offset), index < Int(count) else {
            return nil
        }
        return offset &+ 4 &+ index &* instruction.form.byteCount
    }
}
