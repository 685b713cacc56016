// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Decodes fields from a window of a data stream file.
///
/// Positions are in bits from the beginning of the file; the window may begin anywhere in it.
struct FieldDecoder {
    /// The bytes at hand.
    var window: [UInt8] = []
    /// Where in the file the window begins, in bytes.
    var windowStart: UInt64 = 0
    /// Where decoding is.
    var position: UInt64 = 0
    /// Where the packet begins: alignment counts from here.
    var packetStart: UInt64 = 0
    /// Where the packet's content ends.
    var contentEnd: UInt64 = .max
    /// Values that later fields ask for; nil where the field has not been decoded.
    var slots: [Int128?] = []
    /// The order of the last field that ended inside a byte.
    private var lastByteOrder: ByteOrder = .little
    private static let maximumElements: UInt64 = 1 << 20

    /// Makes sure that a number of bits is there and returns the window's index of the first byte.
    private func index(of bits: UInt64) throws(DecodeStop) -> Int {
        let (end, overflow) = position.addingReportingOverflow(bits)
        guard !overflow, end <= contentEnd else { throw .contentEnded }
        let endByte = (end + 7) / 8
        guard endByte <= windowStart + UInt64(window.count) else {
            throw .needsBytes(upTo: endByte)
        }
        return Int(position / 8 - windowStart)
    }

    mutating func align(to alignment: UInt64) throws(DecodeStop) {
        let offset = position - packetStart
        let (raised, overflow) = offset.addingReportingOverflow(alignment - 1)
        let aligned = raised & ~(alignment - 1)
        guard !overflow, aligned <= UInt64.max - packetStart else { throw .contentEnded }
        guard packetStart + aligned <= contentEnd else { throw .contentEnded }
        position = packetStart + aligned
    }

    /// Decodes one field with all that is in it.
    mutating func decode(
        _ node: FieldNode,
        into values: inout FieldValues,
        role: (Role, UInt128, UInt64) throws(DecodeStop) -> Void
    ) throws(DecodeStop) {
        switch node.operation {
        case .bits(let length, let interpretation):
            try decodeBits(node, length, interpretation, &values, role)
        case .variableLength(let isSigned):
            try decodeVariableLength(node, isSigned, &values, role)
        case .string(let count, let encoding):
            try decodeString(node, count, encoding, &values)
        case .blob(let count):
            try align(to: 8)
            let bytes = try byteCount(count)
            let start = try index(of: bytes * 8)
            position += bytes * 8
            values.append(.blob, node, range: start..<(start + Int(bytes)))
        case .structure(let members, let alignment):
            try align(to: alignment)
            values.append(.structure, node)
            for member in members { try decode(member, into: &values, role: role) }
            values.append(.end, node)
        case .array(let count, let element, let alignment):
            try align(to: alignment)
            let elements = try number(of: count)
            guard elements <= Self.maximumElements, elements <= contentEnd - position else {
                throw .malformed("an array of \(elements) elements does not fit the packet")
            }
            values.append(.array, node)
            for _ in 0..<elements { try decode(element, into: &values, role: role) }
            values.append(.end, node)
        case .optional(let wrapped, let slot, let ranges):
            try decodeOptional(node, wrapped, slot, ranges, &values, role)
        case .variant(let options, let slot):
            let selector = try located(slot)
            guard
                let option = options.first(where: { $0.ranges.contains { $0.contains(selector) } })
            else { throw .malformed("the selector \(selector) selects no option of a variant") }
            values.append(.wrapper, node)
            try decode(option.node, into: &values, role: role)
            values.append(.end, node)
        }
    }

    private mutating func decodeOptional(
        _ node: FieldNode,
        _ wrapped: FieldNode,
        _ slot: Int,
        _ ranges: [ClosedRange<Int128>]?,
        _ values: inout FieldValues,
        _ role: (Role, UInt128, UInt64) throws(DecodeStop) -> Void
    ) throws(DecodeStop) {
        let selector = try located(slot)
        let isPresent = ranges?.contains { $0.contains(selector) } ?? (selector != 0)
        guard isPresent else {
            if node.slot >= 0 { slots[node.slot] = nil }
            values.append(.none, node)
            return
        }
        values.append(.wrapper, node)
        try decode(wrapped, into: &values, role: role)
        values.append(.end, node)
    }

    private func located(_ slot: Int) throws(DecodeStop) -> Int128 {
        guard let value = slots[slot] else {
            throw .malformed("a length or selector is asked for before it was decoded")
        }
        return value
    }

    private func number(of count: FieldNode.Count) throws(DecodeStop) -> UInt64 {
        switch count {
        case .terminated: return 0
        case .fixed(let number): return number
        case .slot(let slot):
            guard let number = UInt64(exactly: try located(slot)) else {
                throw .malformed("a length is negative or too large")
            }
            return number
        }
    }

