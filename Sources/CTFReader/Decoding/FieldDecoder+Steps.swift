// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls
internal import TraceModel

extension FieldDecoder {
    /// Runs a step that is not one of the most frequent ones.
    mutating func runRare(
        _ step: Instruction,
        _ tables: DecodingTables,
        _ bytes: Span<UInt8>,
        _ items: inout OutputSpan<FieldItem>,
        _ next: inout Int
    ) throws(DecodingStop) {
        switch step.operation {
        case .terminatedString: try decodeTerminatedString(step, bytes, &items)
        case .fixedArray, .dynamicArray:
            if try !beginArray(step, &items) { next = Int(step.operand) }
        case .nextElement:
            if nextElement() { next = Int(step.operand) }
        case .optional:
            if try !decodePresence(step, tables, &items) { next = Int(step.operand) }
        case .forget: forget(tables.forgotten[Int(step.operand)], tables)
        case .littleBytes, .bigBytes: try decodeBytes(step, bytes, &items)
        case .bits: try decodeBits(step, bytes, &items)
        case .wideBits: try decodeWideBits(step, &items)
        case .variableLength: try decodeVariableLength(step, bytes, &items)
        case .fixedString: try decodeString(step, step.number, bytes, &items)
        case .dynamicString: try decodeString(step, try slot(step.number), bytes, &items)
        case .fixedBlob: try decodeBlob(step.number, &items)
        case .dynamicBlob: try decodeBlob(try slot(step.number), &items)
        case .checkUUID: try checkUUID(bytes)
        case .again: try applyEffects(step, lastValue, lastBits)
        default: break
        }
    }

    private mutating func forget(_ list: DecodingTables.Entries, _ tables: DecodingTables) {
        for index in Int(list.start)..<Int(list.start + list.count) {
            slots[Int(tables.forgottenSlots[index])] = nil
        }
    }

    /// Keeps a value in a slot and applies its role, as the step's number says.
    @inline(__always)
    mutating func applyEffects(
        _ step: Instruction,
        _ value: UInt64,
        _ bits: UInt64
    ) throws(DecodingStop) {
        lastValue = value
        lastBits = bits
        let effects = Instruction.Effects(step.number)
        if effects.slot >= 0 { slots[effects.slot] = value }
        switch effects.role {
        case nil: break
        case .defaultClockTimestamp?: state.update(value, bits)
        case .eventRecordClassID?: state.eventID = value
        case let role?:
            try state.apply(role, value, bits: bits)
            if role == .packetContentLength { contentEnd = min(contentEnd, value) }
        }
    }
}
