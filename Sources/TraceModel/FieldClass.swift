// SPDX-License-Identifier: Apache-2.0

/// The class of a field: how it is laid out and what it means.
///
/// It is a tree. The cases cover the field classes of CTF 2; those of CTF 1.8 are expressed by
/// them.
public enum FieldClass: Hashable, Sendable {
    /// A fixed count of bits without a meaning of their own.
    case bitArray(BitArrayFieldClass)
    /// A fixed count of bits with named flags.
    case bitMap(BitMapFieldClass)
    /// False when all bits are zero, else true.
    case boolean(BooleanFieldClass)
    /// An integer with a fixed count of bits.
    case integer(IntegerFieldClass)
    /// An integer in groups of 7 bits (LEB128).
    case variableLengthInteger(VariableLengthIntegerFieldClass)
    /// An IEEE 754 binary number.
    case floatingPoint(FloatingPointFieldClass)
    /// Text.
    case string(StringFieldClass)
    /// Bytes.
    case blob(BLOBFieldClass)
    /// Named members in a row.
    case structure(StructureFieldClass)
    /// Elements of one class in a row.
    indirect case array(ArrayFieldClass)
    /// A field which may be absent.
    indirect case optional(OptionalFieldClass)
    /// One of several fields.
    case variant(VariantFieldClass)
}

extension FieldClass {
    /// What the position of a field of this class is a multiple of, in bits.
    public var alignmentBits: Int {
        switch self {
        case .bitArray(let bits): bits.layout.alignmentBits
        case .bitMap(let map): map.layout.alignmentBits
        case .boolean(let boolean): boolean.layout.alignmentBits
        case .integer(let integer): integer.layout.alignmentBits
        case .floatingPoint(let number): number.layout.alignmentBits
        case .variableLengthInteger, .string, .blob: 8
        case .structure(let structure): structure.alignmentBits
        case .array(let array): array.alignmentBits
        case .optional, .variant: 1
        }
    }
}
