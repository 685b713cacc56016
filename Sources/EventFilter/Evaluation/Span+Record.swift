// SPDX-License-Identifier: Apache-2.0

/// Reads numbers and texts of a record, and never beyond its end.
extension Span where Element == UInt8 {
    /// A little-endian number; nil when it is not all in the record.
    @inlinable
    @inline(__always)
    func load<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int) -> Number? {
        let size = Number.bitWidth / 8
        guard offset >= 0, offset <= count &- size else { return nil }
        var number: Number = 0
        for index in 0..<size {
            number |= Number(truncatingIfNeeded: self[offset &+ index]) &<< Number(8 &* index)
        }
        return number
    }

    /// A number of at most 64 bits; nil when it is not all in the record.
    ///
    /// Those with a fraction come as the bits of a `Double`.
    @inlinable
    @inline(__always)
    func load(_ form: FieldForm, at offset: Int) -> Int64? {
        switch form {
        case .boolean: load(UInt8.self, at: offset).map { $0 == 0 ? 0 : 1 }
        case .unsigned8: load(UInt8.self, at: offset).map { Int64($0) }
        case .signed8: load(Int8.self, at: offset).map { Int64($0) }
        case .unsigned16: load(UInt16.self, at: offset).map { Int64($0) }
        case .signed16: load(Int16.self, at: offset).map { Int64($0) }
        case .unsigned32: load(UInt32.self, at: offset).map { Int64($0) }
        case .signed32: load(Int32.self, at: offset).map { Int64($0) }
        case .integer64, .binary64: load(Int64.self, at: offset)
        case .binary32:
            load(UInt32.self, at: offset).map {
                Int64(bitPattern: Double(Float(bitPattern: $0)).bitPattern)
            }
        case .unsigned128, .signed128: nil
        }
    }

    /// Where the first zero is, from an offset up to an end; nil when there is none.
    @inlinable
    func firstZero(from start: Int, to end: Int) -> Int? {
        guard start >= 0, end <= count else { return nil }
        var offset = start
        while offset &+ 8 <= end, let word = load(UInt64.self, at: offset) {
            // A byte's top bit stays set only in and above the lowest byte that is 0.
            let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
            if zeros != 0 { return offset &+ zeros.trailingZeroBitCount / 8 }
            offset &+= 8
        }
        while offset < end {
            if self[offset] == 0 { return offset }
            offset &+= 1
        }
        return nil
    }
}
