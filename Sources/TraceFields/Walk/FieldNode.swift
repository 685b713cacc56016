// SPDX-License-Identifier: Apache-2.0

/// What printing the values of one field class needs to know, without references.
package struct FieldNode: BitwiseCopyable, Sendable {
    /// How the values look.
    package enum Kind: UInt8, BitwiseCopyable, Sendable {
        /// Named members; it has no item.
        case structure
        /// Elements of one class.
        case array
        /// A field that may be absent.
        case optional
        /// One of several fields.
        case variant
        /// An unsigned integer.
        case unsigned
        /// A signed integer.
        case signed
        /// An integer of either sign, with labels.
        case enumeration
        /// Bits without a meaning of their own.
        case bitArray
        /// Bits with names.
        case bitMap
        /// True or false.
        case boolean
        /// A floating-point number.
        case real
        /// Text in UTF-8.
        case string
        /// Text in another encoding.
        case encodedString
        /// Bytes.
        case blob
    }

    /// How the values look.
    package let kind: Kind
    /// Whether an integer is signed.
    package var isSigned = false
    /// Whether its values have more than 64 bits, which are not in the item itself.
    package var isWide = false
    /// Whether the count of an integer's bits is told by each value.
    package var isVariable = false
    /// Whether the values are for readers only: lengths, times, counters.
    package var isForReader = false
    /// Whether the values take no item at all, however many elements there are.
    package var isEmpty = false
    /// The count of bits; 64 for a variable-length integer.
    package var bits: UInt32 = 0
    /// The base in which an integer is shown.
    package var base: UInt8 = 10
    /// The index after the last node inside this one.
    package var end: Int32 = 0
    /// The index of the first of a variant's options in ``FieldPlan/options``.
    package var firstOption: Int32 = 0
}
