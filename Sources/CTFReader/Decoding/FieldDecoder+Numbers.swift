// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls
internal import TraceModel

extension FieldDecoder {
    /// Whole bytes, the most significant one first.
    mutating func decodeBytes(
        _ step: Instruction,
        _ bytes: Span<UInt8>,
        _ items: inout OutputSpan<FieldItem>
    ) throws(DecodingStop) {
        let bits = UInt64(step.operand)
        try require(step.alignmentShift, bits)
        let word = load(bytes, byteOffset, as: UInt64.self)
        position &+= bits
        let raw = word.byteSwapped &>> (64 &- bits)
        try push(Self.extended(raw, bits, step.flags), bits, step, &items)
    }

    /// Up to 64 bits at any place, in any order.
    mutating func decodeBits(
        _ step: Instruction,
        _ bytes: Span<UInt8>,
        _ items: inout OutputSpan<FieldItem>
    ) throws(DecodingStop) {
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
        try push(Self.extended(raw, bits, step.flags), bits, step, &items)
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
    mutating func decodeWideBits(
        _ step: Instruction,
        _ bytes: Span<UInt8>,
        _ items: inout OutputSpan<FieldItem>
    ) throws(DecodingStop) {
        let bits = UInt64(step.operand)
        try require(step.alignmentShift, bits)
        try checkByteOrder(isBig: step.flags.contains(.bigEndian))
        let first = position &- windowStart &* 8
        if !isSilent { try keep(first, &items) }
        position &+= bits
        if step.number != 0 {
            try applyEffects(step, ofWide: Self.narrow(step, bytes, first), bits)
        }
    }

    /// The value of a wide field of bits; nil when it needs more than 64 bits.
    private static func narrow(
        _ step: Instruction,
        _ bytes: Span<UInt8>,
        _ first: UInt64
    ) -> UInt64? {
        let count = UInt64(step.operand)
        // The most significant bit first, so that the first one is the sign.
        let isDescending = step.flags.contains(.bigEndian) != step.flags.contains(.reversed)
        var value: UInt64 = 0
        var fits = true
        for number in 0..<count {
            let place = first &+ (isDescending ? number : count &- 1 &- number)
            let shift = step.flags.contains(.bigEndian) ? 7 &- place & 7 : place & 7
            let byte = bytes[Int(truncatingIfNeeded: place &>> 3)]
            let bit = UInt64(byte &>> UInt8(truncatingIfNeeded: shift) & 1)
            if step.flags.contains(.boolean) {
                value |= bit
            } else if step.flags.contains(.signed) && number == 0 {
                value = 0 &- bit
            } else {
                let shifted = value &<< 1 | bit
                let isLost =
                    step.flags.contains(.signed)
                    ? (shifted ^ value) &>> 63 == 1 : value &>> 63 == 1
                fits = fits && !isLost
                value = shifted
            }
        }
        return fits ? value : nil
    }

    /// Applies the effects of an integer which may need more than 64 bits.
    private mutating func applyEffects(
        _ step: Instruction,
        ofWide value: UInt64?,
        _ bits: UInt64
    ) throws(DecodingStop) {
        if let value { return try applyEffects(step, value, bits) }
        let effects = Instruction.Effects(step.number)
        guard effects.role == nil else {
            throw .unsupported("a header or context field with a role has more than 64 bits")
        }
        // The fields which refer to it find nothing.
        if effects.slot >= 0 { slots[effects.slot] = nil }
    }

    /// A LEB128 integer of any length; the role step after it wants to know how long it was.
    mutating func decodeVariableLength(
        _ step: Instruction,
        _ bytes: Span<UInt8>,
        _ items: inout OutputSpan<FieldItem>
    ) throws(DecodingStop) {
        try align(3)
        let start = byteOffset
        var count = 0
        var raw: UInt64 = 0
        var isWide = false
        let isSigned = step.flags.contains(.signed)
        while true {
            try require(0, 8)
            let byte = load(bytes, byteOffset, as: UInt8.self)
            position &+= 8
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
        if isWide {
            guard let byteCount = UInt32(exactly: count) else {
                throw .unsupported("a variable-length integer is longer than 4 GiB")
            }
            if !isSilent { try keep(UInt64(start), byteCount: byteCount, &items) }
            if step.number != 0 { try applyEffects(step, ofWide: nil, UInt64(7 &* count)) }
        } else {
            let bits = UInt64(7 &* count)
            let value =
                isSigned && count < 10 ? Self.extended(raw, bits, .signed) : raw
            try push(value, bits, step, &items)
        }
    }

    /// Keeps an integer and applies its effects.
    @inline(__always)
    private mutating func push(
        _ value: UInt64,
        _ bits: UInt64,
        _ step: Instruction,
        _ items: inout OutputSpan<FieldItem>
    ) throws(DecodingStop) {
        if !isSilent { try keep(value, &items) }
        if step.number != 0 { try applyEffects(step, value, bits) }
    }
}
