// SPDX-License-Identifier: Apache-2.0

internal import Bytes
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
            if step.flags.contains(.simpleElements) {
                try decodeSimpleArray(step, tables.steps[next], bytes, &items, &next)
            } else if try !beginArray(step, &items) {
                next = Int(step.operand)
            }
        case .nextElement:
            if nextElement() { next = Int(step.operand) }
        case .optional:
            if try !decodePresence(step, tables, &items) { next = Int(step.operand) }
        case .forget: forget(tables.forgotten[Int(step.operand)], tables)
        case .bigBytes: try decodeBytes(step, bytes, &items)
        case .bits: try decodeBits(step, bytes, &items)
        case .wideBits: try decodeWideBits(step, bytes, &items)
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

    /// Decodes an array of whole bytes at once if the window holds it, else begins it as any
    /// other.
    private mutating func decodeSimpleArray(
        _ step: Instruction,
        _ element: Instruction,
        _ bytes: Span<UInt8>,
        _ items: inout OutputSpan<FieldItem>,
        _ next: inout Int
    ) throws(DecodingStop) {
        let count = step.operation == .fixedArray ? step.number : try slot(step.number)
        let (bits, overflow) = count.multipliedReportingOverflow(by: UInt64(element.operand))
        guard !overflow, !isSilent, bits <= limit &- position,
            count < UInt64(items.freeCapacity)
        else {
            if try !beginArray(step, &items) { next = Int(step.operand) }
            return
        }
        try keep(count, &items)
        var offset = byteOffset
        let size = Int(element.operand / 8)
        for _ in 0..<count {
            items.append(FieldItem(loadLittle(element, bytes, offset, 0)))
            offset &+= size
        }
        position &+= bits
        next = Int(step.operand)
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
