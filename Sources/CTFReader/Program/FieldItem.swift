// SPDX-License-Identifier: Apache-2.0

/// One decoded value in the flat sequence of a record's values.
///
/// A record has no tree of values: its items follow the field classes in the order of decoding, so
/// a consumer walks the class and takes items as it goes.
///
/// | field class | items |
/// |---|---|
/// | bit array, bit map, integer, float of up to 64 bits | one: the bits, sign-extended if signed |
/// | boolean | one: 0 or 1 |
/// | the same of more than 64 bits | one: the first bit's place in the window |
/// | variable-length integer | one: the value, or with a byte count where its bytes are |
/// | string, BLOB | one: where its bytes are in the window |
/// | structure | those of its members |
/// | array | one with the count of elements, then those of each element |
/// | optional | one: 1 or 0, then those of the content if it is 1 |
/// | variant | one: the index of the option, then those of the option |
public struct FieldItem: BitwiseCopyable, Hashable, Sendable {
    /// The value, a count, an index, or a place in the window in bytes or bits.
    public let bits: UInt64
    /// The bytes of a string, a BLOB or a variable-length integer of more than 64 bits; else 0.
    public let byteCount: UInt32

    /// Makes an item.
    @inline(__always)
    public init(_ bits: UInt64, byteCount: UInt32 = 0) {
        self.bits = bits
        self.byteCount = byteCount
    }

    /// The bytes of a string or BLOB, as a range of the window.
    @inline(__always)
    public var range: Range<Int> {
        let start = Int(truncatingIfNeeded: bits)
        return start..<(start &+ Int(byteCount))
    }
}
