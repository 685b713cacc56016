// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls
internal import TraceModel

extension FieldDecoder {
    /// Whole bytes of a count or order that has no instruction of its own.
    mutating func decodeBytes(_ step: Instruction, _ bytes: Span<UInt8>) throws(DecodingStop) {
        let bits = UInt64(step.operand)
        let offset = try take(step.alignmentShift, bits)
        let word = load(bytes, offset, as: UInt64.self)
        let raw = step.operation == .bigBytes ? word.byteSwapped &>> (64 &- bits) : word
        push(Self.extended(raw, bits, step.flags))
    }

    /// Up to 64 bits at any place, in any order.
    mutating func decodeBits(_ step: Instruction, _ bytes: Span<UInt8>) throws(DecodingStop) {
        let bits = UInt64(step.operand)
        try require(step.alignmentShift, bits)
        let isBig = step.flags.contains(.bigEndian)
        try checkByteOrder(isBig: isBig)
        let offset = byteOffset
        let shift = position & 7
        let word = load(bytes, offset, as: UInt64.self)
        let ninth = UInt64(load(bytes, offset &+ 8, as: UInt8.self))
        var raw: UInt64
        if isBig {
            raw = word.byteSwapped &<< shift
            if shift > 0 { raw |= ninth &>> (8 &- shift) }
            raw = raw &>> (64 &- bits)
        } else {
            raw = word &>> shift
            if shift > 0 { raw |= ninth &<< (64 &- shift) }
        }
        position &+= bits
        if step.flags.contains(.reversed) {
            raw = Self.reversed(raw, bits)
        }
        push(Self.extended(raw, bits, step.flags))
    }

    /// The lowest bits in the opposite order.
    static func reversed(_ raw: UInt64, _ bits: UInt64) -> UInt64 {
        var from = raw
        var result: UInt64 = 0
        for _ in 0..<bits {
            result = result &<< 1 | from & 1
            from &>>= 1
        }
        return result
    }

    /// The lowest bits as a value: without those above, sign-extended, or 0 or 1.
    @inline(__always)
    static func extended(_ raw: UInt64, _ bits: UInt64, _ flags: Instruction.Flags) -> UInt64 {
        let shift = 64 &- bits
        let high = raw &<< shift
        if flags.contains(.boolean) { return high == 0 ? 0 : 1 }
        if flags.contains(.signed) {
            return UInt64(bitPattern: Int64(bitPattern: high) &>> Int64(shift))
        }
        return high &>> shift
    }

    /// More than 64 bits: the item tells where they are in the window.
    mutating func decodeWideBits(_ step: Instruction) throws(DecodingStop) {
        let bits = UInt64(step.operand)
        try require(step.alignmentShift, bits)
        try checkByteOrder(isBig: step.flags.contains(.bigEndian))
        push(position &- windowStart &* 8)
        position &+= bits
    }

    /// A LEB128 integer of any length; the role step after it wants to know how long it was.
    mutating func decodeVariableLength(
        _ step: Instruction,
        _ bytes: Span<UInt8>
    ) throws(DecodingStop) {
        try align(3)
        let start = byteOffset
        var count = 0
        var raw: UInt64 = 0
        var isWide = false
        let isSigned = step.flags.contains(.signed)
        while true {
            let offset = try take(0, 8)
            let byte = load(bytes, offset, as: UInt8.self)
            let group = UInt64(byte & 0x7F)
            if count < 9 {
                raw |= group &<< UInt64(7 &* count)
            } else if count == 9 {
                raw |= group &<< 63
                isWide = isSigned ? group != 0 && group != 0x7F : group > 1
            } else {
                // Groups that only repeat the sign, or zeros, do not make the number wider.
                let fill: UInt64 = isSigned && raw &>> 63 == 1 ? 0x7F : 0
                isWide = isWide || group != fill
            }
            count += 1
            if byte & 0x80 == 0 { break }
        }
        variableLengthBits = UInt64(count) &* 7
        if isWide {
            guard let byteCount = UInt32(exactly: count) else {
                throw .unsupported("a variable-length integer is longer than 4 GiB")
            }
            value = raw
            push(place: UInt64(start), byteCount: byteCount)
        } else if isSigned && count < 10 {
            push(Self.extended(raw, UInt64(7 &* count), .signed))
        } else {
            push(raw)
        }
    }

    mutating func applyRole(_ step: Instruction) throws(DecodingStop) {
        guard let role = FieldRole(rawValue: UInt8(truncatingIfNeeded: step.operand)) else {
            return
        }
        let bits = step.number == 0 ? variableLengthBits : step.number
        try state.apply(role, value, bits: bits)
        if role == .packetContentLength { contentEnd = min(contentEnd, value) }
    }
}
