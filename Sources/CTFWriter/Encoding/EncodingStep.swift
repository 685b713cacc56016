// SPDX-License-Identifier: Apache-2.0

/// One step of an encoding program: sixteen bytes without references.
///
/// Everything that is written begins at a whole byte, little-endian.
struct EncodingStep: BitwiseCopyable, Hashable, Sendable {
    /// What a step does.
    ///
    /// Most take the next item.
    enum Operation: UInt8, Sendable {
        /// Writes the lowest `operand` bytes of the item.
        case integer
        /// Writes a number of more than 64 bits, of layout `number`, in `operand` bytes.
        case wide
        /// Writes whether any bit of more than 64, of layout `number`, is set, in one byte.
        case wideBoolean
        /// Writes a LEB128 integer.
        case variableLength
        /// Writes a LEB128 integer in eight bytes.
        case variableLengthWord
        /// Writes a floating-point number of 16 bits as one of 32 bits.
        case halfAsSingle
        /// Writes a string and a zero code unit of `operand` bytes.
        case terminatedString
        /// Writes a string and zeros up to `number` bytes.
        case fixedString
        /// Writes a string and zeros up to as many bytes as slot `operand` says.
        case dynamicString
        /// Writes a string of encoding `operand` in UTF-8 with a zero after it.
        case transcodedString
        /// Writes bytes as they are.
        case bytes
        /// Begins an array; `operand` is the step after its end.
        case array
        /// Ends an element; `operand` is the array's first element step.
        case nextElement
        /// Begins an optional; `operand` is the step after its content.
        case optional
        /// Begins a variant; its options' steps stand in the table of jumps from `operand` on, and
        /// there are `number` of them.
        case variant
        /// Goes on at step `operand`.
        case jump
        /// Writes `operand` bytes of the next item's value, and does not take the item.
        case peekValue
        /// Writes `operand` bytes of the next item's count of bytes, and does not take the item.
        case peekByteCount
        /// Keeps the last item's value in slot `operand`.
        case store
        /// Takes an item and writes nothing.
        case skip
        /// Remembers that the last `operand` bits written are padding, unless a field follows.
        case pad
    }

    let operation: Operation
    /// Whether a number is in two's complement.
    var isSigned = false
    /// A small number.
    var operand: UInt32 = 0
    /// A large one.
    var number: UInt64 = 0
}