    private func byteCount(_ count: FieldNode.Count) throws(DecodeStop) -> UInt64 {
        let bytes = try number(of: count)
        guard bytes <= UInt64.max / 16 else { throw .contentEnded }
        return bytes
    }
}

extension FieldDecoder {
    private mutating func decodeBits(
        _ node: FieldNode,
        _ length: FixedLength,
        _ interpretation: FieldNode.Interpretation,
        _ values: inout FieldValues,
        _ role: (Role, UInt128, UInt64) throws(DecodeStop) -> Void
    ) throws(DecodeStop) {
        try align(to: length.alignment)
        var raw = try take(length)
        switch interpretation {
        case .signed where length.bits < 128:
            let shift = 128 - length.bits
            raw = UInt128(bitPattern: Int128(bitPattern: raw << shift) >> shift)
        case .boolean:
            raw = raw == 0 ? 0 : 1
        default:
            break
        }
        if node.slot >= 0 { slots[node.slot] = Int128(truncatingIfNeeded: raw) }
        for each in node.roles { try role(each, raw, length.bits) }
        values.append(.number, node, bits: raw)
    }

    /// The bits of a fixed-length field as a number, and the position moved behind them.
    private mutating func take(_ length: FixedLength) throws(DecodeStop) -> UInt128 {
        let start = try index(of: length.bits)
        let isWhole = position % 8 == 0 && length.bits % 8 == 0 && !length.isBitReversed
        if !isWhole, position % 8 != 0, lastByteOrder != length.byteOrder {
            throw .malformed("one byte would hold bits of both byte orders")
        }
        var raw: UInt128 = 0
        if isWhole {
            let count = Int(length.bits / 8)
            if length.byteOrder == .little {
                var narrow: UInt64 = 0
                for place in 0..<min(count, 8) {
                    narrow |= UInt64(window[start + place]) << UInt64(8 * place)
                }
                raw = UInt128(narrow)
                if count > 8 {
                    for place in 8..<count {
                        raw |= UInt128(window[start + place]) << UInt128(8 * place)
                    }
                }
            } else {
                for place in 0..<count { raw = raw << 8 | UInt128(window[start + place]) }
            }
        } else {
            raw = takeBitwise(length, start)
        }
        position += length.bits
        lastByteOrder = length.byteOrder
        return raw
    }

    private func takeBitwise(_ length: FixedLength, _ start: Int) -> UInt128 {
        var raw: UInt128 = 0
        let first = position % 8
        // Element 0 of the bit array is the least significant bit.
        let isFirstToLast = (length.byteOrder == .little) != length.isBitReversed
        for bit in 0..<length.bits {
            let place = first + bit
            let byte = window[start + Int(place / 8)]
            let shift = length.byteOrder == .little ? place % 8 : 7 - place % 8
            let value = UInt128(byte >> UInt8(shift) & 1)
            raw |= value << UInt128(isFirstToLast ? bit : length.bits - 1 - bit)
        }
        return raw
    }

    private mutating func decodeVariableLength(
        _ node: FieldNode,
        _ isSigned: Bool,
        _ values: inout FieldValues,
        _ role: (Role, UInt128, UInt64) throws(DecodeStop) -> Void
    ) throws(DecodeStop) {
        try align(to: 8)
        var raw: UInt128 = 0
        var bits: UInt64 = 0
        while true {
            let byte = window[try index(of: 8)]
            position += 8
            guard bits < 126 else { throw .malformed("a LEB128 number is longer than 126 bits") }
            raw |= UInt128(byte & 0x7F) << UInt128(bits)
            bits += 7
            if byte & 0x80 == 0 { break }
        }
        if isSigned {
            let shift = 128 - bits
            raw = UInt128(bitPattern: Int128(bitPattern: raw << shift) >> shift)
        }
        if node.slot >= 0 { slots[node.slot] = Int128(truncatingIfNeeded: raw) }
        for each in node.roles { try role(each, raw, bits) }
        values.append(.number, node, bits: raw)
    }

    private mutating func decodeString(
        _ node: FieldNode,
        _ count: FieldNode.Count,
        _ encoding: StringEncoding,
        _ values: inout FieldValues
    ) throws(DecodeStop) {
        try align(to: 8)
        let unit = encoding.unitBytes
        if case .terminated = count {
            let start = try index(of: 0)
            var end = start
            while true {
                _ = try index(of: UInt64(end + unit - start) * 8)
                if (0..<unit).allSatisfy({ window[end + $0] == 0 }) { break }
                end += unit
            }
            position += UInt64(end + unit - start) * 8
            values.append(.string, node, range: start..<end)
            return
        }
        let bytes = try byteCount(count)
        let start = try index(of: bytes * 8)
        position += bytes * 8
        var end = start
        while end + unit <= start + Int(bytes),
            !(0..<unit).allSatisfy({ window[end + $0] == 0 })
        { end += unit }
        values.append(.string, node, range: start..<end)
    }
}
