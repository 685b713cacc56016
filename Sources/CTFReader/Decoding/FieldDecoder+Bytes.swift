// SPDX-License-Identifier: Apache-2.0

internal import Bytes

extension FieldDecoder {
    mutating func decodeTerminatedString(
        _ step: Instruction,
        _ bytes: Span<UInt8>,
        _ items: inout OutputSpan<FieldItem>
    ) throws(DecodingStop) {
        try align(3)
        let start = byteOffset
        let unit = Int(step.operand)
        let end = Self.zeroUnit(bytes, start, bytes.count, unit)
        let length = UInt64(end &- start &+ unit) &* 8
        guard position &+ length <= limit else { throw ended(position) }
        position &+= length
        try pushBytes(start, end &- start, &items)
    }

    /// The offset of the first zero code unit, or where no whole one follows.
    private static func zeroUnit(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ unit: Int) -> Int
    {
        var offset = start
        while offset &+ unit <= end {
            let isZero =
                unit == 2
                ? (bytes.load(at: offset, as: UInt16.self) ?? 0) == 0
                : (bytes.load(at: offset, as: UInt32.self) ?? 0) == 0
            if isZero { return offset }
            offset &+= unit
        }
        return offset
    }

    mutating func decodeString(
        _ step: Instruction,
        _ byteCount: UInt64,
        _ bytes: Span<UInt8>,
        _ items: inout OutputSpan<FieldItem>
    ) throws(DecodingStop) {
        let (bits, overflow) = byteCount.multipliedReportingOverflow(by: 8)
        guard !overflow else { throw .contentEnded }
        try require(3, bits)
        let start = byteOffset
        let end = start &+ Int(truncatingIfNeeded: byteCount)
        let unit = Int(step.operand)
        var textEnd = end
        if unit == 1 {
            if let zero = bytes.firstZero(from: start), zero < end { textEnd = zero }
        } else {
            textEnd = Self.zeroUnit(bytes, start, end, unit)
            guard textEnd == end || textEnd &+ unit <= end else {
                throw .malformed("a string ends in the middle of a code unit")
            }
        }
        position &+= bits
        try pushBytes(start, textEnd &- start, &items)
    }

    mutating func decodeBlob(
        _ byteCount: UInt64,
        _ items: inout OutputSpan<FieldItem>
    ) throws(DecodingStop) {
        let (bits, overflow) = byteCount.multipliedReportingOverflow(by: 8)
        guard !overflow else { throw .contentEnded }
        try require(3, bits)
        let start = byteOffset
        position &+= bits
        try pushBytes(start, Int(truncatingIfNeeded: byteCount), &items)
    }

    private mutating func pushBytes(
        _ start: Int,
        _ count: Int,
        _ items: inout OutputSpan<FieldItem>
    ) throws(DecodingStop) {
        lastBytes = start
        try keepBytes(start, count, &items)
    }

    func checkUUID(_ bytes: Span<UInt8>) throws(DecodingStop) {
        guard !uuid.isEmpty else { return }
        for (index, byte) in uuid.enumerated()
        where load(bytes, lastBytes &+ index, as: UInt8.self) != byte {
            throw .malformed("the packet belongs to another metadata stream, because UUIDs differ")
        }
    }
}
